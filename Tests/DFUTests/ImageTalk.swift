import DFU
import USB

/// A conversation with a device, written step by step, and the watch that follows it.
struct ImageTalk {
  private(set) var watch = ImageWatch()
  private var frame = 1
  private var clock: Int64 = 0

  /// What can happen in a conversation.
  enum Step {
    /// DNLOAD of so many bytes, with this block number.
    case down(Int, block: UInt16 = 1, TransferOutcome = .acknowledged)
    /// DNLOAD with wBlockNum 0 and these bytes.
    case sends([UInt8])
    /// UPLOAD that asks for 64 bytes and gets so many.
    case up(Int, block: UInt16 = 1, TransferOutcome = .acknowledged)
    /// GETSTATUS, with what it shows.
    case shows(State, Status = .ok)
    /// GETSTATE, with what it shows.
    case showsState(State)
    /// GETSTATUS without an answer that helps.
    case asks(TransferOutcome)
    /// A request without data.
    case request(ClassRequest, TransferOutcome = .acknowledged)
    /// A request of XMOS's extension.
    case xmos(XMOSRequest)
    /// Any other event.
    case event(Observation.Event)
    /// Descriptors with bInterfaceProtocol 1 or 2, bcdDevice and bcdDFUVersion.
    case described(protocol: UInt8, device: UInt16, dfu: UInt16 = 0x0110)
    /// The next exchange takes so many milliseconds.
    case slow(Int64)
  }

  private var milliseconds: Int64 = 1

  init(_ steps: [Step] = []) {
    for step in steps { take(step) }
  }

  /// The transfers that the watch tells.
  var images: [ImageTransfer] { watch.images }

  mutating func take(_ step: Step) {
    switch step {
    case .down(let length, let block, let outcome):
      send(.dnload, block, length, outcome, sent: [UInt8](repeating: 0xAA, count: length))
    case .sends(let bytes): send(.dnload, 0, bytes.count, .acknowledged, sent: bytes)
    case .up(let length, let block, let outcome):
      send(.upload, block, 64, outcome, sent: [UInt8](repeating: 0xBB, count: length))
    case .shows(let state, let status):
      send(.getStatus, 0, 6, .acknowledged, sent: [status.rawValue, 0, 0, 0, state.rawValue, 0])
    case .showsState(let state): send(.getState, 0, 1, .acknowledged, sent: [state.rawValue])
    case .asks(let outcome): send(.getStatus, 0, 6, outcome, sent: [])
    case .request(let request, let outcome): send(request, 0, 0, outcome, sent: [])
    case .xmos(let request):
      exchange(
        SetupPacket(requestType: .classInterfaceOut, request: request.rawValue), .acknowledged, [])
    case .event(let event): watch.observe(Observation(event, at: now))
    case .described(let number, let device, let dfu):
      watch.observe(Observation(.described(Self.set(number, device, dfu)), at: now))
    case .slow(let time): milliseconds = time
    }
  }

  private static func set(_ number: UInt8, _ device: UInt16, _ dfu: UInt16) -> DescriptorSet {
    DescriptorSet(
      device: .init(vendor: 0x20B1, product: 8, deviceVersion: device), interfaceCount: 1,
      alternates: [.init(number: 0, interfaceProtocol: number)],
      functionals: [
        FunctionalDescriptor(
          attributes: [.canDnload], detachTimeoutMilliseconds: 1000, transferSize: 64, version: dfu)
      ])
  }

  private var now: Moment { Moment(frame: frame, nanoseconds: clock) }

  private mutating func send(
    _ request: ClassRequest, _ value: UInt16, _ length: Int, _ outcome: TransferOutcome,
    sent: [UInt8]
  ) {
    exchange(request.setup(value: value, length: UInt16(length)), outcome, sent)
  }

  /// An exchange takes 1 ms, and the next one follows at once.
  private mutating func exchange(
    _ setup: SetupPacket, _ outcome: TransferOutcome, _ data: [UInt8]
  ) {
    let submitted = now
    clock += milliseconds * 1_000_000
    milliseconds = 1
    let isAnswered = outcome == .acknowledged
    watch.observe(
      ControlTransfer(
        device: DeviceAddress(bus: 1, address: 4), setup: setup, outcome: outcome,
        actualLength: isAnswered ? data.count : 0, data: isAnswered ? data : [],
        submitted: submitted,
        completed: outcome == .unknown ? nil : Moment(frame: frame + 1, nanoseconds: clock)))
    frame += outcome == .unknown ? 1 : 2
  }
}
