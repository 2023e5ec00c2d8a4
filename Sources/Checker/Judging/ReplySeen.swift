import DFU
import SpecTable
import USB

/// What came back for one request, in the table's terms.
struct ReplySeen: Hashable {
  /// The kinds that it may be; more than one where the capture cannot tell.
  var kinds: ReplyKinds
  /// The state that a status report or a state byte shows.
  var shown: State?
  /// The bStatus of a status report.
  var status: Status?

  /// Whether nothing is known of the reply. The request may not even have reached the device.
  var mayBeLost: Bool { kinds == .any }

  /// A transfer that the host gave up, by its timer or otherwise, or that ended because the device
  /// was gone, counts as unanswered after this long (USB 2.0, 9.2.6.1: no command may take more
  /// than 5 s). A host may give up sooner.
  static let longestAnswerMilliseconds = 5_000.0
}

extension ReplySeen {
  /// Reads the reply of a transfer. `toleranceMilliseconds` counts where nothing came back.
  init(_ transfer: borrowing ControlTransfer, toleranceMilliseconds: Double) {
    switch transfer.outcome {
    case .acknowledged: self.init(acknowledged: transfer)
    case .stalled: self.init(kinds: .stall)
    case .acknowledgedOrStalled:
      self.init(kinds: ReplySeen(acknowledged: transfer).kinds.union(.stall))
    case .timedOut, .cancelled, .disconnected, .notSent:
      let waited = transfer.durationMilliseconds ?? 0
      let isSilence = waited >= Self.longestAnswerMilliseconds - toleranceMilliseconds
      self.init(kinds: isSilence ? .silence : .any)
    case .overflowed: self.init(kinds: .overflow)
    case .wireError, .unknown, .unanswered: self.init(kinds: .any)
    }
  }

  private init(acknowledged transfer: borrowing ControlTransfer) {
    guard transfer.setup.requestType.direction == .deviceToHost else {
      self.init(kinds: .ack)
      return
    }
    switch ClassRequest(transfer.setup) {
    case .getStatus? where transfer.actualLength == nil,
      .getState? where transfer.actualLength == nil:
      self.init(kinds: .any)
    case .getStatus? where transfer.actualLength == 6: self.init(report: transfer.data.span)
    case .getState? where transfer.actualLength == 1: self.init(stateByte: transfer.data)
    default: self.init(kinds: Self.dataKinds(transfer))
    }
  }

  /// Where the capture does not hold the bytes of a report, nothing is known of it.
  private init(report bytes: Span<UInt8>) {
    guard let report = StatusReport(bytes) else {
      self.init(kinds: .any)
      return
    }
    guard let state = report.state, let status = report.status else {
      self.init(kinds: [])
      return
    }
    self.init(kinds: .data6, shown: state, status: status)
  }

  private init(stateByte bytes: [UInt8]) {
    guard let byte = bytes.first else {
      self.init(kinds: .any)
      return
    }
    guard let state = State(rawValue: byte) else {
      self.init(kinds: [])
      return
    }
    self.init(kinds: .data1, shown: state)
  }

  private static func dataKinds(_ transfer: borrowing ControlTransfer) -> ReplyKinds {
    guard let length = transfer.actualLength else { return [.dataFull, .dataShort] }
    let asked = Int(transfer.setup.length)
    if length == asked { return asked == 0 ? [.dataFull, .ack] : .dataFull }
    return length == 0 ? .noData : length < asked ? .someData : []
  }
}

extension ControlTransfer {
  /// From submission to completion; nil without completion.
  var durationMilliseconds: Double? {
    completed.map { Double($0.nanoseconds - submitted.nanoseconds) / 1e6 }
  }
}
