import Foundation
import Report
import Testing

/// Reports side by side.
@Suite struct ComparisonTests {
  /// A report in which the rule was put to the test and got the verdict; nil: it was not tested.
  private func report(
    _ verdict: Report.Verdict?, acceptance: Report.Acceptance? = nil, file: String = "r.json"
  ) throws -> ReadReport {
    var finding = Report.Finding(
      rule: "dfu/host/H09", actor: .host, verdict: verdict ?? .pass, frame: 1
    ) { .init(expected: "", observed: "", clause: "", message: "") }
    finding.acceptance = acceptance
    let session = Report.Session(
      devices: [.init(bus: 1, address: 2, vendor: 0x20B1, product: 0x0008)],
      rules: verdict == nil ? [] : [.init(rule: "dfu/host/H09", count: 3)],
      findings: verdict.map { $0 == .pass ? [] : [finding] } ?? [])
    return try ReadReport(Array(Sample.report([session]).json.utf8), file: file)
  }

  private func compare(_ verdicts: [Report.Verdict?]) throws -> Report.Comparison {
    Report.Comparison(try verdicts.map { (name: nil, report: try report($0)) })
  }

  private func changes(_ verdicts: [Report.Verdict?]) throws -> [Report.Comparison.Change?] {
    try compare(verdicts).rows.flatMap { $0.cells.map(\.change) }
  }

  @Test(
    arguments: [
      ([.pass, .violation], [nil, .regression]),
      ([.violation, .pass], [nil, .fix]),
      ([.violation, .note], [nil, .fix]),
      ([.warning, .violation], [nil, .regression]),
      ([.violation, .warning], [nil, .fix]),
      ([.violation, .violation], [nil, nil]),
      // What is not decided is neither better nor worse for certain.
      ([.violation, .inconclusive], [nil, nil]),
      ([.pass, .inconclusive], [nil, nil]),
      ([.inconclusive, .violation], [nil, .regression]),
      // What was not put to the test is skipped, not taken for a pass.
      ([.pass, nil, .violation], [nil, nil, .regression]),
      ([.violation, nil, .pass], [nil, nil, .fix]),
      ([nil, .violation], [nil, .new]),
      ([nil, .warning, .violation], [nil, .new, .regression]),
      ([nil, .inconclusive], [nil, nil]),
      ([nil, .pass], [nil, nil]),
      ([.violation, nil], [nil, nil]),
      ([.pass, .violation, .pass], [nil, .regression, .fix]),
    ] as [([Report.Verdict?], [Report.Comparison.Change?])])
  func `each report is held against the last one that tested the rule`(
    verdicts: [Report.Verdict?], expected: [Report.Comparison.Change?]
  ) throws {
    #expect(try changes(verdicts) == expected)
  }

  @Test func `JSON follows its schema, and nothing in it is unpublished`() throws {
    let schema = try PublishedSchema("comparison")
    let waived = try report(.violation, acceptance: .waived(reason: "r", place: "w:1"))
    let all = [
      try compare([nil, .pass, .inconclusive, .violation, .note]),
      Report.Comparison([("a", try report(.pass)), ("b", waived)]),
      Report.Comparison([("dac@1", try report(.pass)), ("dac@2", waived)], by: .vector),
    ]
    for comparison in all {
      #expect(schema.complaints(about: try Document(comparison.json)) == [])
    }
    let wrong = all[1].json.replacing("\"regression\"", with: "\"worse\"")
    #expect(!schema.complaints(about: try Document(wrong)).isEmpty)
  }

  @Test func `only what is worse in the last report gives status 1`() throws {
    #expect(try compare([.pass, .violation]).exitStatus == .violation)
    #expect(try compare([.pass, .violation, .pass]).exitStatus == .conformant)
    #expect(try compare([.pass, .violation, .violation]).exitStatus == .conformant)
    #expect(try compare([nil, .violation]).exitStatus == .violation)
    #expect(try compare([.violation, nil]).exitStatus == .conformant)
  }

  @Test func `a report is held against those of the same device only`() throws {
    let verdicts: [(String, Report.Verdict?)] = [
      ("dac@1.0", .pass), ("amp@1.0", .violation), ("dac@1.1", .violation), ("amp@1.1", .pass),
      ("plain", .violation),
    ]
    let comparison = Report.Comparison(try verdicts.map { ($0.0, try report($0.1)) })
    #expect(comparison.rows[0].cells.map(\.change) == [nil, nil, .regression, .fix, nil])
    #expect(comparison.columns.map(\.device) == ["dac", "amp", "dac", "amp", nil])
    #expect(comparison.exitStatus == .violation)
    let summary = "1 regression, 0 new and 1 fixed in the last reports of 3 devices"
    #expect(comparison.text().contains(summary))
    let better = Report.Comparison(try verdicts.dropFirst(3).map { ($0.0, try report($0.1)) })
    #expect(better.exitStatus == .conformant)
  }

  @Test func `rows can be the vectors that were run`() throws {
    func run(_ vector: String?, _ verdict: Report.Verdict?) throws -> ReadReport {
      var session = try #require(try report(verdict).document.captures.first?.sessions.first)
      session.vector = vector
      return try ReadReport(Array(Sample.report([session]).json.utf8), file: "r.json")
    }
    let reports: [(name: String?, report: ReadReport)] = [
      (nil, try run("download", .pass)), (nil, try run("download", .violation)),
      (nil, try run(nil, .pass)),
    ]
    let comparison = Report.Comparison(reports, by: .vector)
    #expect(comparison.rows.map(\.name) == ["download"])
    #expect(comparison.rows[0].cells.map(\.verdict) == [.pass, .violation, nil])
    #expect(comparison.json.contains("\"vectors\": ["))
    #expect(comparison.json.contains("\"vector\": \"download\""))
    #expect(comparison.html.contains("Vectors with a finding"))
    #expect(comparison.text().contains("3 reports, 1 vector"))
  }

  @Test func `what was not tested is no pass in any format`() throws {
    let comparison = try compare([nil, .violation])
    for text in [comparison.text(), comparison.markdown(), comparison.html] {
      #expect(text.contains("not tested"))
    }
    #expect(comparison.json.contains("\"verdict\": null"))
    let partly = try compare([nil, .pass])
    #expect(partly.text().contains("1 more, which some of the reports did not test"))
    #expect(partly.text(isWhole: true).contains("not tested  pass"))
  }

  @Test func `a waived finding keeps its verdict and is marked`() throws {
    let waived = try report(.violation, acceptance: .waived(reason: "r", place: "w:1"))
    let comparison = Report.Comparison([("a", try report(.pass)), ("b", waived)])
    #expect(comparison.text().contains("violation 1 (host, 1 waived, ▲ regression)"))
  }

  @Test func `columns are called by what their files have not in common`() throws {
    let names = ["out/v1/report.json", "out/v2/report.json"]
    let comparison = Report.Comparison(
      try names.map { (name: nil, report: try report(.pass, file: $0)) })
    #expect(comparison.columns.map(\.name) == ["v1/report", "v2/report"])
    #expect(comparison.columns[0].devices == "20b1:0008")
  }

  @Test func `a device is told once, with its name where one was read`() throws {
    func set(_ product: String) -> String {
      let fields = [("idVendor", 0x20B1), ("idProduct", 8), ("bcdDevice", 0x520)]
        .map { "{\"name\": \"\($0.0)\", \"value\": \($0.1), \"meaning\": null}" }
      return "{\"descriptors\": [{\"fields\": ["
        + (fields + ["{\"name\": \"iProduct\", \"value\": 2, \"meaning\": \(product)}"])
        .joined(separator: ", ") + "]}]}"
    }
    let text = """
      {"schema": "dfutrace.report/1",
      "captures": [{"file": "a.pcap", "sessions": [], "descriptors": {"sets": [
      \(set("\"not read\"")), \(set("\"\\\"Foo\\\"\""))]}}]}
      """
    let report = try ReadReport(Array(text.utf8), file: "r.json")
    let comparison = Report.Comparison([(name: nil, report: report)])
    #expect(comparison.columns[0].devices == "\"Foo\" 20b1:0008, bcdDevice 0520h")
  }

  @Test func `no name breaks out of a format`() throws {
    let name = "</td><script>x</script>\u{1B}[31m|`\u{202E}&\""
    let comparison = Report.Comparison([(name, try report(.pass)), (name, try report(.violation))])
    for text in [comparison.text(), comparison.markdown(), comparison.html, comparison.json] {
      #expect(!text.contains("\u{1B}"))
    }
    for text in [comparison.markdown(), comparison.html] { #expect(!text.contains("<script>")) }
    #expect(!comparison.markdown().contains("\u{202E}"))
    #expect(!comparison.html.contains("\u{202E}"))
    _ = try JSONDecoder().decode(Document.self, from: Data(comparison.json.utf8))
  }

  @Test func `the page needs no network and no script`() throws {
    let page = try compare([.pass, .violation]).html
    #expect(page.contains("default-src 'none'"))
    for word in ["http:", "https:", "src=", "<script", "url(", "@import"] {
      #expect(!page.contains(word), "\(word)")
    }
    // Every table names its rows and columns, and scrolls by keyboard.
    #expect(page.contains("<th scope=\"row\">dfu/<wbr>host/<wbr>H09</th>"))
    #expect(page.contains("tabindex=\"0\" role=\"region\""))
  }
}
