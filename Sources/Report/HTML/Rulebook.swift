extension Report {
  /// What a page tells of the tables that a report was judged by.
  package struct Rulebook: Hashable, Sendable {
    /// The names of the states; a state's number is its place.
    package var states: [String]
    /// The cells of the base table, by state and then in the order of its requests and events.
    package var cells: [Cell]
    /// The moves between states that the base table allows.
    package var edges: [Edge]
    /// What rules say, by path.
    package var rules: [String: Wording]
    /// The ids of the tables that each profile is made of, without the base.
    package var tablesOfProfiles: [String: [String]]

    /// Makes a rulebook.
    package init(
      states: [String], cells: [Cell], edges: [Edge], rules: [String: Wording],
      tablesOfProfiles: [String: [String]] = [:]
    ) {
      self.states = states
      self.cells = cells
      self.edges = edges
      self.rules = rules
      self.tablesOfProfiles = tablesOfProfiles
    }

    /// What a device in one state may do about one request or event.
    package struct Cell: Hashable, Sendable {
      /// The number of the state.
      package var state: Int
      /// The request or event, as the table names it.
      package var event: String
      /// The paths of the rows.
      package var rules: [String]
      /// Where they stand.
      package var clause: String
      /// What they allow.
      package var allowed: [String]

      /// Makes a cell.
      package init(state: Int, event: String, rules: [String], clause: String, allowed: [String]) {
        self.state = state
        self.event = event
        self.rules = rules
        self.clause = clause
        self.allowed = allowed
      }
    }

    /// A move from one state to another.
    package struct Edge: Hashable, Sendable {
      /// The number of the state before.
      package var from: Int
      /// The number of the state after.
      package var to: Int
      /// The request or event, as the table names it.
      package var event: String
      /// The path of the first row that allows it.
      package var rule: String
      /// Whether it is right only by a reading of the text.
      package var isNote: Bool

      /// Makes an edge.
      package init(from: Int, to: Int, event: String, rule: String, isNote: Bool) {
        self.from = from
        self.to = to
        self.event = event
        self.rule = rule
        self.isNote = isNote
      }
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
