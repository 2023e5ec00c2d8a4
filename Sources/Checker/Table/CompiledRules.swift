import DFU
import Evidence
import SpecTable

/// A check obligation at one trigger, with its conditions as masks.
struct CompiledCheck: Sendable {
  /// Index into the table's obligations.
  let index: Int
  let when: FactMask
  let require: FactMask
  let forbiddenIn: StateSet

  /// For each trigger, the checks that are made at it.
  static func byTrigger(_ table: Table, _ triggers: TriggerIndex) -> [[CompiledCheck]] {
    var checks = [[CompiledCheck]](repeating: [], count: triggers.count)
    for (index, obligation) in table.obligations.enumerated() {
      guard case .check(let on, let require, let forbiddenIn) = obligation.form else { continue }
      let check = CompiledCheck(
        index: index, when: FactMask(obligation.when), require: FactMask(require),
        forbiddenIn: forbiddenIn)
      for trigger in on.compactMap({ triggers[$0] }) { checks[trigger].append(check) }
    }
    return checks
  }

  /// What the check says; `depends` where it is broken in some of the possible states only.
  enum Answer { case kept, broken, depends }

  /// What the check says at a trigger, of a device that may be in `states`.
  func answer(_ facts: FactBits, _ states: StateSet) -> Answer {
    guard facts.proves(when) else { return .kept }
    if !facts.admits(require) { return .broken }
    guard !states.isDisjoint(with: forbiddenIn) else { return .kept }
    return states.isSubset(of: forbiddenIn) ? .broken : .depends
  }
}

/// A span obligation: open between marks, and broken by a forbidden trigger while it is open.
struct CompiledSpan: Sendable {
  /// Index into the table's obligations.
  let index: Int
  let when: FactMask
  let opensOn: MarkSet
  let closesOn: MarkSet
  let forbids: Set<Int>
  let forbiddenIn: StateSet

  static func all(_ table: Table, _ triggers: TriggerIndex) -> [CompiledSpan] {
    table.obligations.enumerated().compactMap { index, obligation in
      guard case .span(let opens, let closes, let forbids, let states) = obligation.form
      else { return nil }
      return CompiledSpan(
        index: index, when: FactMask(obligation.when), opensOn: MarkSet(opens),
        closesOn: MarkSet(closes), forbids: Set(forbids.compactMap { triggers[$0] }),
        forbiddenIn: states)
    }
  }
}

/// A timing rule with its marks and triggers resolved.
struct CompiledClock: Sendable {
  /// Index into the table's timing rules.
  let index: Int
  let when: FactMask
  let from: MarkSet
  let until: MarkSet
  let to: Set<Int>

  static func all(_ table: Table, _ triggers: TriggerIndex) -> [CompiledClock] {
    table.timing.enumerated().map { index, rule in
      CompiledClock(
        index: index, when: FactMask(rule.when), from: MarkSet(rule.from),
        until: MarkSet(rule.until), to: Set(rule.to.compactMap { triggers[$0] }))
    }
  }
}

/// For every mark, the rules of a list that it concerns, one bit a rule.
struct RulesByMark: Sendable {
  private var bits: [UInt64]
  /// All marks that concern a rule.
  let marks: MarkSet

  init(_ sets: [MarkSet]) {
    bits = Array(repeating: 0, count: Mark.allCases.count)
    for (index, set) in sets.enumerated() {
      for mark in Mark.allCases where set.contains(MarkSet(mark)) {
        bits[Int(mark.rawValue)] |= 1 << UInt64(index)
      }
    }
    marks = MarkSet(rawValue: sets.reduce(0) { $0 | $1.rawValue })
  }

  /// The rules that any of `marks` concerns.
  func rules(_ marks: MarkSet) -> UInt64 {
    var rest = marks.rawValue & self.marks.rawValue
    var found: UInt64 = 0
    while rest != 0 {
      found |= bits[rest.trailingZeroBitCount]
      rest &= rest &- 1
    }
    return found
  }
}
