import DFU
import SpecTable

/// What is seen of a device, and the state that it then is in.
struct Slot: Hashable, CustomStringConvertible {
  var reply: Reply
  /// The state that a status report or a state byte shows.
  var shown: State?
  var next: State

  var description: String {
    "\(reply.rawValue)\(shown.map { " showing \($0.name)" } ?? "") then \(next.name)"
  }
}

/// By verdict, the bStatus values that are possible; every value stands with its best verdict.
struct Levels: Hashable, CustomStringConvertible {
  private(set) var pass: StatusSet = []
  private(set) var note: StatusSet = []
  private(set) var warning: StatusSet = []
  /// Against the text, and known all the same.
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

  /// Whether both allow the same, and this one knows of every violation that `facts` know.
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
  /// What is seen of it and where it leads, by the replies that a request can have.
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
    case .ack, .stall, .data6, .data1, .dataFull, .dataShort, .silence, .overflow, .nothing,
      .reenumerates:
      [reply]
    }
  }

  /// What bStatus may be after it.
  func statuses(after before: Status) -> StatusSet {
    switch status {
    case .unchanged: StatusSet(before)
    case .unchangedError: before == .ok ? [] : StatusSet(before)
    case .oneOf(let set): set
    }
  }
}

extension Reply {
  static let answers: [Reply] = [.ack, .stall, .data6, .data1, .dataFull, .dataShort]

  /// What can come of a request; `isOdd` with fields that are not those of Table 3.1, `isEmpty`
  /// for one of no bytes.
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
  /// What it says of one slot.
  func levels(at slot: Slot, after before: Status, of replies: Set<Reply>) -> Levels {
    var levels = Levels()
    for outcome in then where outcome.slots(in: self, of: replies).contains(slot) {
      levels.insert(outcome.statuses(after: before), outcome.verdict)
    }
    return levels
  }

  /// The replies that can come of its request, or event.
  var possibleReplies: Set<Reply> {
    guard case .request(let name) = trigger else { return [.nothing, .reenumerates] }
    return Reply.possible(
      name, isOdd: when.contains(Condition(.standardFields, holds: false)),
      isEmpty: when.contains(Condition(.wLengthNotZero, holds: false)))
  }

  /// bStatus before the request, each a case of its own.
  var statusesBefore: [Status] {
    state == .dfuERROR ? [.errVERIFY, .errSTALLEDPKT, .ok] : [.ok]
  }
}
