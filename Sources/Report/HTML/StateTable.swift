import JSON

extension Report {
  /// What a page draws of a base table: the cells of the matrix, and the moves of the diagram.
  package struct StateTable: Hashable, Sendable {
    /// The names of the states; a state's number is its place.
    package var states: [String]
    /// The cells, by state and then in the order of the table's requests and events.
    package var cells: [Cell]
    /// The moves between states that the table allows.
    package var edges: [Edge]

    /// Makes the table.
    package init(states: [String] = [], cells: [Cell] = [], edges: [Edge] = []) {
      self.states = states
      self.cells = cells
      self.edges = edges
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
  }
}

extension Report.StateTable {
  /// The table as members of the page's data. No character of it has a meaning in HTML.
  package var json: String {
    let members = [("states", statesValue), ("cells", cellsValue), ("edges", edgesValue)]
    return members.map { name, value in
      var bytes = Array("\"\(name)\":".utf8)
      value.writeCompact(to: &bytes)
      return String(decoding: bytes, as: UTF8.self).insideScript
    }.joined(separator: ",\n")
  }

  private var statesValue: JSONValue {
    .array(
      states.enumerated().map { number, name in
        .object([("number", .int(number)), ("name", .string(name))])
      })
  }

  private var cellsValue: JSONValue {
    .array(
      cells.map { cell in
        .object([
          ("state", .int(cell.state)), ("event", .string(cell.event)),
          ("rules", .array(cell.rules.map(JSONValue.string))), ("clause", .string(cell.clause)),
          ("allowed", .array(cell.allowed.map(JSONValue.string))),
        ])
      })
  }

  private var edgesValue: JSONValue {
    .array(
      edges.map { edge in
        .object([
          ("from", .int(edge.from)), ("to", .int(edge.to)), ("event", .string(edge.event)),
          ("rule", .string(edge.rule)), ("note", .bool(edge.isNote)),
        ])
      })
  }
}
