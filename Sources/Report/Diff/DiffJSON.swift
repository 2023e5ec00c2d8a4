import JSON

extension DiffReport {
  /// The report as JSON, schema `dfutrace.diff/1`.
  package var json: String {
    var text = ""
    JSONValue.object([
      ("schema", .string(Self.schema)),
      ("same", .bool(isSame)),
      ("ignored", .array(ignored.map(JSONValue.string))),
      ("a", a.value),
      ("b", b.value),
      ("sessions", .array(sessions.map(\.value))),
    ]).write(to: &text)
    return text + "\n"
  }
}

extension DiffReport.Side {
  fileprivate var value: JSONValue {
    .object([
      ("file", .string(file)),
      ("dialect", .string(dialect)),
      ("sessions", .int(sessions)),
      ("transfers", .int(transfers)),
      ("leftOut", .int(leftOut)),
      ("remarks", .array(remarks.map(JSONValue.string))),
    ])
  }
}

extension DiffReport.Session {
  fileprivate var value: JSONValue {
    .object([
      ("a", .optional(a, \.value)),
      ("b", .optional(b, \.value)),
      ("compared", .int(compared)),
      ("host", .int(places.host)),
      ("device", .int(places.device)),
      ("doubtful", .int(places.doubtful)),
      ("unlisted", .int(places.unlisted)),
      ("descriptors", .array(descriptors.map(\.value))),
      ("conversation", .array(conversation.map(\.value))),
      ("first", .optional(first, \.value)),
    ])
  }
}

extension DiffReport.Origin {
  fileprivate var value: JSONValue {
    .object([
      ("number", .int(number)),
      ("devices", .array(devices.map(\.value))),
      ("transfers", .int(transfers)),
    ])
  }
}

extension DiffReport.Difference {
  fileprivate var value: JSONValue {
    .object([
      ("side", .string(side.rawValue)),
      ("kind", .string(kind.rawValue)),
      ("subject", .string(subject)),
      ("frameA", .optional(frameA, JSONValue.int)),
      ("frameB", .optional(frameB, JSONValue.int)),
      ("fields", .array(fields.map(\.value))),
      ("onlyA", onlyA.value),
      ("onlyB", onlyB.value),
      ("count", .int(count)),
      ("follows", .bool(follows)),
      ("doubtful", .bool(isDoubtful)),
    ])
  }
}

extension DiffReport.Field {
  fileprivate var value: JSONValue {
    .object([("name", .string(name)), ("a", .string(a)), ("b", .string(b))])
  }
}

extension DiffReport.Lines {
  fileprivate var value: JSONValue {
    .object([("first", .array(first.map(\.value))), ("further", .int(further))])
  }
}

extension DiffReport.Line {
  fileprivate var value: JSONValue {
    .object([
      ("frame", .int(frame)),
      ("request", .string(request)),
      ("reply", .string(reply)),
      ("count", .int(count)),
    ])
  }
}

extension DiffReport.Surroundings {
  fileprivate var value: JSONValue {
    .object([
      (
        "before",
        .array(before.map { .object([("a", $0.a.value), ("b", $0.b.value)]) })
      ),
      ("a", .array(a.map(\.value))),
      ("b", .array(b.map(\.value))),
    ])
  }
}
