import JSON

extension Report {
  /// What a page tells of the tables that a report was judged by.
  package struct Rulebook: Hashable, Sendable {
    /// The base table, as `StateTable.json` writes it.
    package var stateTable: String
    /// What rules say, by path.
    package var rules: [String: Wording]
    /// The ids of the tables that each profile is made of, without the base.
    package var tablesOfProfiles: [String: [String]]

    /// Makes a rulebook.
    package init(
      stateTable: String, rules: [String: Wording] = [:],
      tablesOfProfiles: [String: [String]] = [:]
    ) {
      self.stateTable = stateTable
      self.rules = rules
      self.tablesOfProfiles = tablesOfProfiles
    }

    /// What a rule says.
    package struct Wording: Hashable, Sendable {
      /// Where it stands.
      package var clause: String
      /// What it demands, in one sentence.
      package var says: String

      /// Makes the wording.
      package init(clause: String, says: String) {
        self.clause = clause
        self.says = says
      }
    }
  }
}

extension Report.Rulebook {
  /// What the rules say as JSON, in the order of their paths.
  var rulesValue: JSONValue {
    .object(
      rules.sorted { $0.key < $1.key }.map { path, wording in
        (path, .object([("clause", .string(wording.clause)), ("says", .string(wording.says))]))
      })
  }
}
