package import SpecTable

/// How often each rule of a table was examined. Each array has one number for each rule, in the
/// order of the table.
package struct ExercisedRules: Sendable {
  /// For each row, how often it decided an exchange or event.
  package private(set) var rows: [Int]
  /// For each row, the outcomes that were seen, one bit each; those beyond 64 are not told.
  package private(set) var outcomes: [UInt64]
  /// For each duty, how often it was examined.
  package private(set) var obligations: [Int]
  /// For each timing rule, how often its clock was read.
  package private(set) var timing: [Int]
  /// For each descriptor rule, how often a set had its field.
  package private(set) var descriptors: [Int]

  init() {
    rows = []
    outcomes = []
    obligations = []
    timing = []
    descriptors = []
  }

  /// Starts at zero for every rule of `table`.
  package init(_ table: Table) {
    rows = Array(repeating: 0, count: table.rows.count)
    outcomes = Array(repeating: 0, count: table.rows.count)
    obligations = Array(repeating: 0, count: table.obligations.count)
    timing = Array(repeating: 0, count: table.timing.count)
    descriptors = Array(repeating: 0, count: table.descriptors.count)
  }

  /// Takes over what was counted for a table whose rules stand first in this one.
  mutating func goOn(from other: ExercisedRules) {
    rows.replaceSubrange(other.rows.indices, with: other.rows)
    outcomes.replaceSubrange(other.outcomes.indices, with: other.outcomes)
    obligations = other.obligations
    timing = other.timing
    descriptors = other.descriptors
  }

  /// Counts a row, and the outcome that was seen; nil for an event.
  mutating func row(_ index: Int, outcome: Int?, _ times: Int = 1) {
    rows[index] += times
    if let outcome, outcome < 64 { outcomes[index] |= 1 << UInt64(outcome) }
  }
  mutating func obligation(_ index: Int, _ times: Int = 1) { obligations[index] += times }
  mutating func timing(_ index: Int) { timing[index] += 1 }
  mutating func descriptor(_ index: Int) { descriptors[index] += 1 }

  /// What devices were seen to do: for the public path of each row, its outcomes as
  /// `Row.sight(of:)` names them.
  package func sights(in table: Table) -> [String: Set<String>] {
    var sights: [String: Set<String>] = [:]
    for (row, seen) in zip(table.rows, outcomes) where seen != 0 {
      for (index, outcome) in row.then.enumerated() where seen >> UInt64(index) & 1 == 1 {
        sights[row.path, default: []].insert(row.sight(of: outcome))
      }
    }
    return sights
  }

  /// What was examined since `before` for the first time: rule paths, and for outcomes of rows the
  /// path and `Row.sight(of:)`.
  package func added(since before: ExercisedRules, in table: Table) -> [String] {
    var added: [String] = []
    for index in rows.indices where rows[index] != before.rows[index] {
      let row = table.rows[index]
      if before.rows[index] == 0 { added.append(row.path) }
      let seen = outcomes[index] & ~before.outcomes[index]
      for (bit, outcome) in row.then.enumerated() where seen >> UInt64(bit) & 1 == 1 {
        added.append("\(row.path) \(row.sight(of: outcome))")
      }
    }
    func add(_ paths: [String], _ now: [Int], _ then: [Int]) {
      for index in now.indices where then[index] == 0 && now[index] != 0 {
        added.append(paths[index])
      }
    }
    if obligations != before.obligations {
      add(table.obligations.map(\.path), obligations, before.obligations)
    }
    if timing != before.timing { add(table.timing.map(\.path), timing, before.timing) }
    return added
  }

  /// How often each rule was examined, by its public path. Rules that were never examined are left
  /// out.
  package func counts(in table: Table) -> [String: Int] {
    var counts: [String: Int] = [:]
    func add<Rule>(_ rules: [Rule], _ path: (Rule) -> String, _ numbers: [Int]) {
      for (index, number) in numbers.enumerated() where number > 0 {
        counts[path(rules[index]), default: 0] += number
      }
    }
    add(table.rows, \.path, rows)
    add(table.obligations, \.path, obligations)
    add(table.timing, \.path, timing)
    add(table.descriptors, \.path, descriptors)
    return counts
  }
}
