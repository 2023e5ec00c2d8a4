import DFU
import Evidence
import SpecTable
import TestSupport
import USB

/// Writes the conversation of a host and a device that take their turns at random.
///
/// The device does what an outcome of its row says, and the host does what it may. Once in
/// `faultEvery` turns one of them does something wrong.
struct TraceMaker {
  private(set) var observations: [Observation] = []
  var random: SeededRandom
  let table: Table
  let faultEvery: Int
  var device: TrueDevice
  var moment = Moment(frame: 1, nanoseconds: 5_000_000_000)
  /// wBlockNum that is due.
  private var block: UInt16 = 0
  /// A request was stalled and the host has not asked why.
  private var owesQuestion = false

  static let address = DeviceAddress(bus: 1, address: 5)

  init(seed: UInt64, table: Table, faultEvery: Int) {
    random = SeededRandom(seed)
    self.table = table
    self.faultEvery = faultEvery
    device = TrueDevice(table)
  }

  /// A conversation of `turns` turns.
  static func trace(
    seed: UInt64, table: Table, faultEvery: Int = 0, turns: Int = 24
  ) -> [Observation] {
    var maker = TraceMaker(seed: seed, table: table, faultEvery: faultEvery)
    maker.begin()
    for _ in 0..<turns { maker.turn() }
    return maker.observations
  }

  // MARK: - Coming onto the bus

  private mutating func begin() {
    see(.attached(.afterLeaving))
    device.state = random.once(in: 3) ? .appIDLE : .dfuIDLE
    let bits = UInt8.random(in: 0..<16, using: &random)
    device.attributes = .init(rawValue: bits | (random.once(in: 4) ? 0 : 7))
    enumerate()
  }

  private mutating func enumerate() {
    device.describe()
    if let set = device.history.descriptors { see(.described(set)) }
    device.history.configure(true)
    see(.configured(value: 1))
    block = 0
    owesQuestion = false
  }

  private mutating func see(_ event: Observation.Event) {
    pass(1)
    observations.append(Observation(event, at: moment))
    moment.frame += 1
  }

  private mutating func pass(_ milliseconds: Int64) {
    moment.nanoseconds += milliseconds * 1_000_000
  }

  // MARK: - Turns

  private mutating func turn() {
    let isFault = random.once(in: faultEvery)
    if !isFault || !random.once(in: 2) { waitForDevice() }
    device.passTime(to: moment)
    if isFault, random.once(in: 2) { return ask(anything(), answersWrong: random.once(in: 2)) }
    switch device.state {
    case .appDETACH where device.attributes.contains(.willDetach): return comeBack()
    case .appDETACH, .dfuMANIFESTWAITRESET: return reset()
    case .dfuMANIFEST where !device.attributes.contains(.manifestationTolerant): return reset()
    case .dfuIDLE where random.once(in: 12): return happen()
    case .appIDLE, .dfuIDLE, .dfuDNLOADSYNC, .dfuDNBUSY, .dfuDNLOADIDLE, .dfuMANIFESTSYNC,
      .dfuMANIFEST, .dfuUPLOADIDLE, .dfuERROR:
      break
    }
    ask(proper(), answersWrong: isFault)
  }

  private mutating func waitForDevice() {
    pass(1)
    guard let answer = device.history.lastAnswer else { return }
    let due =
      answer.at.nanoseconds + Int64(answer.report.pollTimeoutMilliseconds + 2) * 1_000_000
    moment.nanoseconds = max(moment.nanoseconds, due)
  }

  private mutating func happen() {
    if random.once(in: 2) { return reset() }
    see(.interfaceSet(alternate: 0))
    device.apply(.interfaceSet, &random)
  }

  private mutating func reset() {
    see(.reset(.portResetRequest))
    device.apply(.busReset, &random)
    device.history.startOver()
    see(.attached(.afterReset))
    enumerate()
  }

  private mutating func comeBack() {
    see(.left(.portStatus))
    device.apply(.deviceDetachAttach, &random)
    device.history.startOver()
    see(.attached(.afterLeaving))
    enumerate()
  }

  /// A request that a host may send in the device's state.
  private mutating func proper() -> SetupPacket {
    if owesQuestion { return ClassRequest.getStatus.setup(length: 6) }
    let choices: [ClassRequest] =
      switch device.state {
      case .appIDLE: [.getStatus, .getState, .detach]
      case .dfuIDLE: device.entries + [.getStatus, .getState, .abort]
      case .dfuDNLOADIDLE: [.dnload, .dnload, .dnload, .getStatus, .getState, .abort]
      case .dfuUPLOADIDLE: [.upload, .upload, .upload, .getStatus, .getState, .abort]
      case .dfuERROR: [.getStatus, .getState, .clrStatus]
      case .appDETACH, .dfuDNLOADSYNC, .dfuDNBUSY, .dfuMANIFESTSYNC, .dfuMANIFEST,
        .dfuMANIFESTWAITRESET:
        [.getStatus]
      }
    return setup(random.pick(choices) ?? .getStatus)
  }

  private mutating func setup(_ request: ClassRequest) -> SetupPacket {
    switch request {
    case .detach: return request.setup(value: RowStage.detachMilliseconds)
    case .dnload:
      let isEnd = device.state == .dfuDNLOADIDLE && random.once(in: 3)
      return request.setup(value: block, length: isEnd ? 0 : RowStage.transferSize)
    case .upload: return request.setup(value: block, length: RowStage.transferSize)
    case .getStatus: return request.setup(length: 6)
    case .getState: return request.setup(length: 1)
    case .clrStatus, .abort: return request.setup()
    }
  }

  /// Any request at all, now and then with a field of its own.
  private mutating func anything() -> SetupPacket {
    guard let request = random.pick(ClassRequest.allCases), !random.once(in: 9) else {
      return SetupPacket(
        requestType: .classInterfaceOut, request: 0x42, value: 0, index: 0, length: 0)
    }
    var setup = setup(request)
    if random.once(in: 6) { setup.index = 1 }
    if random.once(in: 6) { setup.value &+= 3 }
    if random.once(in: 6) { setup.length = setup.length == 0 ? 1 : 0 }
    return setup
  }

  private mutating func ask(_ setup: SetupPacket, answersWrong: Bool) {
    pass(1)
    let answer: (ControlTransfer, TrueDevice.Next?)? =
      answersWrong
      ? random.pick(RowProbe.all(setup)).map { ($0.transfer, nil) }
      : device.answer(setup, &random)
    guard let answer else { return }
    var transfer = answer.0
    transfer.device = Self.address
    transfer.submitted = moment
    pass(transfer.outcome == .timedOut ? 5_000 : 0)
    transfer.completed = Moment(
      frame: moment.frame + 1, nanoseconds: moment.nanoseconds + 100_000)
    moment = Moment(frame: moment.frame + 2, nanoseconds: moment.nanoseconds + 100_000)
    observations.append(Observation(.exchange(transfer), at: transfer.submitted))
    device.history.record(transfer)
    if let next = answer.1 { device.become(next) }
    note(transfer)
  }

  private mutating func note(_ transfer: ControlTransfer) {
    switch ClassRequest(transfer.setup) {
    case .getStatus?: owesQuestion = false
    case .dnload?, .upload?: if transfer.outcome == .acknowledged { block &+= 1 }
    case .detach?, .clrStatus?, .getState?, .abort?, nil: break
    }
    if transfer.outcome == .stalled, ClassRequest(transfer.setup) != .getState,
      ClassRequest(transfer.setup) != .getStatus
    {
      owesQuestion = true
    }
    if device.state == .dfuIDLE || device.state == .dfuERROR { block = 0 }
  }
}
