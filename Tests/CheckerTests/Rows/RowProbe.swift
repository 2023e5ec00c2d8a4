import DFU
import SpecTable
import USB

/// One thing that a device may send in answer to a request, and which replies of the table it is.
struct RowProbe {
  var transfer: ControlTransfer
  /// Empty for an answer that no row can allow, such as an undefined state.
  var replies: Set<Reply>
  var shown: State?
  var status: Status?

  /// When the request of a probe is sent: soon after the past of its stage.
  static let moment = Moment(frame: 11, nanoseconds: RowStage.begin.nanoseconds + 10_000_000)

  /// Everything that can come back for `setup`.
  static func all(_ setup: SetupPacket) -> [RowProbe] {
    var probes = [
      RowProbe(setup, .stalled, [], [.stall]), RowProbe(setup, .timedOut, [], [.silence]),
      RowProbe(setup, .overflowed, [], []),
    ]
    guard setup.requestType.direction == .deviceToHost else {
      let payload = [UInt8](repeating: 0x5A, count: Int(setup.length))
      return probes + [RowProbe(setup, .acknowledged, payload, [.ack])]
    }
    switch ClassRequest(setup) {
    case .getStatus?: probes += reports(setup)
    case .getState?: probes += stateBytes(setup)
    default:
      let full = [UInt8](repeating: 0xA5, count: Int(setup.length))
      probes.append(
        RowProbe(setup, .acknowledged, full, setup.length == 0 ? [.dataFull, .ack] : [.dataFull]))
    }
    if setup.length > 0 {
      let short = [UInt8](repeating: 0xA5, count: Int(setup.length) - 1)
      probes.append(RowProbe(setup, .acknowledged, [], [.dataShort, .dataNone]))
      if !short.isEmpty { probes.append(RowProbe(setup, .acknowledged, short, [.dataShort])) }
    }
    return probes
  }

  init(transfer: ControlTransfer, replies: Set<Reply>) {
    self.transfer = transfer
    self.replies = replies
  }

  private init(
    _ setup: SetupPacket, _ outcome: TransferOutcome, _ data: [UInt8], _ replies: Set<Reply>,
    shown: State? = nil, status: Status? = nil
  ) {
    transfer = RowStage.transfer(setup, outcome, data, at: Self.moment)
    self.replies = replies
    self.shown = shown
    self.status = status
  }

  private static func reports(_ setup: SetupPacket) -> [RowProbe] {
    let known = State.allCases.flatMap { state in
      Status.allCases.map { status in
        RowProbe(
          setup, .acknowledged, [status.rawValue, 0, 0, 0, state.rawValue, 0], [.data6],
          shown: state, status: status)
      }
    }
    return known
      + [[0, 0, 0, 0, 11, 0], [16, 0, 0, 0, 2, 0]].map {
        RowProbe(setup, .acknowledged, $0, [])
      }
  }

  private static func stateBytes(_ setup: SetupPacket) -> [RowProbe] {
    State.allCases.map { state in
      RowProbe(setup, .acknowledged, [state.rawValue], [.data1], shown: state)
    } + [RowProbe(setup, .acknowledged, [11], [])]
  }

  /// Whether an outcome of `row` allows this probe, in a device whose bStatus was `before`. It
  /// reads the table by itself, without code of the checker.
  func fits(_ outcome: Outcome, of row: Row, before: Status) -> Bool {
    let isReply =
      switch outcome.reply {
      case .anyAnswer: !replies.isEmpty && !replies.contains(.silence)
      case .anything: !replies.isEmpty
      case .nothing, .reenumerates: false
      case .ack, .stall, .data6, .data1, .dataFull, .dataShort, .dataNone, .silence, .overflow:
        replies.contains(outcome.reply)
      }
    let after = outcome.statuses(before)
    guard isReply, !after.isEmpty else { return false }
    guard let shown else { return true }
    guard outcome.shows ?? outcome.next(from: row.state) == shown else { return false }
    return status.map { after.contains(StatusSet($0)) } ?? true
  }
}

extension Outcome {
  /// What bStatus may be after it.
  func statuses(_ before: Status) -> StatusSet {
    switch status {
    case .unchanged: StatusSet(before)
    case .unchangedError: before == .ok ? [] : StatusSet(before)
    case .clearedError: []
    case .otherError: .anyError
    case .changedError: before == .ok ? [] : StatusSet.anyError.subtracting(StatusSet(before))
    case .oneOf(let set): set
    }
  }
}
