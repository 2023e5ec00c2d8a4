import DFU
import SpecTable

/// What a device shows, and the state that it is in afterwards.
struct Slot: Hashable, CustomStringConvertible {
  var reply: Reply
  /// The state that a status report or a state byte shows.
  var shown: State?
  var next: State

  var description: String {
    "\(reply.rawValue)\(shown.map { " showing \($0.name)" } ?? "") then \(next.name)"
  }
}

/// The possible bStatus values by verdict; each value is in the set of its best verdict.
struct Levels: Hashable, CustomStringConvertible {
  private(set) var pass: StatusSet = []
  private(set) var note: StatusSet = []
  private(set) var warning: StatusSet = []
  /// Values that are against the text, but known from real devices.
  private(set) var violation: StatusSet = []

  mutating func insert(_ statuses: StatusSet, _ verdict: Verdict) {
    switch verdict {
    case .pass: pass.formUnion(statuses)
    case .note: note.formUnion(statuses)
    case .declared, .inconclusive, .warning: warning.formUnion(statuses)
    case .violation: violation.formUnion(statuses)
    }
    note.subtract(pass)
    warning.subtract(pass.union(note))
    violation.subtract(pass.union(note).union(warning))
  }

  /// Whether both have the same values up to warning, and this one has all violations of `facts`.
  func agrees(with facts: Levels) -> Bool {
    pass == facts.pass && note == facts.note && warning == facts.warning
      && facts.violation.isSubset(of: violation)
  }

  var description: String {
    "pass \(pass.statuses) note \(note.statuses) warning \(warning.statuses) "
      + "violation \(violation.statuses)"
  }
}

extension Outcome {
  /// The slots of the outcome, one for each reply that the request can have.
  func slots(in row: Row, of replies: Set<Reply>) -> [Slot] {
    let next = next(from: row.state)
    return kinds.filter(replies.contains).map { reply in
      let shows = reply == .data6 || reply == .data1
      return Slot(reply: reply, shown: shows ? self.shows ?? next : nil, next: next)
    }
  }

  private var kinds: [Reply] {
    switch reply {
    case .anyAnswer: Reply.answers
    case .anything: Reply.answers + [.silence]
    case .ack, .stall, .data6, .data1, .dataFull, .dataShort, .dataNone, .silence, .overflow,
      .nothing, .reenumerates:
      [reply]
    }
  }

  /// The possible bStatus values after the outcome.
  func statuses(after before: Status) -> StatusSet {
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

extension Reply {
  static let answers: [Reply] = [.ack, .stall, .data6, .data1, .dataFull, .dataShort]

  /// The possible replies to a request. `isOdd`: its fields differ from Table 3.1. `isEmpty`: it
  /// transfers no bytes.
  static func possible(_ name: String, isOdd: Bool, isEmpty: Bool) -> Set<Reply> {
    let misfits: Set<Reply> = [.dataShort, .stall, .silence, .overflow]
    let ofOdd: Set<Reply> = isOdd ? [.dataFull, .ack] : []
    return switch name {
    case "DFU_GETSTATUS": misfits.union([.data6]).union(ofOdd)
    case "DFU_GETSTATE": misfits.union([.data1]).union(ofOdd)
    case "DFU_UPLOAD": isEmpty ? [.ack, .stall, .silence] : misfits.union([.dataFull])
    case "DFU_DETACH", "DFU_DNLOAD", "DFU_CLRSTATUS", "DFU_ABORT": [.ack, .stall, .silence]
    default: misfits.union([.ack, .dataFull])
    }
  }
}

extension Row {
  /// The bStatus values that the row allows for one slot, by verdict.
  func levels(at slot: Slot, after before: Status, of replies: Set<Reply>) -> Levels {
    var levels = Levels()
    for outcome in then where outcome.slots(in: self, of: replies).contains(slot) {
      levels.insert(outcome.statuses(after: before), outcome.verdict)
    }
    return levels
  }

  /// The possible replies to the row's request or event.
  var possibleReplies: Set<Reply> {
    guard case .request(let name) = trigger else { return [.nothing, .reenumerates] }
    return Reply.possible(
      name, isOdd: when.contains(Condition(.standardFields, holds: false)),
      isEmpty: when.contains(Condition(.wLengthNotZero, holds: false)))
  }

  /// The values of bStatus before the request that must be tested separately.
  var statusesBefore: [Status] {
    state == .dfuERROR ? [.errVERIFY, .errSTALLEDPKT, .ok] : [.ok]
  }
}
