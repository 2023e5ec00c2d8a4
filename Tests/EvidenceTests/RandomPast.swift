import DFU
import Evidence
import TestSupport
import USB

/// A history that goes on at random, and the request that comes next.
struct RandomPast {
  private(set) var history = History()
  private var random: SeededRandom
  private var moment = Moment(frame: 1, nanoseconds: 0)

  init(seed: UInt64) {
    random = SeededRandom(seed)
  }

  /// A request of any kind; its fields and its direction are seldom wrong.
  mutating func request() -> SetupPacket {
    var setup = inItsDirection()
    if random.once(in: 50) {
      setup.requestType = RequestType(rawValue: setup.requestType.rawValue ^ 0x80)
    }
    return setup
  }

  private mutating func inItsDirection() -> SetupPacket {
    if random.once(in: 300) { return ClassRequest.detach.setup(value: wValue()) }
    let request = random.pick(ClassRequest.allCases.filter { $0 != .detach }) ?? .abort
    let interface: UInt16 = random.once(in: 50) ? 1 : 0
    switch request {
    case .dnload, .upload:
      return request.setup(value: wValue(), interface: interface, length: length())
    case .getStatus:
      return request.setup(interface: interface, length: random.once(in: 20) ? 4 : 6)
    case .getState: return request.setup(interface: interface, length: 1)
    case .detach, .clrStatus, .abort:
      return request.setup(value: random.once(in: 20) ? 1 : 0, interface: interface)
    }
  }

  private mutating func wValue() -> UInt16 {
    random.once(in: 4)
      ? UInt16.random(in: 0...UInt16.max, using: &random)
      : random.pick([0, 1, 2, 3, 4, 1_000]) ?? 0
  }

  private mutating func length() -> UInt16 { random.pick([0, 1, 8, 63, 64, 5_000]) ?? 0 }

  /// Makes the request; now and then something else happens before the next.
  mutating func take(_ setup: SetupPacket) {
    moment.frame += 2
    moment.nanoseconds += 1_000_000
    let outcome: TransferOutcome =
      random.once(in: 30)
      ? random.pick([.stalled, .timedOut, .unknown]) ?? .stalled : .acknowledged
    let data = outcome == .acknowledged ? answer(to: setup) : []
    history.record(
      ControlTransfer(
        device: DeviceAddress(bus: 1, address: 2), setup: setup, outcome: outcome,
        actualLength: data.count, data: data, submitted: moment, completed: moment))
    if random.once(in: 200) { happen() }
  }

  private mutating func answer(to setup: SetupPacket) -> [UInt8] {
    let length = Int(setup.length)
    switch ClassRequest(setup) {
    case .getStatus?:
      let report: [UInt8] = [
        random.once(in: 4) ? 3 : 0, random.pick([0, 5]) ?? 0, 0, 0,
        UInt8.random(in: 2...10, using: &random), 0,
      ]
      return Array(report.prefix(length))
    case .getState?: return [UInt8.random(in: 2...10, using: &random)]
    case .dnload?:
      let isCut = random.once(in: 20)
      return [UInt8](repeating: 2, count: isCut ? length / 2 : length)
    case .upload?: return [UInt8](repeating: 2, count: random.once(in: 20) ? length / 2 : length)
    case .detach?, .clrStatus?, .abort?, nil: return []
    }
  }

  private mutating func happen() {
    switch Int.random(in: 0..<5, using: &random) {
    case 0: history.configure(random.once(in: 2))
    case 1: history.startOver()
    case 2: history.forget()
    default: history.describe(descriptors())
    }
  }

  private mutating func descriptors() -> DescriptorSet {
    DescriptorSet(
      device: random.once(in: 4) ? nil : .init(vendor: 0x20B1, product: 8),
      interfaceCount: 1,
      alternates: [.init(number: 0, interfaceProtocol: random.once(in: 3) ? 1 : 2)],
      functionals: random.once(in: 4)
        ? []
        : [
          FunctionalDescriptor(
            attributes: .init(rawValue: UInt8.random(in: 0..<16, using: &random)),
            detachTimeoutMilliseconds: random.pick([0, 3, 1_000]) ?? 0,
            transferSize: random.pick([8, 64, 4_096]) ?? 64)
        ])
  }
}
