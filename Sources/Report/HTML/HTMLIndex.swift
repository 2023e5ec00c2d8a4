import JSON

extension Report.Document {
  /// The page that lists reports in separate files in the same folder. `names`: one file name for
  /// each capture, in the same order.
  package func htmlIndex(names: [String]) -> String {
    var data = ""
    indexValue(names).write(to: &data)
    let page = PageTemplate.index
    return (page.head + [data.insideScript] + page.tail).joined()
  }

  private func indexValue(_ names: [String]) -> JSONValue {
    .object([
      ("tool", .string("\(tool.name) \(tool.version)")),
      ("summary", .string(summary)),
      ("filter", .optional(filterText)),
      ("gate", gateWords ?? .null),
      (
        "captures",
        .array(
          zip(captures, names).map { capture, name in
            .object([
              ("file", .string(capture.file.printable())),
              ("link", .string(name.percentEncoded)),
              ("integrity", .string(capture.integrity.rawValue)),
              ("sessions", .array(capture.sessions.map(indexValue))),
            ])
          })
      ),
      (
        "failures",
        .array(
          failures.map {
            .object([
              ("file", .string($0.file.printable())),
              ("message", .string($0.message.printable())),
            ])
          })
      ),
    ])
  }

  private func indexValue(_ session: Report.Session) -> JSONValue {
    .object([
      ("title", .string(session.title)),
      ("device", .string(session.verdict.device.rawValue)),
      ("host", .string(session.verdict.host.rawValue)),
      ("hostOnPurpose", .bool(session.isOnPurpose(.host))),
      ("profile", .optional(session.profile?.name)),
      ("deviceByProfile", .string(session.profileVerdict.device.rawValue)),
      ("hostByProfile", .string(session.profileVerdict.host.rawValue)),
      ("updates", .array(session.imageLines.map { .string("\($0.name), \($0.value)") })),
      ("findings", .int(shownCount(session))),
    ])
  }
}
