extension Report.Document {
  /// The report as text for a terminal.
  ///
  /// During the run, files that cannot be judged are reported on standard error. `listsFailures`
  /// lists them in the report too, for a report that is saved.
  public func text(colour: Bool = false, listsFailures: Bool = false) -> String {
    var writer = TextWriter(report: self, paint: Paint(isOn: colour))
    for capture in captures { writer.write(capture) }
    for failure in listsFailures ? failures : [] {
      writer.line("\(failure.file): not judged: \(failure.message)".printable())
    }
    if let filterText { writer.line(filterText) }
    writer.writeGate()
    if isOfSeveralFiles {
      writer.line(writer.paint.bold(summary))
    }
    return writer.text
  }
}

private struct TextWriter {
  let report: Report.Document
  let paint: Paint
  var text = ""

  init(report: Report.Document, paint: Paint) {
    self.report = report
    self.paint = paint
  }

  mutating func line(_ content: String = "", indent: Int = 0) {
    if !content.isEmpty { text += String(repeating: " ", count: indent) + content }
    text += "\n"
  }

  /// Writes a line with `name` in the first column and `value` in the second.
  mutating func field(_ name: String, _ value: String, indent: Int) {
    let padding = String(repeating: " ", count: max(1, 11 - name.count))
    line(paint.dim(name) + padding + value, indent: indent)
  }

  mutating func write(_ capture: Report.Capture) {
    line(paint.bold(capture.file.printable()))
    field("source", capture.source, indent: 2)
    for limit in capture.limits { field("limit", limit, indent: 2) }
    field("integrity", capture.integrityText, indent: 2)
    write(capture.gaps)
    field("records", capture.recordsText, indent: 2)
    for (index, session) in capture.sessions.enumerated() {
      line()
      let number = capture.sessions.count == 1 ? "" : " \(index + 1) of \(capture.sessions.count)"
      line(paint.bold("session\(number): \(session.title)"), indent: 2)
      write(session)
    }
    if !capture.skipped.isEmpty { line() }
    for skip in capture.skipped { field("skipped", skip.text, indent: 2) }
    line()
    line("\(capture.file.printable()): \(capture.summary)")
    line()
  }

  /// Writes what waivers and a baseline made of the findings.
  mutating func writeGate() {
    guard let gate = report.gateLines else { return }
    line("\(paint.bold("gate")): \(gate.title)")
    for text in gate.lines { line(text, indent: 2) }
  }

  /// Writes the first gaps and the number of the others. A capture with a snap length may have a
  /// gap in every record, and the first few show this well enough.
  private mutating func write(_ gaps: [Report.Gap]) {
    let shown = 5
    for gap in gaps.prefix(shown) { field("gap", gap.text, indent: 2) }
    if gaps.count > shown { field("gap", "and \(gaps.count - shown) more", indent: 2) }
  }

  private mutating func write(_ session: Report.Session) {
    field("seen as", session.seenText, indent: 4)
    field("facts", session.factsText, indent: 4)
    field("transfers", session.transfersText, indent: 4)
    for actor in Report.Actor.allCases {
      field(actor.rawValue, verdictText(of: session, for: actor), indent: 4)
    }
    for (name, value) in session.productLines + session.imageLines {
      field(name, value, indent: 4)
    }
    for remark in session.remarks { field("remark", remark, indent: 4) }
    for run in FindingRun.fold(report.shownInOrder(session)) {
      line()
      write(run, in: session)
    }
    let unlisted = report.shownUnlisted(session)
    if !unlisted.isEmpty { line() }
    for kind in unlisted {
      field("not listed", kind.text(purpose: session.purpose(kind.actor)), indent: 4)
    }
  }

  /// The verdict about one side. With a profile there are two verdicts:
  /// `DFU 1.1: violation; xmos: declared`.
  private func verdictText(of session: Report.Session, for actor: Report.Actor) -> String {
    let base = paint.verdict(session.verdict[actor])
    let purpose = session.purpose(actor)
    guard let profile = session.profile else { return base + purpose }
    let explained = paint.verdict(session.profileVerdict[actor])
    let choice = profile.choice == .detected ? " (by its descriptors)" : ""
    return "DFU 1.1: \(base); \(profile.name)\(choice): \(explained)\(purpose)"
  }

  private mutating func write(_ run: FindingRun, in session: Report.Session) {
    let finding = run.first
    let profile = session.profile.map { profile in
      "; \(profile.name): \(paint.verdict(finding.profileVerdict))"
        + (finding.profileRule.map { " by \($0)" } ?? "")
    }
    line(
      "\(finding.place): \(finding.actor) \(paint.verdict(finding.verdict))\(profile ?? "")"
        + "\(session.purpose(finding.actor))\(finding.acceptanceMark), "
        + paint.bold(finding.rule), indent: 4)
    for (name, value) in finding.fields { field(name, value, indent: 6) }
    if let repetition = run.repetition { line(repetition, indent: 6) }
  }
}
