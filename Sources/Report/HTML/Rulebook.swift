extension Report {
  /// What a page tells of the tables that a report was judged by.
  public struct Rulebook: Hashable, Sendable {
    /// The names of the states; a state's number is its place.
    public var states: [String]
    /// The cells of the base table, by state and then in the order of its requests and events.
    public var cells: [Cell]
    /// The moves between states that the base table allows.
    public var edges: [Edge]
    /// What rules say, by path.
    public var rules: [String: Wording]
    /// The ids of the tables that each profile is made of, without the base.
    public var tablesOfProfiles: [String: [String]]

    /// Makes a rulebook.
    public init(
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
    public struct Cell: Hashable, Sendable {
      /// The number of the state.
      public var state: Int
      /// The request or event, as the table names it.
      public var event: String
      /// The paths of the rows.
      public var rules: [String]
      /// Where they stand.
      public var clause: String
      /// What they allow.
      public var allowed: [String]

      /// Makes a cell.
      public init(state: Int, event: String, rules: [String], clause: String, allowed: [String]) {
        self.state = state
        self.event = event
        self.rules = rules
        self.clause = clause
        self.allowed = allowed
      }
    }

    /// A move from one state to another.
    public struct Edge: Hashable, Sendable {
      /// The number of the state before.
      public var from: Int
      /// The number of the state after.
      public var to: Int
      /// The request or event, as the table names it.
      public var event: String
      /// The path of the first row that allows it.
      public var rule: String
      /// Whether it is right only by a reading of the text.
      public var isNote: Bool

      /// Makes an edge.
      public init(from: Int, to: Int, event: String, rule: String, isNote: Bool) {
        self.from = from
        self.to = to
        self.event = event
        self.rule = rule
        self.isNote = isNote
      }
    }

    /// What a rule says.
    public struct Wording: Hashable, Sendable {
      /// Where it stands.
      public var clause: String
      /// What it demands, in one sentence.
      public var says: String

      /// Makes the wording.
      public init(clause: String, says: String) {
        self.clause = clause
        self.says = says
      }
    }
  }
}
