import Testing

@testable import Report

/// The table that `check` prints of several captures.
@Suite struct CaptureTableTests {
  private let formats = ["text", "json"]

  @Test func `a line for each capture tells verdicts, integrity, updates and findings`() {
    var report = Sample.everything
    report.captures[0].sessions[0].images = [
      .init(kind: .download, frame: 1, lastFrame: 9, ending: .completed),
      .init(kind: .download, frame: 10, lastFrame: 19, ending: .aborted),
      .init(kind: .download, frame: 20, lastFrame: 29, ending: .completed),
      .init(kind: .upload, frame: 30, lastFrame: 39, ending: .refused),
    ]
    report.captures[0].file = "captures/early-poll.pcap"
    #expect(
      report.table(formats: formats) == """
        capture                   device    host       integrity  updates               viol
        captures/early-poll.pcap  pass      violation  complete   aborted, 2 completed     1
        captures/cut/cut.pcapng   declared  pass       partial    none                     1
        notes.txt                 -         -          -          not judged               -

        2 captures, 2 sessions: 1 with violations, 1 with something inconclusive, 1 partial; 1 \
        file not
        judged
        findings: 2 violation
        -v prints the findings; --format FORMAT=FILE writes them (text, json)

        """)
  }

  @Test func `a capture without DFU traffic and one without findings are told`() {
    var empty = Sample.capture
    empty.file = "a/empty.pcap"
    empty.sessions = []
    var clean = Sample.capture
    clean.file = "a/clean.pcap"
    clean.sessions[0].findings = []
    let lines = Report.Document(captures: [empty, clean]).table(formats: []).split(separator: "\n")
    #expect(lines[0] == "a/          device  host       integrity  updates")
    #expect(lines[1] == "empty.pcap  -       -          complete   no DFU traffic")
    #expect(lines[2] == "clean.pcap  pass    violation  complete   none")
    #expect(lines.contains("findings: none"))
  }

  @Test func `a filter counts what it shows`() throws {
    var report = Sample.everything
    report.filter = try RulePrefix("dfu/time")
    let text = report.table(formats: formats)
    #expect(text.contains("findings: 1 violation\n"))
    #expect(text.contains("only rules below dfu/time are shown: 1 of 2 findings\n"))
  }

  @Test(arguments: [
    (["c/a/x.pcap", "c/b/x.pcapng"], "c/*/x.*", ["a", "b"]),
    (["c/a/x.pcap", "c/b/y.pcap"], "c/", ["a/x.pcap", "b/y.pcap"]),
    (["c/a/x.pcap", "c/a/x.pcapng"], "c/a/", ["x.pcap", "x.pcapng"]),
    (["x.pcap", "c/x.pcap"], "capture", ["x.pcap", "c/x.pcap"]),
    (["c/", "c/x.pcap"], "capture", ["c/", "c/x.pcap"]),
    (["", "-"], "capture", ["", "-"]),
  ])
  func `what all paths share stands in the title`(
    _ paths: [String], _ title: String, _ names: [String]
  ) {
    #expect(CaptureNames(paths).title == title)
    #expect(CaptureNames(paths).names == names)
  }

  @Test(arguments: [
    ("abcdefghij", 10, "abcdefghij"), ("abcdefghijk", 10, "abcde…hijk"), ("äöü漢字x", 6, "äöü…x"),
    ("漢漢漢漢", 4, "漢…"),
  ])
  func `a long text loses its middle`(_ text: String, _ width: Int, _ cut: String) {
    #expect(text.cutInMiddle(to: width) == cut)
    #expect(cut.columns <= width)
  }

  @Test func `no name and no number breaks the width or steers the terminal`() {
    let names = [
      String(repeating: "very-long-", count: 40) + ".pcap", "\u{1B}[31mred\n\u{202E}x.pcap",
      String(repeating: "漢字", count: 60), "e" + String(repeating: "\u{301}", count: 300),
      String(repeating: "👩‍👩‍👧", count: 50), "a.pcap",
    ]
    let captures = names.map { name in
      var session = Sample.session
      session.verdict = .init(device: .inconclusive, host: .inconclusive)
      session.profile = nil
      session.images = Report.ImageTransfer.Ending.allCases.flatMap { ending in
        (0..<20).map { .init(kind: .download, frame: $0, lastFrame: $0, ending: ending) }
      }
      session.furtherImages.downloads = 1_234_567
      session.unlisted = Report.Verdict.allCases.map {
        .init(rule: "r", actor: .host, verdict: $0, profileVerdict: $0, count: 123_456_789)
      }
      return Report.Capture(file: name, dialect: "usbmon", sessions: [session])
    }
    let report = Report.Document(captures: captures)
    for line in report.table(formats: formats).split(separator: "\n") {
      #expect(String(line).columns <= 100)
      #expect(!line.contains("\u{1B}") && !line.contains("\u{202E}"))
    }
    #expect(report.table(colour: true, formats: formats).contains("\u{1B}[35minconclusive"))
    #expect(report.table(formats: formats).contains("123M"))
    #expect(report.table(formats: formats).contains("740740740 violation"))
  }
}
