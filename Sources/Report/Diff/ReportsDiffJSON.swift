import JSON

extension ReportsDiff {
  /// The report as JSON, schema `dfutrace.reports-diff/1`.
  package var json: String {
    var text = ""
    JSONValue.object([
      ("schema", .string(Self.schema)),
      ("a", .string(a)),
      ("b", .string(b)),
      ("same", .int(same)),
      ("captures", .array(captures.map(\.value))),
    ]).write(to: &text)
    return text + "\n"
  }
}

extension ReportsDiff.Capture {
  fileprivate var value: JSONValue {
    .object([
      ("a", .optional(a)),
      ("b", .optional(b)),
      ("differences", .array(items.map(\.value))),
    ])
  }
}

extension ReportsDiff.Item {
  fileprivate var value: JSONValue {
    .object([
      ("kind", .string(kind.rawValue)),
      ("session", .optional(session, JSONValue.int)),
      ("subject", .string(subject)),
      ("a", .optional(a)),
      ("b", .optional(b)),
      ("frameA", .optional(frameA, JSONValue.int)),
      ("frameB", .optional(frameB, JSONValue.int)),
    ])
  }
}
