import DFU
import SpecTable

/// A check obligation at one trigger, with its conditions as masks.
struct CompiledCheck: Sendable {
  /// Index into the table's obligations.
  let index: Int
  let when: FactMask
  let require: FactMask
  let forbiddenIn: StateSet

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

  /// What the check says of a trigger in a device that may be in `states`.
  enum Answer { case kept, broken, depends }

  func answer(_ facts: FactBits, _ states: StateSet) -> Answer {
    guard facts.proves(when) else { return .kept }
    if !facts.admits(require) { return .broken }
    guard !states.isDisjoint(with: forbiddenIn) else { return .kept }
    return states.isSubset(of: forbiddenIn) ? .broken : .depends
  }
}

/// A span obligation: open between marks, broken by a trigger meanwhile.
struct CompiledSpan: Sendable {
  /// Index into the table's obligations.
  let index: Int
  let when: FactMask
  let opensOn: MarkSet
  let closesOn: MarkSet
  let forbids: Set<Int>

  static func all(_ table: Table, _ triggers: TriggerIndex) -> [CompiledSpan] {
    table.obligations.enumerated().compactMap { index, obligation in
      guard case .span(let opens, let closes, let forbids) = obligation.form else { return nil }
      return CompiledSpan(
        index: index, when: FactMask(obligation.when), opensOn: MarkSet(opens),
        closesOn: MarkSet(closes), forbids: Set(forbids.compactMap { triggers[$0] }))
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

/// The spans that are open for one device, and since when.
struct OpenSpans {
  private let spans: [CompiledSpan]
  private(set) var open: UInt64 = 0
  private let opening: MarkSet
  private let closing: MarkSet

  init(_ rules: CompiledTable) {
    spans = rules.spans
    opening = spans.reduce(into: MarkSet()) { $0.formUnion($1.opensOn) }
    closing = spans.reduce(into: MarkSet()) { $0.formUnion($1.closesOn) }
  }

  /// Closes and then opens what the marks of one observation say.
  mutating func turn(_ marks: MarkSet, _ facts: FactBits) {
    if open != 0, !marks.isDisjoint(with: closing) {
      for (bit, span) in spans.enumerated() where !span.closesOn.isDisjoint(with: marks) {
        open &= ~(1 << UInt64(bit))
      }
    }
    guard !marks.isDisjoint(with: opening) else { return }
    for (bit, span) in spans.enumerated()
    where !span.opensOn.isDisjoint(with: marks) && facts.proves(span.when) {
      open |= 1 << UInt64(bit)
    }
  }

  mutating func closeAll() {
    open = 0
  }

  /// The obligations whose open span `forbidding` (one bit a span) breaks.
  func broken(by forbidding: UInt64) -> [Int] {
    let hit = open & forbidding
    guard hit != 0 else { return [] }
    return spans.indices.filter { hit & 1 << UInt64($0) != 0 }.map { spans[$0].index }
  }
}
