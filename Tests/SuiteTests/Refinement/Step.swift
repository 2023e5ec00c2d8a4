import DFU
import SpecTable

/// One step of a device in the terms of a table: the row, and what the device did.
struct Step: Hashable {
  /// The index of the row in the table.
  var row: Int
  /// Whether the known facts exclude all other rows.
  var isCertain: Bool
  /// The bStatus before the step.
  var before: Status
  /// The kinds of the reply. There can be two: an empty answer to a request of no bytes is of two
  /// kinds.
  var replies: [Reply]
  var shown: State?
  var next: State
  var nextStatus: Status

  /// Whether the step is this outcome of its row; `state`: the state of the row.
  func fits(_ outcome: Outcome, in state: State) -> Bool {
    let isReply =
      switch outcome.reply {
      case .anyAnswer: !replies.contains(.silence)
      case .anything: true
      case .ack, .stall, .data6, .data1, .dataFull, .dataShort, .dataNone, .silence, .overflow,
        .nothing, .reenumerates:
        replies.contains(outcome.reply)
      }
    let target = outcome.next(from: state)
    guard isReply, target == next else { return false }
    if let shown, outcome.shows ?? target != shown { return false }
    let statuses =
      switch outcome.status {
      case .unchanged: StatusSet(before)
      case .unchangedError: StatusSet(before).intersection(.anyError)
      case .clearedError: StatusSet([])
      case .otherError: StatusSet.anyError
      case .changedError:
        before == .ok ? [] : StatusSet.anyError.subtracting(StatusSet(before))
      case .oneOf(let set): set
      }
    return statuses.contains(StatusSet(nextStatus))
  }

  /// The best verdict of the outcomes that the step fits; nil when it fits none.
  func verdict(by row: Row) -> Verdict? {
    row.then.filter { fits($0, in: row.state) }.map(\.verdict).min()
  }

  /// The step in words, for the message of a failing test.
  func text(_ table: Table) -> String {
    "\(table.rows[row].id), \(before.name): \(replies.map(\.rawValue)) "
      + "\(shown?.name ?? "-"), then \(next.name) \(nextStatus.name)"
  }
}

/// Finds the rows of a table by state and trigger.
struct RowFinder {
  let table: Table
  private var places: [Place: [Int]] = [:]

  private struct Place: Hashable {
    var state: State
    var trigger: Trigger
  }

  init(_ table: Table) {
    self.table = table
    for (index, row) in table.rows.enumerated() {
      places[Place(state: row.state, trigger: row.trigger), default: []].append(index)
    }
  }

  /// The rows that no known fact excludes. The table is unambiguous, so this is mostly one row.
  func rows(
    _ state: State, _ trigger: Trigger, _ holds: (Fact) -> Bool?
  ) -> [Int] {
    (places[Place(state: state, trigger: trigger)] ?? []).filter { index in
      table.rows[index].when.allSatisfy { (holds($0.fact) ?? $0.holds) == $0.holds }
    }
  }

  /// The trigger for a request; nil when the table has none.
  func trigger(_ type: UInt8, _ request: UInt8) -> Trigger? {
    if let known = table.requests.first(where: { $0.requestType == type && $0.request == request })
    {
      return .request(known.name)
    }
    return type & 0x60 == 0x20 ? .request(RequestDefinition.unknownName) : nil
  }
}
