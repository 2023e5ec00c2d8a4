package import Checker
import SpecTable
package import USB
package import Vectors

/// The shipped tables for a program that searches for vectors, and what they say of a step.
package struct ProbeTables {
  /// The base table.
  package let base: CompiledTable
  private let set: TableSet
  /// The paths of the rows of requests and of events.
  package let rows: Set<String>

  /// Takes the shipped tables; throws where they cannot be read.
  package init() throws {
    set = try TableSet(directory: nil)
    base = set.base
    rows = Set(base.table.rows.map(\.path))
  }

  /// Whether anything that was put to the test is a row, an outcome of one, or declared.
  package func speaksOfRows(_ exercised: Set<String>) -> Bool {
    exercised.contains { point in
      point.hasPrefix("as ")
        || point.split(separator: " ").first.map { rows.contains(String($0)) } ?? false
    }
  }

  /// The overlay of a personality's own name; nil when there is none.
  package func profile(of model: String) -> CompiledTable? {
    guard let profile = try? set.profile(named: model) else { return nil }
    return try? set.rules(profile)
  }

  /// Everything that the base table's rows of requests can be seen to do, below a warning.
  package var sights: [String] {
    base.table.rows.filter(\.isOfRequest).flatMap { row in
      row.then.filter { $0.verdict < .warning }.map { "\(row.path) \(row.sight(of: $0))" }
    }
  }

  /// By row, what `checker`'s table allows a device to do about a request that is sent now.
  package func expected(
    of checker: Checker, in setup: SetupPacket, at moment: Moment
  ) -> [Vector.Expectation] {
    Expectations.all(checker, setup, at: moment)
  }

  /// The paths of the overlay's rules that explain findings of the base table.
  package func declared(_ findings: ArraySlice<Finding>, by overlay: Checker) -> [String] {
    FindingJoin.join(base: Array(findings), overlay: overlay).compactMap(\.profileRule)
  }
}
