import DFU
import USB

/// What `diff` keeps of one thing that happened in a session: fewer than a hundred bytes.
///
/// Polls with the same answer are one step. Addresses, ids of request blocks and the clock are not
/// kept.
struct DiffStep {
  /// The first record.
  var frame: UInt32
  /// The first record of the last poll that was folded into it.
  var lastFrame: UInt32
  /// The number of polls that it stands for; 1 for anything else.
  var count: UInt32 = 1
  /// Whether records are missing before it.
  var followsLoss = false
  var content: Content

  /// What happened.
  enum Content {
    case exchange(DiffExchange)
    /// SET_INTERFACE on the DFU interface.
    case interfaceSet(alternate: UInt16)
    case bus(BusChange)
  }

  init(_ content: Content, at moment: Moment) {
    frame = UInt32(truncatingIfNeeded: moment.frame)
    lastFrame = frame
    self.content = content
  }

  /// The exchange; nil for anything else.
  var exchange: DiffExchange? {
    if case .exchange(let exchange) = content { exchange } else { nil }
  }

  /// Whether it is a GETSTATUS or GETSTATE.
  var isPoll: Bool { exchange?.isPoll ?? false }

  /// Whether it moves a block of an image in this direction.
  func movesBlock(of request: ClassRequest) -> Bool {
    guard let exchange else { return false }
    return exchange.request == request && exchange.isBlock
  }
}

/// A request to the DFU interface and what came back.
struct DiffExchange {
  var setup: SetupPacket
  /// The request of the DFU class; nil for another.
  var request: ClassRequest?
  var outcome: TransferOutcome
  /// Whether wIndex names the interface that the descriptors give for DFU.
  var isToInterface: Bool
  /// The number of data bytes that crossed the bus; nil when the capture does not say it.
  var length: Int32?
  /// The number of data bytes that the capture holds.
  var captured: UInt32
  /// The first data bytes, at most eight; the first of them is the lowest byte.
  var head: UInt64
  /// Where its data is, as far as `head` does not hold it.
  var place = DataPlace.head
  /// Whether the data of a DNLOAD is a command of DfuSe.
  var isCommand = false
  /// Whether a GETSTATUS came before the bwPollTimeout of the one before it had passed.
  var isEarly = false
  /// What bwPollTimeout was in the polls of this step.
  var timeouts = PollTimeouts()

  /// The values of bwPollTimeout in polls that are one step, in milliseconds.
  struct PollTimeouts: Hashable {
    /// The first value; 0 for an exchange that is no GETSTATUS.
    var first: UInt32 = 0
    /// The last value.
    var last: UInt32 = 0
    /// A digest of all values; repeated ones count once.
    var digest: UInt32 = 0

    mutating func add(_ value: UInt32) {
      guard value != last else { return }
      last = value
      digest = digest &* 0x0100_0193 ^ value
    }
  }

  /// Where the data of an exchange is.
  enum DataPlace: Hashable {
    /// It has at most eight bytes.
    case head
    /// From here on in the store of its capture.
    case stored(UInt32)
    /// Nowhere: there was no room. A digest is there, which is valid in this run of the program.
    case digest(Int)
  }

  /// Whether it is a GETSTATUS or GETSTATE.
  var isPoll: Bool {
    switch request {
    case .getStatus?, .getState?: true
    case .detach?, .dnload?, .upload?, .clrStatus?, .abort?, nil: false
    }
  }

  /// Whether it moves a block of an image: a DNLOAD with data, or an UPLOAD.
  var isBlock: Bool {
    switch request {
    case .upload?: true
    case .dnload?: setup.length > 0 && !isCommand
    case .detach?, .getStatus?, .clrStatus?, .getState?, .abort?, nil: false
    }
  }

  /// The answer to a GETSTATUS of six bytes; nil for any other exchange.
  var report: StatusReport? {
    guard case .getStatus? = request, outcome == .acknowledged, captured == 6 else { return nil }
    return StatusReport(
      rawStatus: UInt8(truncatingIfNeeded: head),
      pollTimeoutMilliseconds: UInt32(truncatingIfNeeded: head >> 8 & 0xFF_FFFF),
      rawState: UInt8(truncatingIfNeeded: head >> 32),
      stringIndex: UInt8(truncatingIfNeeded: head >> 40))
  }

  /// The state in the answer to a GETSTATUS or GETSTATE, as sent; nil for any other exchange.
  var shownState: UInt8? {
    if let report { return report.rawState }
    guard case .getState? = request, outcome == .acknowledged, captured == 1 else { return nil }
    return UInt8(truncatingIfNeeded: head)
  }

  /// The first bytes of the data, at most eight.
  var headBytes: [UInt8] {
    (0..<min(8, Int(captured))).map { UInt8(truncatingIfNeeded: head >> (8 * UInt64($0))) }
  }

  /// The exchange as a transfer of no device and no time, for the words of findings.
  var transfer: ControlTransfer {
    ControlTransfer(
      device: DeviceAddress(bus: 0, address: 0), setup: setup, outcome: outcome,
      actualLength: length.map(Int.init), data: headBytes,
      submitted: Moment(frame: 0, nanoseconds: 0))
  }
}

/// What happened on the bus between two exchanges of a session.
struct BusChange: Hashable {
  /// The host reset the port.
  var isReset = false
  /// The device left the bus.
  var hasLeft = false
  /// How the device came back; nil when it did not.
  var arrival: AttachEvidence?
  /// The mode that its descriptors showed then; nil when they were not read, or state none.
  var mode: Mode?
  /// The value of SET_CONFIGURATION; nil without one.
  var configuration: UInt8?

  /// Whether the capture shows why the device was enumerated.
  var isExplained: Bool { isReset || hasLeft || arrival != .unexplained }

  /// Whether something happened beside reading descriptors.
  var isChange: Bool { isReset || hasLeft || arrival != nil || configuration != nil }
}
