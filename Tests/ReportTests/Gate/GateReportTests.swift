import Foundation
import FoundationXML
import Report
import Testing

/// What a waiver or a baseline accepts is told in every format, and never as a pass.
@Suite struct GateReportTests {
  private static let hostile = "</script><b>\u{1B}[31m\u{202E}|`x`"

  private func report(
    _ acceptance: Report.Acceptance?, result: Report.WaiverUse.Result = .used
  ) throws -> Report.Document {
    var report = Sample.report
    report.captures[0].sessions[0].findings[0].acceptance = acceptance
    report.gate = Report.Gate(
      today: "2026-11-29",
      waivers: [
        Report.WaiverUse(
          waiver: Report.Waiver(
            place: "w.yaml:3", rule: try RulePrefix("dfu/time/T1"), side: .host,
            captures: ["early-*"], reason: Self.hostile, expires: "2027-03-31"),
          result: result, findings: 1, tests: 13)
      ],
      baseline: Report.BaselineResult(
        file: "old.json", added: ["new\u{1B}.pcap"],
        gone: [
          .init(
            capture: "a.pcap", rule: "dfu/host/H09", actor: .host, verdict: .violation, count: 2,
            isTested: true),
          .init(
            capture: "a.pcap", rule: "dfu/host/H10", actor: .host, verdict: .warning, count: 1,
            isTested: false),
        ]))
    return report
  }

  private static let waived = Report.Acceptance.waived(reason: hostile, place: "w.yaml:3")

  @Test func `what is accepted gives no status 1, and the rest does`() throws {
    #expect(ExitStatus.of(try report(nil)) == .violation)
    #expect(ExitStatus.of(try report(Self.waived)) == .conformant)
    #expect(ExitStatus.of(try report(.known)) == .conformant)
    var two = try report(.known)
    two.captures[0].sessions[0].findings.append(Sample.earlyPoll)
    #expect(ExitStatus.of(two) == .violation)
  }

  @Test func `findings that are not listed fail the run unless all of them are accepted`() throws {
    var report = try report(.known)
    var kind = Report.Unlisted(
      rule: "dfu/time/T1", actor: .host, verdict: .violation, profileVerdict: .violation, count: 9)
    (kind.acceptance, kind.accepted) = (.known, 8)
    report.captures[0].sessions[0].unlisted = [kind]
    #expect(ExitStatus.of(report) == .violation)
    report.captures[0].sessions[0].unlisted[0].accepted = 9
    #expect(ExitStatus.of(report) == .conformant)
    #expect(report.text().contains("9 more: host violation (9 known), dfu/time/T1"))
  }

  @Test func `with strict, what is accepted does not count, and a needless waiver does`() throws {
    var report = Sample.report([Report.Session(devices: [], findings: [Sample.undecided])])
    #expect(ExitStatus.of(report, strict: true) == .undecided)
    report.captures[0].sessions[0].findings[0].acceptance = .known
    #expect(ExitStatus.of(report, strict: true) == .conformant)
    report.gate = try self.report(nil, result: .unexpectedPass).gate
    #expect(ExitStatus.of(report, strict: true) == .undecided)
    #expect(ExitStatus.of(report) == .conformant)
    report.gate = try self.report(nil, result: .unused).gate
    #expect(ExitStatus.of(report, strict: true) == .conformant)
  }

  @Test func `the table of several captures says what became of the gate`() throws {
    let text = try report(Self.waived).table(formats: ["text"])
    #expect(text.contains("\ngate: 1 finding waived, 0 findings known, 0 new\n  w.yaml:3: dfu"))
    #expect(text.contains("\n  fixed: a.pcap: host violation, dfu/host/H09 (2 times)\n"))
    #expect(!text.contains("\u{1B}") && !text.contains("\u{202E}"))
    #expect(!Sample.report.table(formats: ["text"]).contains("gate"))
  }

  @Test func `the pages have the words of the gate, and none without one`() throws {
    let report = try report(Self.waived)
    for page in [report.html, report.htmlIndex(names: ["a"])] {
      let gate = try #require(HTMLPage(page)).document["gate"]
      #expect(gate?["title"] == .string("1 finding waived, 0 findings known, 0 new"))
      let first = gate?["lines"]?.texts.first
      #expect(first?.hasPrefix("w.yaml:3: dfu/time/T1 (host, early-*)") == true)
    }
    #expect(try #require(HTMLPage(Sample.report.html)).document["gate"] == nil)
  }

  @Test(.enabled(if: PythonValidator.isInstalled))
  func `the data of a page with a gate follows its schema`() throws {
    let page = try #require(HTMLPage(try report(Self.waived).html))
    #expect(try PythonValidator.complaints(about: page.data, by: HTMLPage.schema) == "")
  }

  @Test func `text and Markdown keep the verdict and say why it does not count`() throws {
    let report = try report(Self.waived)
    for text in [report.text(), report.markdown] {
      #expect(text.contains("host violation (waived)"))
      #expect(text.contains("1 finding waived, 0 findings known, 0 new"))
      #expect(text.contains("fixed: a.pcap: host violation, dfu/host/H09 (2 times)"))
      #expect(text.contains("not seen, because the rule was not put to the test"))
      #expect(!text.contains("\u{1B}[31m"))
      #expect(!text.contains("\u{202E}"))
      #expect(!text.contains("new\u{1B}"))
    }
    #expect(!report.markdown.contains("<b>"))
  }

  @Test func `a summary counts no violation that is accepted, and says so`() throws {
    #expect(try report(nil).text(listsFailures: true).contains("1 violation"))
    var two = try report(.known)
    two.captures.append(Report.Capture(file: "b.pcap", dialect: "usbmon"))
    let summary =
      "2 captures, 1 session: 0 with violations, 0 with something inconclusive, "
      + "0 partial; not counted: accepted findings in 1 capture"
    let index = two.htmlIndex(names: ["a.html", "b.html"])
    for text in [two.text(), two.markdown, index] { #expect(text.contains(summary)) }
    two.captures[0].sessions[0].findings[0].acceptance = nil
    #expect(!two.text().contains("not counted"))
  }

  @Test func `JUnit skips what is accepted, and fails where something is left`() throws {
    let waived = try report(Self.waived).junit
    #expect(waived.contains("failures=\"0\""))
    #expect(waived.contains("<skipped message=\"waived: "))
    #expect(!waived.contains("<b>"))
    var two = try report(Self.waived)
    two.captures[0].sessions[0].findings.append(Sample.earlyPoll)
    #expect(two.junit.contains("<failure type=\"violation\""))
    #expect(two.junit.contains("waived: "))
    _ = try XMLDocument(xmlString: two.junit)
  }

  @Test(arguments: [
    (Report.WaiverUse.Result.expired, "expired after 2027-03-31"),
    (.unused, "unused: "),
    (.doubled, "waives nothing: the 1 finding that it fits is waived by a waiver before it"),
    (.unexpectedPass, "not needed any more (unexpected pass): tested 13 times"),
  ])
  func `a waiver that accepts nothing is reported`(
    result: Report.WaiverUse.Result, words: String
  ) throws {
    let report = try report(nil, result: result)
    for text in [report.text(), report.markdown, report.junit] { #expect(text.contains(words)) }
    #expect(report.json.contains("\"result\": \"\(result.rawValue)\""))
  }

  @Test func `JSON follows the published schema`() throws {
    for acceptance in [nil, Self.waived, .known] {
      var report = try report(acceptance)
      var kind = Report.Unlisted(
        rule: "dfu/time/T1", actor: .host, verdict: .violation, profileVerdict: .violation,
        count: 9)
      (kind.acceptance, kind.accepted) = (acceptance, acceptance == nil ? 0 : 9)
      report.captures[0].sessions[0].unlisted = [kind]
      #expect(try PublishedSchema().complaints(about: Document(report.json)) == [])
    }
  }
}
