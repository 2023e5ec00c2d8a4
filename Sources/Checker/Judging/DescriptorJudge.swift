import DFU
import Evidence
import SpecTable
import USB
import Values

/// Holds descriptor sets against the descriptor rules. Each wrong value is told once for a device.
struct DescriptorJudge {
  private var told: Set<Key> = []
  /// The set that was judged last, and the one of the other mode that it was compared with: the
  /// same again tells nothing new.
  private var last: DescriptorSet?
  private var lastOther: DescriptorSet?
  /// The rules that the last set was held against.
  private(set) var examined: [Int] = []

  /// The most wrong values that are remembered; after that they are told once more.
  private static let toldLimit = 4_096

  private struct Key: Hashable {
    var rule: Int
    var mode: Mode?
    var value: UInt32
  }

  /// What the rules find in a set that stands at `places`.
  mutating func judge(
    _ set: DescriptorSet, _ history: History, _ rules: CompiledTable, at places: DescriptorPlaces
  ) -> [Finding] {
    guard set != last || history.otherDescriptors != lastOther else { return [] }
    let table = rules.table
    last = set
    lastOther = history.otherDescriptors
    var findings: [Finding] = []
    examined = []
    for (index, rule) in table.descriptors.enumerated()
    where rule.set == nil || rule.set == set.mode {
      let values = rule.field.values(in: set)
      let other = history.otherDescriptors.flatMap { Self.shown(rule.field, in: $0) }
      if !values.isEmpty { examined.append(index) }
      for value in values where !rule.demand.admits(value, other: other) {
        if told.count >= Self.toldLimit { told.removeAll() }
        guard told.insert(Key(rule: index, mode: set.mode, value: value)).inserted else { continue }
        var finding = finding(rule, value, other, set, at: places)
        if let other = history.otherDescriptors { finding.tellFields(of: rule, set, other) }
        finding.declare(rule.id, value: value, by: table)
        findings.append(finding)
      }
    }
    return findings
  }

  /// The values of a field in the set of the other mode; nil where the capture does not show it,
  /// for example because the answer with its device descriptor is missing.
  private static func shown(_ field: DescriptorField, in set: DescriptorSet) -> [UInt32]? {
    let values = field.values(in: set)
    return values.isEmpty ? nil : values
  }

  private func finding(
    _ rule: DescriptorRule, _ value: UInt32, _ other: [UInt32]?, _ set: DescriptorSet,
    at places: DescriptorPlaces
  ) -> Finding {
    let name = set.mode?.name ?? "DFU"
    let observed = "\(rule.field.phrase(value, in: set)) in the \(name) descriptor set"
    let words = Finding.Words(
      expected: rule.demand.text(rule.field, other: other, in: set), observed: observed,
      cite: rule.cite, message: rule.message(observed), advice: rule.advice)
    var finding = Finding(
      rule: rule.path, actor: rule.actor, verdict: rule.level.breach,
      at: rule.field.moment(in: places), completionFrame: nil, states: [], trigger: nil,
      reading: rule.reading, words: Deferred { words })
    finding.dependsOnHistory = rule.demand.comparesSets
    return finding
  }
}

extension Finding {
  /// Where a rule compares whole descriptors, names the fields that differ.
  fileprivate mutating func tellFields(
    of rule: DescriptorRule, _ set: DescriptorSet, _ other: DescriptorSet
  ) {
    let parts = rule.field.parts.filter { $0.values(in: set) != $0.values(in: other) }
    guard !parts.isEmpty else { return }
    func text(_ set: DescriptorSet) -> String {
      parts.map { part in
        let values = part.values(in: set).map(part.text)
        return "\(part.name) \(values.isEmpty ? "missing" : values.joined(separator: " and "))"
      }.joined(separator: ", ")
    }
    let name = set.mode?.name ?? "DFU"
    let (ours, theirs) = (text(set), text(other))
    let observed = "\(ours) in the \(name) descriptor set"
    let message = rule.message(observed)
    reword {
      $0.observed = observed
      $0.message = message
      $0.expected = "\(theirs), as in the other descriptor set"
    }
  }
}

extension DescriptorRule {
  /// What was seen, and what the rule says of it.
  fileprivate func message(_ observed: String) -> String {
    "The device shows \(observed). The rule: \(says)."
  }
}

extension DescriptorRule.Demand {
  /// Whether it needs the descriptor set of the other mode, which was read before.
  fileprivate var comparesSets: Bool {
    switch self {
    case .oneOf, .atLeast: false
    case .sameAsOtherMode, .differsFromOtherMode: true
    }
  }

  /// Whether `value` is right. Where the other mode's value was not seen, it is.
  fileprivate func admits(_ value: UInt32, other: [UInt32]?) -> Bool {
    switch self {
    case .oneOf(let allowed): allowed.contains(value)
    case .atLeast(let least): value >= least
    case .sameAsOtherMode: other?.contains(value) ?? true
    case .differsFromOtherMode: !(other?.contains(value) ?? false)
    }
  }

  fileprivate func text(
    _ field: DescriptorField, other: [UInt32]?, in set: DescriptorSet
  ) -> String {
    if let phrase = field.wantedPhrase(in: set) { return phrase }
    let others = (other ?? []).map(field.text).joined(separator: ", ")
    return switch self {
    case .oneOf(let allowed): allowed.map(field.text).joined(separator: " or ")
    case .atLeast(let least): "\(field.text(least)) or more"
    case .sameAsOtherMode: "\(others), as in the other descriptor set"
    case .differsFromOtherMode: "another value than in the other descriptor set (\(others))"
    }
  }
}
