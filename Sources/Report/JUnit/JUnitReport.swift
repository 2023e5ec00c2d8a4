extension Report.Document {
  /// The report as JUnit XML, for CI systems that show test results.
  ///
  /// Each session is a suite. Each rule that the session put to the test is a case, named by the
  /// rule's id. A case fails on a violation. It is skipped when a finding is inconclusive, or when
  /// a waiver or the baseline accepts all its violations. So the
  /// cases agree with the exit status without `--strict`. These go to `system-out`: warnings,
  /// notes, deviations that the profile declares, and faults that a vector makes on purpose. A
  /// file that could not be judged is an error.
  ///
  /// Written for GitLab and Jenkins (docs/reports.md): each case has a name of its own, the class
  /// name is the capture, a dot and the session, and reasons are the content of their elements.
  public var junit: String {
    let gates = gate.map { [JUnitSuite(gate: $0)] } ?? []
    let judged = captures.flatMap(suites) + failures.map(JUnitSuite.init(failure:))
    let suites = (judged + gates).distinct
    var xml = XMLWriter()
    let totals = totals(suites.flatMap(\.cases)).filter { $0.0 != "skipped" }
    xml.element("testsuites", [("name", tool.name)] + totals) { xml in
      for suite in suites {
        let name = [("name", suite.name)]
        xml.element("testsuite", name + self.totals(suite.cases)) { xml in
          write(suite, to: &xml)
        }
      }
    }
    return xml.text
  }

  private func suites(of capture: Report.Capture) -> [JUnitSuite] {
    let gap = capture.gaps.first.map { "; the first gap \($0.text)" } ?? ""
    let whole = JUnitSuite(
      name: capture.file, part: "capture",
      cases: [
        JUnitCase(
          name: "capture/integrity",
          outcome: capture.integrity == .complete
            ? .passed : .skipped("the capture is \(capture.integrityText)\(gap)"),
          notes: [])
      ]
        + capture.skipped.map { skip in
          JUnitCase(name: "vector/\(skip.vector)", outcome: .skipped(skip.reason), notes: [])
        },
      properties: [("source", capture.source)] + capture.limits.map { ("limit", $0) }
        + [("records", capture.recordsText)])
    return [whole]
      + capture.sessions.enumerated().map { index, session in
        suite(
          of: session, in: capture.file,
          part: session.vector.map { "vector \($0)" } ?? "session \(index + 1)")
      }
  }

  private func suite(
    of session: Report.Session, in file: String, part: String
  ) -> JUnitSuite {
    let findings = Dictionary(grouping: shown(session), by: \.rule)
    let rules = Set(shownRules(session).map(\.rule)).union(findings.keys).sorted()
    let profile = session.profile.map { [("profile", $0.name)] } ?? []
    let unlisted = shownUnlisted(session).map {
      ("not listed", $0.text(purpose: session.purpose($0.actor)))
    }
    return JUnitSuite(
      name: "\(file) \(part)", className: JUnitSuite.className(file, part),
      cases: rules.map { rule in
        JUnitCase(name: rule, findings: findings[rule] ?? [], in: session)
      },
      properties: [("devices", session.devicesText), ("facts", session.factsText)] + profile
        + (session.productLines + session.imageLines).map { ($0.name, $0.value) } + unlisted)
  }

  private func totals(_ cases: [JUnitCase]) -> [(String, String)] {
    [
      ("tests", "\(cases.count)"),
      ("failures", "\(cases.count { $0.outcome.isFailure })"),
      ("errors", "\(cases.count { $0.outcome.isError })"),
      ("skipped", "\(cases.count { $0.outcome.isSkip })"),
    ]
  }

  private func write(_ suite: JUnitSuite, to xml: inout XMLWriter) {
    let tables = self.tables.map { ("table \($0.id)", $0.sha256) }
    let properties = [("\(tool.name) version", tool.version)] + tables + suite.properties
    xml.element("properties") { xml in
      for (name, value) in properties {
        xml.element("property", [("name", name), ("value", value)])
      }
    }
    for item in suite.cases {
      xml.element("testcase", [("classname", suite.className), ("name", item.name)]) { xml in
        switch item.outcome {
        case .passed: break
        case .failed(let message, let details):
          xml.element("failure", [("type", "violation"), ("message", message)], text: details)
        case .skipped(let message):
          xml.element("skipped", [("message", message)], text: message)
        case .error(let message):
          xml.element("error", [("type", "not judged"), ("message", message)], text: message)
        }
        if !item.notes.isEmpty { xml.element("system-out", text: item.output) }
      }
    }
  }
}

private struct JUnitSuite {
  var name: String
  /// What GitLab shows as the suite; Jenkins takes what is before the last dot as the package.
  var className: String
  var cases: [JUnitCase]
  var properties: [(String, String)]
}

extension JUnitSuite {
  /// Tells of the waivers that accept nothing, a skipped case each, and of what is fixed.
  init(gate: Report.Gate) {
    let stale = gate.waivers.filter { $0.result != .used }
    self.init(
      name: "gate", part: "waivers",
      cases: stale.map {
        JUnitCase(name: "waiver \($0.waiver.title)", outcome: .skipped($0.resultText), notes: [])
      },
      properties: (gate.baseline?.lines ?? []).map { ("baseline", $0) })
  }

  /// `capture.pcap.session 1`; no other dot stands after that of the capture.
  static func className(_ file: String, _ part: String) -> String {
    "\(file).\(part.replacing(".", with: "_"))"
  }

  init(name: String, part: String, cases: [JUnitCase], properties: [(String, String)]) {
    self.init(
      name: name, className: Self.className(name, part), cases: cases, properties: properties)
  }

  init(failure: CheckFailure) {
    self.init(
      name: failure.file, part: "capture",
      cases: [JUnitCase(name: "capture/judged", outcome: .error(failure.message), notes: [])],
      properties: [])
  }
}

extension [JUnitSuite] {
  /// The suites with names for their cases that are different in each class: GitLab drops a case
  /// whose names another one has.
  fileprivate var distinct: [JUnitSuite] {
    var seen: [[String]: Int] = [:]
    return map { suite in
      var suite = suite
      for index in suite.cases.indices {
        let names = [suite.className, suite.cases[index].name].map { XMLWriter.escape($0) }
        let number = seen[names, default: 0] + 1
        seen[names] = number
        if number > 1 { suite.cases[index].name += " (\(number))" }
      }
      return suite
    }
  }
}

private struct JUnitCase {
  var name: String
  var outcome: Outcome
  /// Lines of information that do not make the case fail.
  var notes: [String]

  /// The notes as text in which GitLab finds no `[[ATTACHMENT|…]]`, which names a file to show.
  var output: String { notes.joined(separator: "\n").replacing("[[", with: "[ [") }

  enum Outcome {
    case passed
    case failed(message: String, details: String)
    case skipped(String)
    case error(String)

    var isFailure: Bool { if case .failed = self { true } else { false } }
    var isSkip: Bool { if case .skipped = self { true } else { false } }
    var isError: Bool { if case .error = self { true } else { false } }
  }
}

extension JUnitCase {
  /// Makes the case of one rule with all its findings in a session.
  init(name: String, findings: [Report.Finding], in session: Report.Session) {
    func lines(_ verdict: Report.Verdict, isAccepted: Bool = false) -> [String] {
      let taken = findings.filter {
        session.decisive(of: $0) == verdict && !session.isOnPurpose($0.actor)
          && ($0.acceptance != nil) == isAccepted
      }
      return FindingRun.fold(taken).map(\.line)
    }
    let accepted = [Report.Verdict.violation, .inconclusive].flatMap { lines($0, isAccepted: true) }
    let purposes = FindingRun.fold(findings.filter { session.isOnPurpose($0.actor) })
    let violations = lines(.violation)
    let inconclusive = lines(.inconclusive)
    let outcome: Outcome =
      if let first = violations.first {
        .failed(message: first, details: violations.joined(separator: "\n"))
      } else if let first = inconclusive.first {
        .skipped(first)
      } else if let first = accepted.first {
        .skipped(first)
      } else {
        .passed
      }
    self.init(
      name: name, outcome: outcome,
      notes: accepted + [Report.Verdict.warning, .note, .declared].flatMap { lines($0) }
        + lines(.warning, isAccepted: true) + purposes.map { "on purpose: \($0.line)" })
  }
}

extension FindingRun {
  /// The run in one line: `frame 12, 0.000100 s: host warning: …; expected …; observed …`.
  fileprivate var line: String {
    let words = first.words
    let accepted = first.acceptance.map { "\($0.word): \($0.reasonText). " } ?? ""
    return accepted + "\(first.place): \(first.actor) \(first.verdict): \(words.message) "
      + "Expected: \(words.expected). Observed: \(words.observed). \(words.clause)"
      + (repetition.map { " (\($0))" } ?? "")
  }
}
