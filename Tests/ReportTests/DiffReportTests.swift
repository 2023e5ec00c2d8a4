import Report
import Testing

@Suite struct DiffReportTests {
  private typealias Difference = DiffReport.Difference

  private static func line(_ frame: Int, _ request: String, _ reply: String) -> DiffReport.Line {
    DiffReport.Line(frame: frame, request: request, reply: reply)
  }

  private static func report(
    _ conversation: [DiffReport.Difference], descriptors: [DiffReport.Difference] = [],
    file: String = "a.pcap"
  ) -> DiffReport {
    var places = DiffReport.Places()
    for difference in conversation {
      switch (difference.isDoubtful, difference.side) {
      case (true, _): places.doubtful += difference.count
      case (false, .host): places.host += difference.count
      case (false, .device): places.device += difference.count
      }
    }
    let device = Report.Device(bus: 1, address: 5, vendor: 0x20B1, product: 8)
    let origin = DiffReport.Origin(number: 1, devices: [device], transfers: 30)
    let before = DiffReport.Surroundings.Pair(
      a: line(11, "DFU_CLRSTATUS", "ACK"), b: line(13, "DFU_CLRSTATUS", "ACK"))
    let around = DiffReport.Surroundings(
      before: [before], a: [line(15, "DFU_ABORT", "ACK")], b: [line(17, "DFU_DETACH", "STALL")])
    return DiffReport(
      a: DiffReport.Side(file: file, dialect: "usbmon", sessions: 1, transfers: 30),
      b: DiffReport.Side(
        file: "b.pcap", dialect: "USBPcap", sessions: 1, transfers: 31, remarks: ["it is cut"]),
      ignored: ["serial"],
      sessions: [
        DiffReport.Session(
          a: origin, b: origin, compared: 29, descriptors: descriptors,
          conversation: conversation, places: places,
          first: conversation.isEmpty ? nil : around)
      ])
  }

  private static let host = DiffReport.Difference(
    side: .host, kind: .request, subject: "DFU_DETACH, wTimeout 1000 ms",
    fields: [DiffReport.Field(name: "wTimeout", a: "1000", b: "500")], frameA: 15, frameB: 17)

  private static let device = DiffReport.Difference(
    side: .device, kind: .steps, subject: "only B has 9 steps",
    onlyB: DiffReport.Lines(first: [line(44, "DFU_GETSTATUS", "STALL")], further: 8), frameA: nil,
    frameB: 44, follows: true, count: 3)

  @Test func `the first difference stands first, with what is around it`() {
    let text = Self.report([Self.host, Self.device]).text()
    let wanted = [
      "A  a.pcap: 1 session, 30 transfers (usbmon)",
      "B  b.pcap: 1 session, 31 transfers (USBPcap)",
      "   it is cut",
      "ignored: serial",
      "",
      "session 1 of A (20b1:0008 at 1.5), session 1 of B (20b1:0008 at 1.5)",
      "  29 exchanges and events beside each other",
      "",
      "  first difference: host, frame 15 in A, frame 17 in B",
      "      A frame  B frame",
      "      11       13       DFU_CLRSTATUS                           ACK",
      "    A 15                DFU_ABORT                               ACK",
      "    B          17       DFU_DETACH                              STALL",
      "    DFU_DETACH, wTimeout 1000 ms",
      "      wTimeout  A: 1000   B: 500",
      "    The host did something else; what differs after it may follow from it.",
      "",
      "  after it",
      "    device, frame 44 in B, and 2 more places like it: only B has 9 steps "
        + "(may follow from an earlier difference)",
      "      only B  44  DFU_GETSTATUS                           STALL",
      "      only B  and 8 more",
      "",
      "Different: the host at 1 place, the device at 3 places.",
    ]
    #expect(
      text.split(separator: "\n", omittingEmptySubsequences: false).dropLast().map(String.init)
        == wanted)
  }

  @Test func `a device that answers otherwise after the same requests is named`() {
    var device = Self.device
    device.follows = false
    #expect(Self.report([device]).text().contains("so this is the device's own."))
  }

  @Test func `many differences are listed with -v only`() {
    let many = (0..<40).map { number in
      var difference = Self.host
      difference.subject = "request number \(number)"
      return difference
    }
    let report = Self.report(many)
    #expect(report.text().contains("and 29 more differences; -v shows them"))
    #expect(!report.text().contains("request number 39"))
    #expect(report.text(showsAll: true).contains("request number 39"))
  }

  @Test func `nothing differs, or something does`() {
    #expect(Self.report([]).exitStatus == .conformant)
    #expect(Self.report([]).text().hasSuffix("\nNothing differs.\n"))
    #expect(Self.report([Self.host]).exitStatus == .violation)
    #expect(Self.report([], descriptors: [Self.host]).exitStatus == .violation)
    var alone = Self.report([])
    alone.sessions[0].b = nil
    #expect(alone.exitStatus == .violation)
    #expect(alone.text().contains("session 1 of A (20b1:0008 at 1.5) has no counterpart"))
    #expect(alone.text().hasSuffix(" 1 session on one side only.\n"))
  }

  @Test func `what records that are missing may explain is no difference for certain`() {
    var doubtful = Self.device
    doubtful.isDoubtful = true
    let only = Self.report([doubtful])
    #expect(only.exitStatus == .violation)
    #expect(only.text().contains("first difference: device or recording, frame 44 in B"))
    #expect(
      only.text().hasSuffix(
        "Nothing differs for certain; at 3 places records are missing, and the recording may be "
          + "the cause.\n"))
    let both = Self.report([Self.host, doubtful]).text()
    #expect(both.contains("only B has 9 steps (records are missing here)"))
    #expect(
      both.hasSuffix(
        "Different: the host at 1 place, the device at 0 places; at 3 places records are missing, "
          + "and the recording may be the cause.\n"))
    #expect(Self.report([doubtful], descriptors: [Self.host]).text().contains("\nDifferent: "))
  }

  @Test func `behind the last step of one side its host stopped, or its recording`() {
    var report = Self.report([Self.host])
    report.sessions[0].first?.b = []
    let words = "Nothing follows in B: its host stopped, or its recording ends too early."
    #expect(report.text().contains(words))
    #expect(!Self.report([Self.host]).text().contains("Nothing follows in"))
  }

  @Test func `what was not compared is no sameness`() {
    var cut = Self.report([])
    cut.b.leftOut = 5
    #expect(cut.exitStatus == .violation)
    #expect(cut.text().hasSuffix("Nothing differs in what was compared, and not everything was.\n"))
  }

  // MARK: - JSON

  @Test func `JSON follows its schema, and nothing in it is unpublished`() throws {
    let schema = try PublishedSchema("diff")
    var alone = Self.report([Self.host, Self.device], descriptors: [Self.host])
    alone.sessions.append(DiffReport.Session(a: nil, b: alone.sessions[0].b))
    for report in [alone, Self.report([])] {
      #expect(schema.complaints(about: try Document(report.json)) == [])
    }
    let wrong = alone.json.replacing("\"side\": \"host\"", with: "\"side\": \"nobody\"")
    #expect(!schema.complaints(about: try Document(wrong)).isEmpty)
  }

  @Test func `JSON tells whether anything differs`() throws {
    #expect(try Document(Self.report([]).json)["same"] == .bool(true))
    #expect(try Document(Self.report([Self.host]).json)["same"] == .bool(false))
  }

  // MARK: - Hostile strings

  @Test(arguments: ["\u{1B}[2J", "a\nb", "\u{202E}gnp", "\u{61C}", "\u{9B}31m", "\u{0}"])
  func `what a device or a file is called cannot steer a terminal`(_ hostile: String) throws {
    var difference = Self.host
    difference.fields = [DiffReport.Field(name: "iSerialNumber", a: hostile, b: hostile + "x")]
    let report = Self.report([difference], descriptors: [difference], file: hostile)
    let text = report.text(showsAll: true)
    #expect(!text.contains(hostile))
    let plain = Self.report([Self.host], descriptors: [Self.host], file: "x").text(showsAll: true)
    #expect(text.count { $0 == "\n" } == plain.count { $0 == "\n" })
    let read = try Document(report.json)
    #expect(read["a"]?["file"] == .string(hostile))
  }
}
