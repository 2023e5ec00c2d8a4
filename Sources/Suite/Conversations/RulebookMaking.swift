import Checker
public import Report
import SpecTable

extension Judge {
  /// Adds to a report what a page tells of the tables; does nothing when no format shows it.
  public func addRulebook(to report: inout Report.Document) {
    guard wantsConversation else { return }
    let names = Set(report.captures.flatMap(\.sessions).compactMap(\.profile?.name)).sorted()
    let merged = names.compactMap { name in
      (try? tables.rules(tables.profile(named: name))).map { (name, $0.table) }
    }
    let base = tables.base.table
    report.rulebook = Report.Rulebook(
      stateTable: tables.areShipped ? Report.StateTable.shipped : base.stateTable.json,
      rules: wordings(of: report.namedRules, in: [base] + merged.map(\.1)),
      tablesOfProfiles: Dictionary(
        uniqueKeysWithValues: merged.map { ($0, $1.ids.filter { $0 != base.id }) }))
  }

  /// What rules say: by the first of `tables` that has them, else by any overlay.
  private func wordings(
    of paths: Set<String>, in known: [Table]
  ) -> [String: Report.Rulebook.Wording] {
    var found: [String: RuleWording] = [:]
    var missing = paths
    func look(in table: Table) {
      found.merge(table.wordings(of: missing)) { first, _ in first }
      missing.subtract(found.keys)
    }
    for table in known where !missing.isEmpty { look(in: table) }
    for profile in tables.profiles where !missing.isEmpty {
      if let rules = try? tables.rules(profile) { look(in: rules.table) }
    }
    return found.mapValues { Report.Rulebook.Wording(clause: $0.clause, says: $0.says) }
  }
}

extension Table {
  /// The ids of the base and of the overlays that are merged into it.
  fileprivate var ids: [String] { id.split(separator: "+").map(String.init) }
}
