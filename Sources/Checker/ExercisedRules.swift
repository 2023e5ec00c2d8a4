package import SpecTable

/// How often each rule of a table was examined, by the table's own order.
package struct ExercisedRules: Sendable {
  package private(set) var rows: [Int]
  package private(set) var obligations: [Int]
  package private(set) var timing: [Int]
  package private(set) var descriptors: [Int]

  init() {
    rows = []
    obligations = []
    timing = []
    descriptors = []
  }

  /// Starts at zero for every rule of `table`.
  package init(_ table: Table) {
    rows = Array(repeating: 0, count: table.rows.count)
    obligations = Array(repeating: 0, count: table.obligations.count)
    timing = Array(repeating: 0, count: table.timing.count)
    descriptors = Array(repeating: 0, count: table.descriptors.count)
  }

  /// Takes over what was counted for a table whose rules stand first in this one.
  mutating func goOn(from other: ExercisedRules) {
    rows.replaceSubrange(other.rows.indices, with: other.rows)
    obligations = other.obligations
    timing = other.timing
    descriptors = other.descriptors
  }

  mutating func row(_ index: Int, _ times: Int = 1) { rows[index] += times }
  mutating func obligation(_ index: Int, _ times: Int = 1) { obligations[index] += times }
  mutating func timing(_ index: Int) { timing[index] += 1 }
  mutating func descriptor(_ index: Int) { descriptors[index] += 1 }

  /// How often each rule was examined, by its public path, every rule once; rules that were
  /// never examined are left out.
  package func counts(in table: Table) -> [String: Int] {
    var counts: [String: Int] = [:]
    func add(_ paths: [String], _ numbers: [Int]) {
      for (path, number) in zip(paths, numbers) where number > 0 {
        counts[path, default: 0] += number
      }
    }
    add(table.rows.map(\.path), rows)
    add(table.obligations.map(\.path), obligations)
    add(table.timing.map(\.path), timing)
    add(table.descriptors.map(\.path), descriptors)
    return counts
  }
}
