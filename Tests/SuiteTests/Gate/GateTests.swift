import Report
import TestSupport
import Testing

@testable import Suite

/// Which findings waivers and a baseline accept.
@Suite struct GateTests {
  /// A finding of a host, by its rule's last part, at a request, with the states before it.
  private func finding(
    _ id: String, _ verdict: Report.Verdict = .violation, frame: Int = 1,
    request: String = "DFU_DNLOAD block 3, 64 bytes", states: [String] = ["dfuIDLE"],
    actor: Report.Actor = .host
  ) -> Report.Finding {
    Report.Finding(
      rule: "dfu/host/\(id)", actor: actor, verdict: verdict, frame: frame, request: request
    ) { .init(states: states, expected: "", observed: "", clause: "", message: "") }
  }

  private func capture(
    _ findings: [Report.Finding], file: String = "captures/will-detach/a.pcap",
    vector: String? = nil, isHostScripted: Bool = false, product: UInt16 = 8,
    unlisted: [Report.Unlisted] = []
  ) -> Report.Capture {
    let rules = ["H09", "H10", "H11"].map { Report.RuleUse(rule: "dfu/host/\($0)", count: 2) }
    return Report.Capture(
      file: file, dialect: "usbmon",
      sessions: [
        Report.Session(
          vector: vector, isHostScripted: isHostScripted,
          devices: [.init(bus: 1, address: 2, vendor: 0x20B1, product: product)],
          verdict: .init(host: findings.map(\.verdict).max() ?? .pass), rules: rules,
          findings: findings, unlisted: unlisted)
      ])
  }

  private func waive(
    _ capture: Report.Capture, by waivers: [Report.Waiver], today: String = "2026-11-29"
  ) -> (places: [String?], results: [Report.WaiverUse.Result], doubled: [Int]) {
    var capture = capture
    var waiving = Waiving(waivers, today: today)
    waiving.mark(&capture)
    let places = capture.sessions.flatMap(\.findings).map { finding -> String? in
      if case .waived(_, let place) = finding.acceptance { place } else { nil }
    }
    return (places, waiving.uses.map(\.result), waiving.uses.map(\.doubled))
  }

  private func waiver(_ rule: String = "dfu/host/H09", _ place: String = "w:1") throws
    -> Report.Waiver
  {
    Report.Waiver(place: place, rule: try RulePrefix(rule), reason: "why")
  }

  @Test func `a waiver takes its rules and no others, and the first that fits takes it`() throws {
    let findings = [
      finding("H09"), finding("H10"), finding("H09", .warning), finding("H09", .note),
    ]
    let only = waive(capture(findings), by: [try waiver()])
    #expect(only.places == ["w:1", nil, "w:1", nil])
    let both = waive(capture(findings), by: [try waiver("dfu/host", "w:1"), try waiver()])
    #expect(both.places == ["w:1", "w:1", "w:1", nil])
    #expect(both.results == [.used, .doubled])
    let partly = waive(capture(findings), by: [try waiver("dfu/host/H10"), try waiver("dfu/host")])
    #expect(partly.results == [.used, .used])
    #expect(partly.doubled == [0, 1])
  }

  @Test func `a waiver that has expired doubles none`() throws {
    var expired = try waiver()
    expired.expires = "2026-11-28"
    let found = capture([finding("H09")])
    #expect(waive(found, by: [expired, try waiver()]).results == [.expired, .used])
    #expect(waive(found, by: [try waiver(), expired]).results == [.used, .expired])
  }

  @Test func `the scope limits a waiver`() throws {
    let found = capture([finding("H09")], vector: "host-tools/a")
    func isTaken(_ change: (inout Report.Waiver) -> Void) throws -> Bool {
      var waiver = try waiver()
      change(&waiver)
      return waive(found, by: [waiver]).places == ["w:1"]
    }
    #expect(try isTaken { $0.side = .host })
    #expect(try !isTaken { $0.side = .device })
    for pattern in ["will-detach", "will-*/a.pcap", "captures", "*.pcap"] {
      #expect(try isTaken { $0.captures = ["x", pattern] }, "\(pattern)")
    }
    for pattern in ["detach", "/captures", "captures/a.pcap"] {
      #expect(try !isTaken { $0.captures = [pattern] }, "\(pattern)")
    }
    #expect(try isTaken { $0.devices = ["20b1:0008"] })
    #expect(try isTaken { $0.devices = ["20b1"] })
    #expect(try !isTaken { $0.devices = ["20b1:0009"] })
    #expect(try !isTaken { $0.profiles = ["xmos"] })
    #expect(try isTaken { $0.vectors = ["host-tools/*"] })
    #expect(try !isTaken { $0.vectors = ["other"] })
  }

  private static let old = Report.Product(vendor: 0x20B1, product: 8, version: 0x0520)
  private static let new = Report.Product(vendor: 0x20B1, product: 8, version: 0x0530)

  @Test func `a waiver of a product takes findings about that product only`() throws {
    var found = capture([finding("H09"), finding("H09"), finding("H10")])
    found.sessions[0].findings[0].product = Self.old
    found.sessions[0].findings[1].product = Self.new
    func taken(_ products: [String], _ rule: String = "dfu/host") throws -> [String?] {
      var waiver = try waiver(rule)
      waiver.products = products
      return waive(found, by: [waiver]).places
    }
    #expect(try taken(["20b1:0008@0520"]) == ["w:1", nil, nil])
    #expect(try taken(["20b1:0009", "20b1:0008@0530"]) == [nil, "w:1", nil])
    #expect(try taken(["20b1:0008"]) == ["w:1", "w:1", nil])
    #expect(try taken([]) == ["w:1", "w:1", "w:1"])
    found.sessions[0].findings[0].product = nil
    found.sessions[0].onlyProduct = Self.new
    #expect(try taken(["20b1:0008@0530"]) == ["w:1", "w:1", "w:1"])
    #expect(try taken(["20b1:0008@0520"]) == [nil, nil, nil])
  }

  /// Of several products in a session it is not known which one was tested.
  @Test func `a waiver of a product is not needed any more only where that one was tested`() throws
  {
    var waiver = try waiver()
    waiver.products = ["20b1:0008@0520"]
    var found = capture([])
    #expect(waive(found, by: [waiver]).results == [.unused])
    found.sessions[0].onlyProduct = Self.new
    #expect(waive(found, by: [waiver]).results == [.unused])
    found.sessions[0].onlyProduct = Self.old
    #expect(waive(found, by: [waiver]).results == [.unexpectedPass])
  }

  @Test func `a waiver holds to the end of its last day`() throws {
    var waiver = try waiver()
    waiver.expires = "2026-11-29"
    let found = capture([finding("H09")])
    #expect(waive(found, by: [waiver], today: "2026-11-29").results == [.used])
    let after = waive(found, by: [waiver], today: "2026-11-30")
    #expect(after.results == [.expired])
    #expect(after.places == [nil])
  }

  @Test func `a waiver without findings is unused, or its rule has passed`() throws {
    let clean = capture([finding("H09", .note)])
    #expect(waive(clean, by: [try waiver()]).results == [.unexpectedPass])
    #expect(waive(clean, by: [try waiver("dfu/host/H44")]).results == [.unused])
    var elsewhere = try waiver()
    elsewhere.captures = ["other"]
    #expect(waive(clean, by: [elsewhere]).results == [.unused])
  }

  @Test func `what a vector breaks on purpose is not waived and does not use a waiver`() throws {
    var waiver = try waiver()
    waiver.side = .host
    let scripted = waive(capture([finding("H09")], isHostScripted: true), by: [waiver])
    #expect(scripted.places == [nil])
    #expect(scripted.results == [.unused])
  }

  // MARK: Baseline

  /// For each finding, whether the baseline holds it; and the rules of findings that are gone.
  private func compare(
    _ now: Report.Capture, with before: Report.Capture
  ) throws -> (known: [Bool], gone: [String]) {
    var captures = [now]
    let result = try baseline([before]).mark(&captures)
    let known = captures[0].sessions.flatMap(\.findings).map { $0.acceptance == .known }
    return (known, result.gone.map { "\($0.rule) \($0.count)" })
  }

  private func baseline(
    _ captures: [Report.Capture], filter: RulePrefix? = nil
  ) throws -> Baseline {
    let report = Report.Document(captures: captures, filter: filter)
    return try Baseline(ReadReport(Array(report.json.utf8), file: "old.json"))
  }

  @Test func `a finding is known at another frame and block, and new in another state or request`()
    throws
  {
    let before = capture([finding("H09", frame: 10)])
    func isKnown(_ finding: Report.Finding) throws -> Bool {
      try compare(capture([finding]), with: before).known == [true]
    }
    #expect(try isKnown(finding("H09", frame: 99, request: "DFU_DNLOAD block 7, 32 bytes")))
    #expect(try !isKnown(finding("H09", request: "DFU_UPLOAD block 3, 64 bytes")))
    #expect(try !isKnown(finding("H09", states: ["dfuERROR"])))
    #expect(try !isKnown(finding("H10")))
    #expect(try !isKnown(finding("H09", .warning)))
    #expect(try !isKnown(finding("H09", actor: .device)))
  }

  @Test func `more findings than before are new, and fewer are fixed`() throws {
    let one = capture([finding("H09")])
    let three = capture([1, 2, 3].map { finding("H09", frame: $0) })
    #expect(try compare(three, with: one).known == [true, false, false])
    #expect(try compare(one, with: three).gone == ["dfu/host/H09 2"])
    #expect(try compare(three, with: three).gone == [])
  }

  @Test func `how often a poll is repeated does not count`() throws {
    func polls(_ count: Int) -> Report.Capture {
      capture((0..<count).map { finding("H09", frame: $0 + 1, request: "DFU_GETSTATUS") })
    }
    #expect(try compare(polls(5), with: polls(2)).known == [true, true, true, true, true])
    #expect(try compare(polls(2), with: polls(5)).gone == [])
  }

  @Test func `a fault of another device is new`() throws {
    let result = try compare(capture([finding("H09")], product: 9), with: capture([finding("H09")]))
    #expect(result.known == [false])
  }

  @Test func `findings that are not listed are known by their number`() throws {
    func many(_ count: Int) -> Report.Capture {
      capture(
        [finding("H09")],
        unlisted: [
          .init(
            rule: "dfu/host/H09", actor: .host, verdict: .violation, profileVerdict: .violation,
            count: count)
        ])
    }
    var captures = [many(9)]
    _ = try baseline([many(5)]).mark(&captures)
    #expect(captures[0].sessions[0].unlisted[0].accepted == 5)
  }

  @Test func `what was waived in the baseline is not known by it, and what was known stays so`()
    throws
  {
    var (waived, known) = (finding("H09"), finding("H10"))
    waived.acceptance = .waived(reason: "until spring", place: "w.yaml:3")
    known.acceptance = .known
    let now = capture([finding("H09"), finding("H10")])
    #expect(try compare(now, with: capture([waived, known])).known == [false, true])
    #expect(try compare(capture([]), with: capture([waived])).gone == [])
  }

  @Test func `a baseline that a filter has cut is refused`() throws {
    let filter = try RulePrefix("dfu/host")
    #expect(throws: CheckFailure.self) { try baseline([], filter: filter) }
  }

  @Test func `any report is its own baseline, however its frames are counted`() throws {
    var random = SeededRandom(14)
    for _ in 0..<200 {
      let findings = (0..<Int.random(in: 0...12, using: &random)).map { number in
        finding(
          ["H09", "H10", "H11"].randomElement(using: &random)!,
          [.violation, .warning, .inconclusive, .note].randomElement(using: &random)!,
          frame: number, request: ["DFU_GETSTATUS", "DFU_DNLOAD"].randomElement(using: &random)!,
          states: [["dfuIDLE", "dfuERROR"].randomElement(using: &random)!])
      }
      let moved = findings.map { finding in
        var finding = finding
        finding.frame = (finding.frame ?? 0) * 3 + 7
        return finding
      }
      var captures = [capture(moved)]
      let result = try baseline([capture(findings)]).mark(&captures)
      #expect(result.gone.isEmpty)
      let left = captures[0].sessions[0].findings.filter { $0.acceptance == nil }
      #expect(left.allSatisfy { $0.verdict == .note })
    }
  }

  // MARK: Which capture is which

  private func partners(
    _ first: [String], _ second: [String], hashes: ([String?], [String?]) = ([], [])
  ) -> [Int?] {
    func captures(_ files: [String], _ hashes: [String?]) -> [Report.Capture] {
      files.enumerated().map { index, file in
        Report.Capture(
          file: file, sha256: index < hashes.count ? hashes[index] : nil, dialect: "usbmon")
      }
    }
    return CapturePairs(captures(first, hashes.0), captures(second, hashes.1)).partners
  }

  @Test func `captures are paired by path, content or the path below their folder`() {
    #expect(partners(["a/1.pcap", "a/2.pcap"], ["a/2.pcap", "a/1.pcap"]) == [1, 0])
    #expect(partners(["/ci/7/x/c.pcap", "/ci/7/y/c.pcap"], ["x/c.pcap", "y/c.pcap"]) == [0, 1])
    #expect(partners(["new/c.pcap"], ["x/c.pcap", "y/c.pcap"]) == [nil])
    #expect(partners(["/ci/x/c.pcap"], ["old/x/c.pcap", "old/y/c.pcap"]) == [0])
    #expect(partners(["b.pcap"], ["x/a.pcap"], hashes: (["1"], ["1"])) == [0])
    #expect(partners(["7/a.pcap"], ["6/a.pcap"]) == [0])
    #expect(partners(["a.pcap"], ["b.pcap"]) == [nil])
  }

  @Test func `a name that fits two captures fits none`() {
    #expect(partners(["/q/c.pcap"], ["x/c.pcap", "y/c.pcap"]) == [nil])
    #expect(partners(["a", "b"], ["p", "q"], hashes: (["1", "1"], ["1", "2"])) == [nil, nil])
  }
}
