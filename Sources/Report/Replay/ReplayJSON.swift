import JSON

extension ReplayReport {
  /// The report as JSON, schema `dfutrace.replay/1`.
  package var json: String {
    var text = ""
    JSONValue.object([
      ("schema", .string(Self.schema)),
      ("file", .string(file)),
      ("model", .string(model)),
      ("sessions", .array(sessions.map(\.value))),
    ]).write(to: &text)
    return text + "\n"
  }
}

extension ReplayReport.Session {
  fileprivate var value: JSONValue {
    .object([
      ("devices", .array(devices.map(\.value))),
      ("device", .string(device.rawValue)),
      ("triage", .string(triage.rawValue)),
      ("runs", .array(runs.map(\.value))),
    ])
  }
}

extension ReplayReport.Run {
  fileprivate var value: JSONValue {
    .object([
      ("model", .string(model)),
      ("compared", .int(compared)),
      ("predicted", .int(predicted)),
      ("notComparable", .int(uncompared)),
      ("diverged", .int(diverged)),
      ("repeatedPolls", .int(repeatedPolls)),
      ("uncomparedBytes", .int(uncomparedBytes)),
      ("triage", .string(triage.rawValue)),
      ("remarks", .array(remarks.map(JSONValue.string))),
      ("divergences", .array(divergences.map(\.value))),
    ])
  }
}

extension ReplayReport.Divergence {
  fileprivate var value: JSONValue {
    .object([
      ("frame", .int(frame)),
      ("nanoseconds", .int(nanoseconds)),
      ("request", .optional(request)),
      ("state", .optional(state)),
      ("device", .string(device)),
      ("model", .string(model)),
      ("then", .string(afterwards)),
    ])
  }
}
