import Testing

@testable import Report

/// A Markdown document has less than 60 kB, whatever the report holds.
@Suite struct MarkdownRoomTests {
  private func finding(_ verdict: Report.Verdict, _ frame: Int, _ text: String) -> Report.Finding {
    var finding = Sample.earlyPoll
    finding.verdict = verdict
    finding.profileVerdict = verdict
    finding.rule = "dfu/made/R\(frame)"
    finding.frame = frame
    finding.words.message = text
    return finding
  }

  @Test func `the worst findings are told, and the others are counted`() {
    let notes = (0..<300).map { finding(.note, $0, "A note.") }
    let violations = (300..<320).map { finding(.violation, $0, "A fault.") }
    let text = Sample.report([Report.Session(devices: [], findings: notes + violations)]).markdown
    #expect(text.utf8.count < 60_000 && text.utf8.count > 50_000)
    for frame in 300..<320 { #expect(text.contains("`dfu/made/R\(frame)`")) }
    let lines = text.split(separator: "\n")
    let omitted = 320 - lines.count { $0.hasPrefix("### frame ") }
    #expect(text.contains(" room for more: \(omitted) findings (\(omitted) note). The other"))
    #expect(lines[0].hasPrefix("# `a.pcap`"))
  }

  @Test func `what fits is told whole`() {
    let text = Sample.everything.markdown
    #expect(!text.contains("Left out") && !text.contains("more"))
  }

  @Test func `many captures are a table, and those left out are counted`() {
    let captures = (0..<3000).map { number in
      Report.Capture(
        file: "captures/\(number)/capture.pcap", dialect: "usbmon",
        sessions: [
          Report.Session(
            devices: [], verdict: .init(host: number == 2999 ? .violation : .pass),
            findings: number == 2999 ? [finding(.violation, 7, "The last one.")] : [])
        ])
    }
    let report = Report.Document(captures: captures)
    let text = report.markdown
    #expect(text.utf8.count < 60_000)
    #expect(text.hasPrefix("# DFU conformance\n\n3000 captures, 3000 sessions: 1 with violations"))
    #expect(text.contains("more captures, for which there is no room."))
    #expect(text.contains("The last one."))
    #expect(report.markdownIndex(names: captures.map(\.file)).utf8.count < 60_000)
  }

  @Test func `a single huge part is left out and counted`() {
    let huge = String(repeating: "<*|>", count: 40_000)
    let name = String(repeating: "x/\u{1B}", count: 1300) + ".pcap"
    var report = Sample.report(
      [Report.Session(devices: [], remarks: [huge], findings: [finding(.violation, 1, huge)])],
      file: name)
    report.tables = (0..<900).map { .init(id: "t\($0)", sha256: "") }
    report.captures[0].gaps = (0..<50_000).map { .init(frame: $0, reason: huge) }
    report.captures[0].skipped = (0..<9000).map { .init(vector: "v\($0)", reason: "none") }
    report.failures = (0..<2000).map {
      .init(file: "f\($0)", status: .unreadable, message: "This is no capture.")
    }
    #expect(report.markdown.utf8.count < 60_000)
    #expect(report.markdown.contains("1 finding (1 violation)"))
    #expect(report.markdown.contains("more files not judged."))
    report.failures = []
    #expect(report.markdown.utf8.count < 60_000)
    #expect(report.markdown.contains("1 capture, 1 session, 9000 skipped vectors"))
  }

  @Test func `many lines of one kind are counted`() {
    let gaps = (0..<100).map { Report.Gap(frame: $0, reason: "cut") }
    let text = Sample.report([Sample.session], gaps: gaps).markdown
    #expect(text.contains("- **gap:** at frame 39: cut\n- **gap:** and 60 more\n"))
  }

  @Test(arguments: (1...40).map(UInt64.init))
  func `no report is larger`(_ seed: UInt64) {
    var random = Congruential(state: seed)
    let report = random.report()
    #expect(report.markdown.utf8.count < 60_000)
    #expect(
      report.markdownIndex(names: report.captures.map { _ in "x.md" }).utf8.count < 60_000)
  }
}

/// Reports of random sizes, the same for the same seed.
private struct Congruential: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return state ^ state >> 33
  }

  /// Most numbers are small, a few are large.
  private mutating func size() -> Int {
    let most = [1, 3, 30, 200].randomElement(using: &self) ?? 1
    return Int.random(in: 0...most, using: &self)
  }

  private mutating func text() -> String {
    let characters = Array("ab <|`*]漢\u{202E}\u{1B}\n&")
    let count = size() * size() + 1
    return String((0..<count).compactMap { _ in characters.randomElement(using: &self) })
  }

  mutating func report() -> Report.Document {
    let captures = (0..<size()).map { _ in
      let sessions = (0..<size() % 12).map { _ in
        let findings = (0..<size()).map { frame in
          var finding = Sample.earlyPoll
          finding.rule = "r\(frame)"
          finding.verdict = Report.Verdict.allCases.randomElement(using: &self) ?? .note
          return finding
        }
        return Report.Session(vector: text(), devices: [], remarks: [text()], findings: findings)
      }
      return Report.Capture(file: text(), dialect: "usbmon", sessions: sessions)
    }
    let failures = (0..<size()).map { _ in
      CheckFailure(file: text(), status: .unreadable, message: text())
    }
    return Report.Document(captures: captures, failures: failures)
  }
}
