import Report
import Testing

/// What differs between two reports, as text and JSON.
@Suite struct ReportsDiffTests {
  private static let item = ReportsDiff.Item(
    kind: .finding, session: 2, subject: "host violation, dfu/host/H17.quiet", a: "1 place",
    b: nil, frameA: 147)

  private func report(_ items: [ReportsDiff.Item]) -> ReportsDiff {
    ReportsDiff(
      a: "old.json", b: "new.json",
      captures: [ReportsDiff.Capture(a: "x.pcap", b: "y/x.pcap", items: items)], same: 3)
  }

  @Test func `the text names the capture, the place and both values`() {
    let wanted = [
      "A  old.json", "B  new.json", "", "x.pcap in A, y/x.pcap in B",
      "  finding  session 2, host violation, dfu/host/H17.quiet; frame 147 in A",
      "    A: 1 place   B: -", "", "Different: 1 capture; the same: 3.", "",
    ]
    #expect(report([Self.item]).text() == wanted.joined(separator: "\n"))
  }

  @Test func `many differences of a capture are listed with -v only`() {
    let many = report([ReportsDiff.Item](repeating: Self.item, count: 40))
    #expect(many.text().contains("  and 25 more differences; -v shows them"))
    #expect(many.text(showsAll: true).count { $0 == "\n" } == 86)
  }

  @Test func `a capture of one report only is a difference`() {
    let alone = ReportsDiff(
      a: "a", b: "b", captures: [ReportsDiff.Capture(a: nil, b: "z.pcap")], same: 0)
    #expect(alone.exitStatus == .violation)
    #expect(alone.text().contains("z.pcap is in B only"))
    let same = ReportsDiff(a: "a", b: "b", captures: [], same: 2)
    #expect(same.exitStatus == .conformant)
    #expect(same.text().hasSuffix("Nothing differs: 2 captures.\n"))
  }

  @Test func `JSON follows its schema, and nothing in it is unpublished`() throws {
    let schema = try PublishedSchema("reports-diff")
    var whole = report([Self.item])
    whole.captures.append(ReportsDiff.Capture(a: nil, b: "z.pcap"))
    #expect(schema.complaints(about: try Document(whole.json)) == [])
    let wrong = whole.json.replacing("\"finding\"", with: "\"rumour\"")
    #expect(!schema.complaints(about: try Document(wrong)).isEmpty)
  }

  @Test func `a name cannot steer the terminal`() {
    var hostile = report([Self.item])
    hostile.captures[0].a = "\u{1B}[2J\nx\u{202E}"
    #expect(!hostile.text().contains("\u{1B}"))
    #expect(!hostile.text().contains("\u{202E}"))
    #expect(hostile.text().count { $0 == "\n" } == report([Self.item]).text().count { $0 == "\n" })
  }

  @Test func `updates are read from a report, without their times`() throws {
    var session = Report.Session(devices: [])
    session.images = [
      Report.ImageTransfer(
        kind: .download, frame: 5, lastFrame: 9, nanoseconds: 77, blocks: 3, bytes: 130,
        blockSize: 64, commands: 1, ending: .refused, manifestation: .begun, state: "dfuERROR",
        status: "errWRITE", versionBefore: 0x0100, versionAfter: 0x0200)
    ]
    let report = Sample.report([session])
    let read = try ReadReport(Array(report.json.utf8), file: "report.json")
    var wanted = session.images[0]
    wanted.nanoseconds = 0
    #expect(read.document.captures.first?.sessions.first?.images == [wanted])
  }
}
