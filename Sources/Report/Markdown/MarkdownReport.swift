extension Report.Document {
  /// The report as one Markdown document.
  public var markdown: String {
    var writer = MarkdownWriter(report: self)
    switch (captures.count, failures.isEmpty) {
    case (1, true):
      writer.write(captures[0], level: 1)
      writer.writeGate()
    default:
      writer.writeIndex { "[\($1)](#\(anchor($0)))" }
      for capture in captures { writer.write(capture, level: 2) }
    }
    writer.writeColophon()
    return writer.text
  }

  /// The index of reports that are in separate files in the same folder. `names`: one file name
  /// for each capture, in the same order.
  public func markdownIndex(names: [String]) -> String {
    var writer = MarkdownWriter(report: self)
    writer.writeIndex { "[\($1)](\(names[$0].percentEncoded))" }
    writer.writeColophon()
    return writer.text
  }

  private func anchor(_ index: Int) -> String { "capture-\(index + 1)" }
}

private struct MarkdownWriter {
  let report: Report.Document
  var text = ""

  init(report: Report.Document) {
    self.report = report
  }

  mutating func paragraph(_ content: String) { text += content + "\n\n" }

  mutating func heading(_ level: Int, _ content: String) {
    paragraph(String(repeating: "#", count: level) + " " + content)
  }

  mutating func list(_ items: [(name: String, value: String)]) {
    for item in items { text += "- **\(item.name):** \(item.value)\n" }
    text += "\n"
  }

  /// Writes a table of all captures; `link` makes the link to a capture's report from its position
  /// and title.
  mutating func writeIndex(link: (Int, String) -> String) {
    heading(1, "DFU conformance")
    paragraph(escape(report.summary) + ".")
    text += "| capture | session | integrity | device | host | findings |\n"
    text += "| --- | --- | --- | --- | --- | ---: |\n"
    for (index, capture) in report.captures.enumerated() {
      for row in rows(of: capture, titled: link(index, code(capture.file))) {
        text += "| " + row.joined(separator: " | ") + " |\n"
      }
    }
    text += "\n"
    writeGate()
    for failure in report.failures {
      paragraph("\(code(failure.file)) was not judged: \(escape(failure.message))")
    }
  }

  /// Writes what waivers and a baseline made of the findings.
  mutating func writeGate() {
    guard let gate = report.gateLines else { return }
    paragraph("**Gate:** \(escape(gate.title)).")
    for line in gate.lines { text += "- \(escape(line))\n" }
    text += gate.lines.isEmpty ? "" : "\n"
  }

  private func rows(of capture: Report.Capture, titled title: String) -> [[String]] {
    guard !capture.sessions.isEmpty else {
      return [[title, "no DFU traffic", capture.integrity.rawValue, "", "", ""]]
    }
    return capture.sessions.map { session in
      [
        title, escape(session.title), capture.integrity.rawValue,
        both(session, .device), both(session, .host), "\(report.shownCount(session))",
      ]
    }
  }

  /// A side's verdict under DFU 1.1, and under the profile when there is one.
  private func both(_ session: Report.Session, _ actor: Report.Actor) -> String {
    let base = session.verdict[actor].rawValue
    let purpose = session.purpose(actor)
    guard let profile = session.profile else { return base + purpose }
    return "\(base); \(escape(profile.name)): \(session.profileVerdict[actor])\(purpose)"
  }

  mutating func write(_ capture: Report.Capture, level: Int) {
    if level > 1, let index = report.captures.firstIndex(of: capture) {
      paragraph("<a id=\"capture-\(index + 1)\"></a>")
    }
    heading(level, code(capture.file))
    paragraph(escape(capture.summary) + ".")
    list(
      [("source", escape(capture.source))]
        + capture.limits.map { ("limit", escape($0)) }
        + (capture.sha256.map { [("SHA-256", code($0))] } ?? [])
        + [("integrity", escape(capture.integrityText))]
        + capture.gaps.map { ("gap", escape($0.text)) }
        + [("records", escape(capture.recordsText))])
    for (index, session) in capture.sessions.enumerated() {
      write(session, number: index + 1, level: level + 1)
    }
    if !capture.skipped.isEmpty { list(capture.skipped.map { ("skipped", escape($0.text)) }) }
  }

  private mutating func write(_ session: Report.Session, number: Int, level: Int) {
    heading(level, "Session \(number): \(escape(session.title))")
    let profile = session.profile.map { profile in
      " \(escape(profile.name))\(profile.choice == .detected ? " (by its descriptors)" : "") |"
    }
    text += "| | DFU 1.1 |\(profile ?? "")\n| --- | --- |\(profile == nil ? "" : " --- |")\n"
    for actor in Report.Actor.allCases {
      let explained = profile.map { _ in " \(session.profileVerdict[actor]) |" }
      text +=
        "| \(actor)\(session.purpose(actor)) | \(session.verdict[actor]) |\(explained ?? "")\n"
    }
    text += "\n"
    list(
      [
        ("seen as", escape(session.seenText)), ("facts", escape(session.factsText)),
        ("transfers", escape(session.transfersText)),
      ] + session.imageLines.map { ($0.name, escape($0.value)) }
        + session.remarks.map { ("remark", escape($0)) })
    for run in FindingRun.fold(report.shownInOrder(session)) {
      write(run, in: session, level: level + 1)
    }
    let unlisted = report.shownUnlisted(session).map {
      ("not listed", escape($0.text(purpose: session.purpose($0.actor))))
    }
    if !unlisted.isEmpty { list(unlisted) }
  }

  private mutating func write(_ run: FindingRun, in session: Report.Session, level: Int) {
    let finding = run.first
    let explained = session.profile.map { "; \(escape($0.name)): \(finding.profileVerdict)" }
    heading(
      level,
      "\(escape(finding.place)): \(finding.actor) \(finding.verdict)\(explained ?? "")"
        + session.purpose(finding.actor) + finding.acceptanceMark)
    let declared = finding.profileRule.map { [("declared by", code($0))] } ?? []
    list(
      [("rule", code(finding.rule))] + declared + finding.fields.map { ($0.name, escape($0.value)) }
    )
    if let repetition = run.repetition { paragraph(escape(repetition).capitalizedFirst + ".") }
  }

  mutating func writeColophon() {
    let tables = report.tables.map { "\(code($0.id)) (SHA-256 \(code($0.sha256)))" }
    paragraph(
      "Written by \(report.tool.name) \(report.tool.version)"
        + (tables.isEmpty ? "" : " with the tables " + tables.joined(separator: ", ")) + ".")
    if let filter = report.filterText { paragraph(escape(filter).capitalizedFirst + ".") }
    text.removeLast()
  }
}

/// Escapes all characters in `text` that Markdown could read as markup.
func escape(_ text: String) -> String {
  var escaped = ""
  for character in text.printable(keepsLines: true) {
    switch character {
    case "\\", "`", "*", "[", "]", "<", ">", "|", "#", "~": escaped += "\\\(character)"
    case "\n", "\r\n": escaped += " "
    default: escaped.append(character)
    }
  }
  return escaped
}

/// `text` as a code span; with two back-ticks around it when it contains back-ticks.
func code(_ text: String) -> String {
  let bare = text.replacing("\n", with: " ").printable().replacing("|", with: "\\|")
  return bare.contains("`") ? "`` \(bare) ``" : "`\(bare)`"
}

extension String {
  /// The name as one segment of a URL's path: all but the unreserved characters of RFC 3986, 2.3,
  /// are percent-encoded.
  fileprivate var percentEncoded: String {
    utf8.reduce(into: "") { text, byte in
      let character = Character(Unicode.Scalar(byte))
      if byte < 0x80, character.isLetter || character.isNumber || "-._~".contains(character) {
        text.append(character)
      } else {
        let digits = String(byte, radix: 16, uppercase: true)
        text += "%" + (digits.count == 1 ? "0" : "") + digits
      }
    }
  }

  var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }
}
