import JSON

// The report as a page: one file that needs nothing else.
//
// The page's own files are in `Page/` and `Index/`; the build makes them a part of the program
// (plug-in EmbedFiles). Here the data is put into them, once, as JSON in an element that the
// browser does not run. The form of the data is in `specs/schemas/html-data.schema.json`.

extension Report.Document {
  /// The report as one page.
  public var html: String {
    var text = ""
    writeHTML { text += $0 }
    return text
  }

  /// Passes the same text to `sink`, in pieces.
  public func writeHTML<E: Error>(to sink: (String) throws(E) -> Void) throws(E) {
    func put(_ json: String) throws(E) { try sink(json.insideScript) }
    let rulebook = rulebook ?? Report.Rulebook(stateTable: Report.StateTable().json)
    for part in PageTemplate.report.head { try sink(part) }
    try sink("{\"report\":")
    try withUsedTables.writeJSON(to: put)
    try sink(",")
    try sink(rulebook.stateTable)
    var rules = ",\"rules\":"
    rulebook.rulesValue.write(to: &rules)
    try put(rules)
    if let gateWords {
      var text = ",\"gate\":"
      gateWords.write(to: &text)
      try put(text)
    }
    try writeConversations(to: put, numbers: sink)
    try sink("}")
    for part in PageTemplate.report.tail { try sink(part) }
  }

  /// The report with the tables alone that its sessions were judged by: the base, and those of
  /// their profiles.
  private var withUsedTables: Report.Document {
    guard let rulebook else { return self }
    let profiles = Set(captures.flatMap(\.sessions).compactMap(\.profile?.name))
    let used = Set(profiles.flatMap { rulebook.tablesOfProfiles[$0] ?? [$0] })
    var report = self
    report.tables = tables.prefix(1) + tables.dropFirst().filter { used.contains($0.id) }
    return report
  }

  private func writeConversations<E: Error>(
    to sink: (String) throws(E) -> Void, numbers: (String) throws(E) -> Void
  ) throws(E) {
    try sink(",\"conversations\":[")
    for (index, capture) in captures.enumerated() {
      try sink(index == 0 ? "[" : ",\n[")
      for (index, session) in capture.sessions.enumerated() {
        if index > 0 { try sink(",\n") }
        let rows = session.conversation ?? Report.ConversationRows()
        try rows.writeJSON(to: sink, numbers: numbers)
      }
      try sink("]")
    }
    try sink("]")
  }
}

extension Report.Document {
  /// Adds a capture. Of its conversations it keeps as many rows as the report has room for.
  public mutating func add(_ capture: Report.Capture) {
    var capture = capture
    for index in capture.sessions.indices {
      guard let conversation = capture.sessions[index].conversation else { continue }
      let cut = conversation.cut(to: max(0, Report.ConversationRows.limit - conversationRows))
      conversationRows += cut.rows.count
      capture.sessions[index].conversation = cut
    }
    captures.append(capture)
  }
}
