import JSON

extension Report.Rulebook {
  var statesValue: JSONValue {
    .array(
      states.enumerated().map { number, name in
        .object([("number", .int(number)), ("name", .string(name))])
      })
  }

  var cellsValue: JSONValue {
    .array(
      cells.map { cell in
        .object([
          ("state", .int(cell.state)), ("event", .string(cell.event)),
          ("rules", .array(cell.rules.map(JSONValue.string))), ("clause", .string(cell.clause)),
          ("allowed", .array(cell.allowed.map(JSONValue.string))),
        ])
      })
  }

  var edgesValue: JSONValue {
    .array(
      edges.map { edge in
        .object([
          ("from", .int(edge.from)), ("to", .int(edge.to)), ("event", .string(edge.event)),
          ("rule", .string(edge.rule)), ("note", .bool(edge.isNote)),
        ])
      })
  }

  /// What the rules say, in the order of their paths.
  var rulesValue: JSONValue {
    .object(
      rules.sorted { $0.key < $1.key }.map { path, wording in
        (path, .object([("clause", .string(wording.clause)), ("says", .string(wording.says))]))
      })
  }
}
