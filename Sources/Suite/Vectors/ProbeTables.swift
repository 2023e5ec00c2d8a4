package import Checker
import SpecTable
package import USB
package import Vectors

/// The shipped tables, and what they say about a step, for a program that searches for vectors.
package struct ProbeTables {
  /// The base table.
  package let base: CompiledTable
  private let set: TableSet
  /// The paths of all rows, for requests and for events.
  package let rows: Set<String>

  /// Loads the shipped tables; throws when they cannot be read.
  package init() throws {
    set = try TableSet(directory: nil)
    base = set.base
    rows = Set(base.table.rows.map(\.path))
  }

  /// Whether `exercised` contains a row, an outcome of a row, or a declared deviation.
  package func speaksOfRows(_ exercised: Set<String>) -> Bool {
    exercised.contains { point in
      point.hasPrefix("as ")
        || point.split(separator: " ").first.map { rows.contains(String($0)) } ?? false
    }
  }

  /// The overlay with the same name as the personality; nil when there is none.
  package func profile(of model: String) -> CompiledTable? {
    guard let profile = try? set.profile(named: model) else { return nil }
    return try? set.rules(profile)
  }

  /// All outcomes below a warning that the base table's rows for requests can show.
  package var sights: [String] {
    base.table.rows.filter(\.isOfRequest).flatMap { row in
      row.then.filter { $0.verdict < .warning }.map { "\(row.path) \(row.sight(of: $0))" }
    }
  }

  /// For each row that applies, what `checker`'s table lets the device answer to a request now.
  package func expected(
    of checker: Checker, in setup: SetupPacket, at moment: Moment
  ) -> [Vector.Expectation] {
    Expectations.all(checker, setup, at: moment)
  }

  /// The paths of the overlay's rules that explain these findings of the base table.
  package func declared(_ findings: ArraySlice<Finding>, by overlay: Checker) -> [String] {
    FindingJoin.join(base: Array(findings), overlay: overlay).compactMap(\.profileRule)
  }
}
