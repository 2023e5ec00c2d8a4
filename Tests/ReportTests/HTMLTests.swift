import Foundation
import Report
import Testing

/// The HTML report: its data, and what may not be in it.
@Suite struct HTMLTests {
  static let stateTable = Report.StateTable(
    states: ["appIDLE", "appDETACH"],
    cells: [
      .init(
        state: 0, event: "DFU_DETACH", rules: ["dfu/A.2.1/appIDLE.DETACH"],
        clause: "DFU 1.1, A.2.1 r1, p. 29", allowed: ["ACK, then appDETACH"])
    ],
    edges: [
      .init(
        from: 0, to: 1, event: "DFU_DETACH", rule: "dfu/A.2.1/appIDLE.DETACH", isNote: false)
    ])

  static let rulebook = Report.Rulebook(
    stateTable: stateTable.json,
    rules: ["dfu/time/T1": .init(clause: "DFU 1.1, A.2.5", says: "Wait & see.")],
    tablesOfProfiles: ["dfuse": ["dfuse"]])

  static let conversation: Report.ConversationRows = {
    var poll = Report.ConversationRow(
      frame: 120, completionFrame: 121, nanoseconds: 1_234_567_890, device: 0, text: 0, reply: 1,
      statesBefore: 16, statesAfter: 24, pollTimeoutMilliseconds: 100, bytes: 6, trigger: 0)
    poll.fold(row(122, 5))
    (poll.setup, poll.data) = (3, 4)
    let reset = Report.ConversationRow(
      frame: 130, nanoseconds: -7, text: 2, statesBefore: 24, statesAfter: 5)
    let refused = Report.ConversationRow(
      frame: 131, nanoseconds: 8, text: 0, reply: 1, statesBefore: 5, statesAfter: 5,
      outcome: .stalled)
    return Report.ConversationRows(
      texts: ["DFU_GETSTATUS", "OK, dfuDNBUSY", "bus reset", "a103000000000600", "000000000400"],
      rows: [poll, reset, refused], further: 3)
  }()

  private static func row(_ frame: Int, _ nanoseconds: Int64) -> Report.ConversationRow {
    Report.ConversationRow(
      frame: frame, nanoseconds: nanoseconds, text: 0, statesBefore: 1, statesAfter: 1)
  }

  static let report: Report.Document = {
    var report = Sample.everything
    report.captures[0].sessions[0].conversation = conversation
    report.rulebook = rulebook
    return report
  }()

  @Test func `a row of a conversation is twelve numbers, or eighteen where it needs them`() throws {
    let page = try #require(HTMLPage(Self.report.html))
    #expect(
      page.data.contains(
        """
        {"rows":[
        [120,121,1234567890,0,0,1,16,24,0,6,100,0,1,5,122,0,3,4],
        [130,0,-7,1,2,-1,24,5,-1,0,-1,-1],
        [131,0,8,0,0,1,5,5,-1,0,-1,-1,0,0,0,1,-1,-1]],
        "further":3,
        """))
  }

  @Test func `the data has all parts, and the report as JSON has it`() throws {
    let data = try #require(HTMLPage(Self.report.html)).document
    #expect(data["states"]?.items.map { $0["name"] } == [.string("appIDLE"), .string("appDETACH")])
    #expect(data["cells"]?.items.first?["allowed"]?.texts == ["ACK, then appDETACH"])
    #expect(data["edges"]?.items.first?["to"] == .number(1))
    #expect(data["rules"]?["dfu/time/T1"]?["says"] == .string("Wait & see."))
    #expect(data["conversations"]?.items.map(\.items.count) == [1, 1])
    #expect(data["report"] == (try Document(Self.report.json)))
  }

  @Test(.enabled(if: PythonValidator.isInstalled))
  func `the data follows its schema`() throws {
    let page = try #require(HTMLPage(Self.report.html))
    #expect(try PythonValidator.complaints(about: page.data, by: HTMLPage.schema) == "")
    for longer in ["[130,0,-7,0,", "[130,0,-7,0,0,0,0,0,", "[130,0,-7,0,0,0,0,0,0,0,"] {
      let wrong = page.data.replacing("[130,0,-7,", with: longer)
      #expect(try PythonValidator.complaints(about: wrong, by: HTMLPage.schema) != "")
    }
  }

  @Test func `only the tables that were used are told`() throws {
    var report = Self.report
    report.tables = ["dfu-1.1", "dfuse", "xmos"].map { .init(id: $0, sha256: "") }
    func told(_ report: Report.Document) throws -> [String] {
      let data = try #require(HTMLPage(report.html)).document
      return data["report"]?["tables"]?.items.flatMap { $0["id"]?.texts ?? [] } ?? []
    }
    #expect(try told(report) == ["dfu-1.1", "dfuse"])
    report.captures.removeLast()
    #expect(try told(report) == ["dfu-1.1"])
  }

  @Test func `the same report is the same bytes`() {
    #expect(Self.report.html == Self.report.html)
    var pieces: [String] = []
    Self.report.writeHTML { pieces.append($0) }
    #expect(pieces.joined() == Self.report.html)
  }

  @Test(arguments: [
    "</script><script>alert(1)</script>", "<!--<script>", "]]>&amp;", "\u{2028}\u{2029}",
    "\u{202E}\u{2066}\u{61C}", "\u{0}\u{1B}[31m\u{7F}\u{9B}", "\"\\'`${x}", "\u{FFFD}\u{1F600}é",
  ])
  func `no text can end the element of the data, and each arrives as it is`(hostile: String) throws
  {
    var report = Self.report
    report.captures[0].file = hostile
    report.captures[0].sessions[0].conversation?.texts[2] = hostile
    var stateTable = Self.stateTable
    stateTable.cells[0].clause = hostile
    report.rulebook?.stateTable = stateTable.json
    report.rulebook?.rules[hostile] = .init(clause: hostile, says: hostile)
    let page = try #require(HTMLPage(report.html))
    #expect(!page.data.contains { "<>&".contains($0) })
    #expect(page.data.unicodeScalars.allSatisfy { $0 == "\n" || !Self.steers.contains($0.value) })
    let data = try page.document
    #expect(data["report"]?["captures"]?.items.first?["file"] == .string(hostile))
    #expect(data["rules"]?[hostile]?["says"] == .string(hostile))
    #expect(data["cells"]?.items.first?["clause"] == .string(hostile))
    let texts = data["conversations"]?.items.first?.items.first?["strings"]?.texts
    #expect(texts?[2] == hostile)
    let empty = try HTMLPage.files("Page", ".html")[0]
    #expect(page.text.count(of: "<script") == empty.count(of: "<script"))
  }

  private static let steers = Set<UInt32>(
    Array(0..<0x20) + Array(0x7F..<0xA0) + [0x61C, 0x200E, 0x200F] + Array(0x2028...0x202E)
      + Array(0x2066...0x2069))

  @Test(arguments: ["Page", "Index"])
  func `a page holds all its files, in the order of their names`(folder: String) throws {
    let page = folder == "Page" ? Self.report.html : Self.report.htmlIndex(names: ["a", "b"])
    let scripts = try HTMLPage.files(folder, ".js").joined()
    let styles = try HTMLPage.files(folder, ".css").joined()
    #expect(!scripts.isEmpty && page.contains(scripts))
    #expect(!styles.isEmpty && page.contains(styles))
    for place in ["/*style*/", "/*script*/", "/*data*/"] { #expect(!page.contains(place)) }
  }

  /// The name of SVG is an address that no browser asks for; `url(#…)` is a part of the page.
  @Test(arguments: ["Page", "Index"])
  func `a page asks for nothing outside itself`(folder: String) throws {
    let page = folder == "Page" ? Self.report.html : Self.report.htmlIndex(names: ["a", "b"])
    let text = page.replacing("http://www.w3.org/2000/svg", with: "").replacing("url(#", with: "")
    for trace in ["http:", "https:", "src=", "@import", "url(", "fetch(", "XMLHttpRequest"] {
      #expect(!text.contains(trace), "\(trace)")
    }
    #expect(page.contains("default-src 'none'"))
    #expect(!page.contains("innerHTML"))
  }

  @Test func `a report has room for 100,000 rows, and counts the others`() throws {
    let row = Self.row(1, 0)
    func capture(_ count: Int) -> Report.Capture {
      let rows = Report.ConversationRows(
        texts: ["a"], rows: Array(repeating: row, count: count), further: 2)
      return Report.Capture(
        file: "a", dialect: "usbmon", sessions: [.init(devices: [], conversation: rows)])
    }
    var report = Report.Document()
    for count in [60_000, 60_000, 5] { report.add(capture(count)) }
    let kept = report.captures.flatMap(\.sessions).compactMap(\.conversation)
    #expect(kept.map(\.rows.count) == [60_000, 40_000, 0])
    #expect(kept.map(\.further) == [2, 20_002, 7])
  }

  @Test func `polls that a cut leaves out are counted too`() throws {
    var report = Report.Document()
    var capture = Sample.capture
    capture.sessions[0].conversation = Report.ConversationRows(
      rows: Array(repeating: Self.conversation.rows[0], count: 100_001))
    report.add(capture)
    #expect(report.captures[0].sessions[0].conversation?.further == 2)
  }
}

/// The page that lists the reports of a folder.
@Suite struct HTMLIndexTests {
  @Test func `the index tells each session and links its report`() throws {
    let page = try #require(
      HTMLPage(Sample.everything.htmlIndex(names: ["early poll.html", "cut.html"])))
    let data = try page.document
    let captures = try #require(data["captures"]?.items)
    #expect(captures.map { $0["link"] } == [.string("early%20poll.html"), .string("cut.html")])
    #expect(captures.map { $0["integrity"] } == [.string("complete"), .string("partial")])
    let session = try #require(captures[1]["sessions"]?.items.first)
    #expect(session["device"] == .string("violation"))
    #expect(session["profile"] == .string("dfuse"))
    #expect(data["gate"] == .null)
    #expect(session["deviceByProfile"] == .string("declared"))
    #expect(data["failures"]?.items.first?["message"] == .string("This is no capture file."))
    #expect(data["summary"]?.texts.first?.hasPrefix("2 captures, 2 sessions") == true)
  }

  @Test func `no name of a file is more than a name`() throws {
    var report = Sample.report
    report.captures[0].file = "<b>\u{202E}</script>"
    let page = try #require(HTMLPage(report.htmlIndex(names: ["javascript:alert(1)//.html"])))
    let capture = try #require(try page.document["captures"]?.items.first)
    #expect(capture["link"] == .string("javascript%3Aalert%281%29%2F%2F.html"))
    #expect(capture["file"] == .string("<b>\\u{202E}</script>"))
    #expect(!page.data.contains("<"))
  }
}
