import JSON

extension Report.Comparison {
  /// The schema that the JSON form follows.
  package static let schema = "dfutrace.comparison/1"

  /// The comparison as JSON, with all rows.
  package var json: String {
    var text = ""
    value.write(to: &text)
    return text + "\n"
  }

  private var value: JSONValue {
    .object([
      ("schema", .string(Self.schema)),
      ("reports", .array(columns.map(\.value))),
      (
        "\(subject)s",
        .array(
          rows.map {
            .object([("\(subject)", .string($0.name)), ("cells", .array($0.cells.map(\.value)))])
          })
      ),
    ])
  }
}

extension Report.Comparison.Column {
  fileprivate var value: JSONValue {
    .object([
      ("name", .string(name)), ("device", .optional(device)), ("devices", .string(devices)),
      ("captures", .int(captures)), ("sessions", .int(sessions)),
      ("failures", .int(failures)), ("partial", .bool(isPartial)),
      (
        "tables",
        .array(tables.map { .object([("id", .string($0.id)), ("sha256", .string($0.sha256))]) })
      ),
    ])
  }
}

extension Report.Comparison.Cell {
  fileprivate var value: JSONValue {
    .object([
      ("verdict", .optional(verdict?.rawValue)),
      ("count", .int(count)),
      ("waived", .int(waived)),
      ("known", .int(known)),
      (
        "sides",
        .array(
          Report.Actor.allCases.filter(sides.contains).map { .string($0.rawValue) })
      ),
      ("change", .optional(change?.rawValue)),
    ])
  }
}
