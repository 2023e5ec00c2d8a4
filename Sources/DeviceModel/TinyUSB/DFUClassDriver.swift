import DFU
import USB

/// TinyUSB's DFU class driver and the application behind it (hathach/tinyusb 0.14.0,
/// src/class/dfu/dfu_device.c).
///
/// It keeps bState and bStatus as plain bytes, and does not check the direction of a request.
struct DFUClassDriver: Hashable, Sendable {
  /// bState. A host can overwrite this byte.
  private(set) var rawState = State.dfuIDLE.rawValue
  private var rawStatus = Status.ok.rawValue
  /// bmAttributes, read when the interface was opened; none before.
  private var attributes: FunctionalDescriptor.Attributes = []
  private var alternate: UInt8 = 0
  /// Whether a block or the manifestation still has to be processed.
  private var isFlashing = false
  private var block: UInt16 = 0
  /// The number of programmed blocks, for the fault plan.
  private var blocks = 0
  /// The driver's buffer, with the last data stage in it.
  private var buffer: [UInt8]
  /// When the application reports the end of programming, and with which status. No request cancels
  /// it.
  private var completion: Completion?
  private var parameters: TinyUSBParameters

  private struct Completion: Hashable, Sendable {
    var time: VirtualTime
    var status: UInt8
  }

  init(_ parameters: TinyUSBParameters) {
    self.parameters = parameters
    buffer = [UInt8](repeating: 0, count: Int(parameters.transferSize))
  }

  /// What an upload returns; nil means the pattern of `TinyUSBParameters`.
  var uploadContent: [UInt8]? {
    get { parameters.uploadContent }
    set { parameters.uploadContent = newValue }
  }

  /// Handles a bus reset, or the end of a configuration.
  mutating func reset() {
    attributes = []
    alternate = 0
    resetState()
  }

  /// Opens the interface: the host has set the configuration.
  mutating func open() { attributes = parameters.attributes }

  /// Delivers the application's report if it is due.
  mutating func settle(at now: VirtualTime) {
    guard let due = completion, due.time <= now else { return }
    completion = nil
    finish(due.status)
  }

  /// Handles a request to the interface. `data` is the host's data, wLength bytes.
  mutating func handle(
    _ setup: SetupPacket, data: [UInt8], now: VirtualTime
  ) -> ModelReply.Answer {
    switch setup.requestType.kind {
    case .standard: standard(setup, data: data)
    case .class:
      if let request = ClassRequest(rawValue: setup.request) {
        handle(request, setup, data: data, now: now)
      } else {
        .stalled
      }
    case .vendor, .reserved: .stalled
    }
  }

  private mutating func resetState() {
    rawState = State.dfuIDLE.rawValue
    rawStatus = Status.ok.rawValue
    isFlashing = false
  }

  private var state: State? { State(rawValue: rawState) }
}

// MARK: Requests

extension DFUClassDriver {
  private mutating func standard(_ setup: SetupPacket, data: [UInt8]) -> ModelReply.Answer {
    switch setup.request {
    case StandardRequest.setInterface:
      alternate = UInt8(truncatingIfNeeded: setup.value)
      resetState()
      return Self.ended(setup)
    case 10: return Self.exchange(&alternate, setup, data)
    default: return .stalled
    }
  }

  private mutating func handle(
    _ request: ClassRequest, _ setup: SetupPacket, data: [UInt8], now: VirtualTime
  ) -> ModelReply.Answer {
    switch request {
    case .detach: return Self.ended(setup)
    case .clrStatus, .abort:
      resetState()
      return Self.ended(setup)
    case .getState: return Self.exchange(&rawState, setup, data)
    case .upload: return upload(setup, data)
    case .dnload: return dnload(setup, data)
    case .getStatus: return getStatus(setup, now: now)
    }
  }

  /// Begins the status stage, whatever wLength says (hathach/tinyusb 0.14.0,
  /// src/device/usbd_control.c, tud_control_status). A data stage then waits for ever.
  private static func ended(_ setup: SetupPacket) -> ModelReply.Answer {
    setup.length == 0 ? .acknowledged : .noAnswer
  }

  /// Uses a byte of the driver's memory as the data stage: sends it, or overwrites it.
  private static func exchange(
    _ byte: inout UInt8, _ setup: SetupPacket, _ data: [UInt8]
  ) -> ModelReply.Answer {
    if setup.requestType.direction == .hostToDevice, let first = data.first { byte = first }
    return sent([byte], setup)
  }

  /// A data stage towards the host, cut to the length that it requests. For a request in the other
  /// direction nothing is sent.
  private static func sent(_ bytes: [UInt8], _ setup: SetupPacket) -> ModelReply.Answer {
    guard setup.requestType.direction == .deviceToHost else { return .acknowledged }
    return .upToLength(of: setup, bytes)
  }

  /// The part of the buffer that a data stage uses.
  private mutating func transfer(
    _ count: Int, _ setup: SetupPacket, _ data: [UInt8]
  ) -> ModelReply.Answer {
    if setup.requestType.direction == .hostToDevice {
      let taken = data.prefix(count)
      buffer.replaceSubrange(..<taken.count, with: taken)
    }
    return Self.sent(Array(buffer.prefix(count)), setup)
  }

  /// Handles UPLOAD. Every state accepts it, and it changes no state. wBlockNum counts blocks of
  /// wLength bytes.
  private mutating func upload(_ setup: SetupPacket, _ data: [UInt8]) -> ModelReply.Answer {
    guard attributes.contains(.canUpload), setup.length <= parameters.transferSize else {
      return .stalled
    }
    let length = Int(setup.length)
    let bytes = parameters.upload(
      from: Int(setup.value) * length, count: length, alternate: alternate)
    buffer.replaceSubrange(..<bytes.count, with: bytes)
    return transfer(bytes.count, setup, data)
  }

  private mutating func dnload(_ setup: SetupPacket, _ data: [UInt8]) -> ModelReply.Answer {
    guard attributes.contains(.canDnload), state == .dfuIDLE || state == .dfuDNLOADIDLE,
      setup.length <= parameters.transferSize
    else { return .stalled }
    isFlashing = true
    block = setup.value
    rawState = (setup.length > 0 ? State.dfuDNLOADSYNC : .dfuMANIFESTSYNC).rawValue
    return transfer(Int(setup.length), setup, data)
  }
}

// MARK: Status and programming

extension DFUClassDriver {
  /// Handles GETSTATUS. bState is the state after the status stage. Programming is done at that
  /// time.
  private mutating func getStatus(_ setup: SetupPacket, now: VirtualTime) -> ModelReply.Answer {
    var report = StatusReport(
      rawStatus: rawStatus, pollTimeoutMilliseconds: 0, rawState: rawState)
    let isManifest = state == .dfuMANIFESTSYNC
    guard isManifest || state == .dfuDNLOADSYNC else { return Self.sent(report.bytes, setup) }
    guard isFlashing else {
      rawState = (isManifest ? State.dfuIDLE : .dfuDNLOADIDLE).rawValue
      report.rawState = rawState
      return Self.sent(report.bytes, setup)
    }
    rawState = (isManifest ? State.dfuMANIFEST : .dfuDNBUSY).rawValue
    report.rawState = rawState
    report.pollTimeoutMilliseconds =
      isManifest ? parameters.manifestTimeout : parameters.downloadTimeout
    program(isManifest ? parameters.manifestStatus : blockStatus(), now: now)
    return Self.sent(report.bytes, setup)
  }

  private mutating func blockStatus() -> UInt8 {
    defer { blocks += 1 }
    return parameters.status(ofBlock: block, after: blocks)
  }

  private mutating func program(_ status: UInt8, now: VirtualTime) {
    if parameters.isAsynchronous {
      completion = Completion(time: now + parameters.flashTime, status: status)
    } else {
      finish(status)
    }
  }

  /// Takes from a real device whether the application is still programming, unless it reports by
  /// itself.
  mutating func follow(_ shown: State) {
    guard completion == nil, !isFlashing else { return }
    if state == .dfuDNLOADSYNC, shown == .dfuDNBUSY {
      rawState = State.dfuDNBUSY.rawValue
    } else if state == .dfuMANIFESTSYNC, shown == .dfuMANIFEST {
      rawState = State.dfuMANIFEST.rawValue
    } else if state == .dfuDNBUSY && shown == .dfuDNLOADIDLE
      || state == .dfuMANIFEST && shown == .dfuIDLE
    {
      finish(Status.ok.rawValue)
    }
  }

  /// Handles the application's report. A failure leads to dfuERROR from any state.
  private mutating func finish(_ status: UInt8) {
    isFlashing = false
    guard status == Status.ok.rawValue else {
      rawState = State.dfuERROR.rawValue
      rawStatus = status
      return
    }
    if state == .dfuDNBUSY {
      rawState = State.dfuDNLOADSYNC.rawValue
    } else if state == .dfuMANIFEST {
      let isTolerant = attributes.contains(.manifestationTolerant)
      rawState = (isTolerant ? State.dfuMANIFESTSYNC : .dfuMANIFESTWAITRESET).rawValue
    }
  }
}
