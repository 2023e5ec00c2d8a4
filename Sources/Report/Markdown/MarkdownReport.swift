extension Report.Document {
  /// Whether the report is about one capture and nothing else.
  fileprivate var isAlone: Bool { captures.count == 1 && failures.isEmpty }

  /// The report as one Markdown document of less than 60 kB, so that it can be a comment on a pull
  /// request (`MarkdownRoom`).
  public var markdown: String {
    var writer = MarkdownWriter(report: self)
    if !isAlone {
      writer.writeIndex(within: MarkdownRoom.index) { "[\($1)](#\(anchor($0)))" }
    }
    writer.writeDetails(level: isAlone ? 1 : 2)
    writer.writeTail()
    return writer.text
  }

  /// The index of reports that are in separate files in the same folder. `names`: one file name
  /// for each capture, in the same order.
  package func markdownIndex(names: [String]) -> String {
    var writer = MarkdownWriter(report: self)
    writer.writeIndex(within: MarkdownRoom.lonelyIndex) {
      "[\($1)](\(names[$0].percentEncoded))"
    }
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

  /// Writes a table of all captures, in at most `room` bytes; `link` makes the link to a capture's
  /// report from its position and title.
  mutating func writeIndex(within room: Int, link: (Int, String) -> String) {
    heading(1, "DFU conformance")
    paragraph(escape(report.summary) + ".")
    text += "| capture | session | integrity | device | host | findings |\n"
    text += "| --- | --- | --- | --- | --- | ---: |\n"
    let lines = report.captures.enumerated().map { index, capture in
      rows(of: capture, titled: link(index, code(capture.file))).map {
        "| " + $0.joined(separator: " | ") + " |\n"
      }.joined()
    }
    let shown = MarkdownRoom.count(fitting: lines, within: room)
    text += lines[..<shown].joined() + "\n"
    if shown < lines.count {
      paragraph("And \(counted(lines.count - shown, "more capture")), for which there is no room.")
    }
    writeGate()
    let failures = report.failures.map {
      "\(code($0.file)) was not judged: \(escape($0.message))\n\n"
    }
    let told = MarkdownRoom.count(fitting: failures, within: MarkdownRoom.failures)
    text += failures[..<told].joined()
    if told < failures.count {
      paragraph("And \(counted(failures.count - told, "more file")) not judged.")
    }
  }

  /// Writes what waivers and a baseline made of the findings.
  mutating func writeGate() {
    guard let gate = report.gateLines else { return }
    paragraph("**Gate:** \(escape(gate.title)).")
    let lines = gate.lines.map { "- \(escape($0))\n" }
    let shown = MarkdownRoom.count(fitting: lines, within: MarkdownRoom.gate)
    text += lines[..<shown].joined()
    if shown < lines.count { text += "- and \(lines.count - shown) more\n" }
    text += lines.isEmpty ? "" : "\n"
  }

  /// What follows the details. With an index, the gate is told there.
  mutating func writeTail() {
    if report.isAlone { writeGate() }
    writeColophon()
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

  /// Writes the captures with their sessions and findings, as many as there is room for. What is
  /// left out is told before them, and after the head of a capture that is alone (level 1).
  mutating func writeDetails(level: Int) {
    var parts: [MarkdownPart] = []
    for (index, capture) in report.captures.enumerated() {
      let head = parts.count
      parts.append(.init(part { $0.write(capture, number: index + 1, level: level) }, .capture))
      for (index, session) in capture.sessions.enumerated() {
        add(session, number: index + 1, level: level + 1, below: head, to: &parts)
      }
      if !capture.skipped.isEmpty {
        let skipped = capture.skipped.map { ("skipped", escape($0.text)) }
        parts.append(.init(part { $0.list(skipped) }, .skipped(capture.skipped.count), below: head))
      }
    }
    let tail = part { $0.writeTail() }
    let room = MarkdownRoom.whole - text.utf8.count - tail.utf8.count
    let chosen = MarkdownPart.chosen(parts, within: room)
    let omitted = parts.indices.filter { !chosen[$0] }.map { parts[$0] }
    let omission = MarkdownPart.omission(omitted).map { $0 + "\n\n" } ?? ""
    let written = parts.indices.filter { chosen[$0] }.map { parts[$0].text }
    let heads = level == 1 && chosen.first == true ? 1 : 0
    text += written[..<heads].joined() + omission + written[heads...].joined()
  }

  /// What `write` writes.
  private func part(_ write: (inout MarkdownWriter) -> Void) -> String {
    var writer = MarkdownWriter(report: report)
    write(&writer)
    return writer.text
  }

  private func add(
    _ session: Report.Session, number: Int, level: Int, below head: Int,
    to parts: inout [MarkdownPart]
  ) {
    let place = parts.count
    parts.append(
      .init(part { $0.write(session, number: number, level: level) }, .session, below: head))
    for run in FindingRun.fold(report.shownInOrder(session)) {
      let verdict = session.decisive(of: run.first)
      parts.append(
        .init(
          part { $0.write(run, in: session, level: level + 1) },
          .findings(verdict, run.count), below: place))
    }
    let kinds = report.shownUnlisted(session)
    guard !kinds.isEmpty else { return }
    let unlisted = kinds.map {
      ("not listed", escape($0.text(purpose: session.purpose($0.actor))))
    }
    parts.append(.init(part { $0.list(unlisted) }, .unlisted(kinds.count), below: place))
  }

  private mutating func write(_ capture: Report.Capture, number: Int, level: Int) {
    if level > 1 { paragraph("<a id=\"capture-\(number)\"></a>") }
    heading(level, code(capture.file))
    paragraph(escape(capture.summary) + ".")
    list(
      [("source", escape(capture.source))]
        + capture.limits.map { ("limit", escape($0)) }
        + (capture.sha256.map { [("SHA-256", code($0))] } ?? [])
        + [("integrity", escape(capture.integrityText))]
        + MarkdownRoom.few(capture.gaps) { ("gap", escape($0.text)) }
        + [("records", escape(capture.recordsText))])
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
      ] + MarkdownRoom.few(session.productLines) { ($0.name, escape($0.value)) }
        + MarkdownRoom.few(session.imageLines) { ($0.name, escape($0.value)) }
        + MarkdownRoom.few(session.remarks) { ("remark", escape($0)) })
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
    let all = report.tables.map { "\(code($0.id)) (SHA-256 \(code($0.sha256)))" }
    let tables = all[..<MarkdownRoom.count(fitting: all, within: MarkdownRoom.failures)]
    paragraph(
      "Written by \(report.tool.name) \(report.tool.version)"
        + (tables.isEmpty ? "" : " with the tables " + tables.joined(separator: ", ")) + ".")
    if let filter = report.filterText { paragraph(escape(filter).capitalizedFirst + ".") }
    text.removeLast()
  }
}

/// The columns of a name in a code span; a longer one is cut in its middle.
private let longestName = 400

/// `text` as a code span; with two back-ticks around it when it contains back-ticks.
func code(_ text: String) -> String {
  let name = text.replacing("\n", with: " ").printable().cutInMiddle(to: longestName)
  let bare = name.replacing("|", with: "\\|")
  return bare.contains("`") ? "`` \(bare) ``" : "`\(bare)`"
}

extension String {
  /// The name as one segment of a URL's path: all but the unreserved characters of RFC 3986, 2.3,
  /// are percent-encoded.
  var percentEncoded: String {
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
