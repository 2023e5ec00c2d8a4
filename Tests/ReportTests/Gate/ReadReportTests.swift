import Report
import Testing

/// Reports in JSON are read again.
@Suite struct ReadReportTests {
  private func read(_ text: String) throws(CheckFailure) -> ReadReport {
    try ReadReport(Array(text.utf8), file: "r.json")
  }

  /// The failure of reading `text`; nil where it is read.
  private func refusal(of text: String) -> CheckFailure? {
    do throws(CheckFailure) {
      _ = try read(text)
      return nil
    } catch {
      return error
    }
  }

  @Test func `what a gate needs is what was written`() throws {
    var report = Sample.everything
    report.captures[0].sessions[0].findings[0].acceptance = .waived(
      reason: "why \"not\"", place: "w.yaml:3")
    report.captures[0].sessions[0].vector = "a/b"
    report.captures[0].sessions[0].unlisted = [
      .init(
        rule: "dfu/host/H09", actor: .host, verdict: .warning, profileVerdict: .note, count: 7)
    ]
    let back = try read(report.json).document
    #expect(back.tool == report.tool)
    #expect(back.tables == report.tables)
    #expect(back.failures == report.failures)
    #expect(back.captures.map(\.file) == report.captures.map(\.file))
    #expect(back.captures.map(\.sha256) == report.captures.map(\.sha256))
    #expect(back.captures.map(\.integrity) == report.captures.map(\.integrity))
    #expect(ExitStatus.of(back) == ExitStatus.of(report))
    let pairs = zip(
      back.captures.flatMap(\.sessions), report.captures.flatMap(\.sessions))
    for (session, original) in pairs {
      #expect(session.vector == original.vector)
      #expect(session.devices == original.devices)
      #expect(session.profile == original.profile)
      #expect(session.verdict == original.verdict)
      #expect(session.profileVerdict == original.profileVerdict)
      #expect(session.rules == original.rules)
      #expect(session.unlisted == original.unlisted)
      #expect(session.findings.map(\.rule) == original.findings.map(\.rule))
      #expect(session.findings.map(\.verdict) == original.findings.map(\.verdict))
      #expect(session.findings.map(\.request) == original.findings.map(\.request))
      #expect(session.findings.map(\.acceptance) == original.findings.map(\.acceptance))
      #expect(session.findings.map(\.words.states) == original.findings.map(\.words.states))
    }
  }

  @Test func `members that a later version adds are skipped`() throws {
    let text = Sample.report.json.replacing(
      "\"sessions\":", with: "\"added\": {\"a\": [1, {\"b\": null}]}, \"sessions\":")
    #expect(try read(text).document.captures[0].sessions.count == 1)
  }

  @Test func `a newer version and another document are refused with what to do`() {
    let newer = refusal(of: Sample.report.json.replacing("report/1", with: "report/2"))
    #expect(newer?.status == .unreadable)
    #expect(newer?.message.contains("dfutrace.report/2, and this program reads") == true)
    for text in ["", "[]", "{}", "<html>", "\u{0}", #"{"schema": "dfutrace.vectors/1"}"#] {
      let foreign = refusal(of: text)
      #expect(foreign?.status == .unreadable)
      #expect(foreign?.message.hasPrefix("This is no JSON report of dfutrace") == true, "\(text)")
    }
  }

  @Test func `damage is told with its line`() {
    let text = Sample.report.json
    let wrong = text.replacing("\"actor\": \"host\"", with: "\"actor\": \"nobody\"")
    let line = text.split(separator: "\n", omittingEmptySubsequences: false)
      .firstIndex { $0.contains("\"actor\": \"host\"") }.map { $0 + 1 }
    let said = refusal(of: wrong)?.message
    #expect(said?.contains("in line \(line ?? 0) ") == true, "\(said ?? "")")
    #expect(said?.contains("side cannot be nobody") == true)
    #expect(refusal(of: text.replacing("\"rule\": \"dfu/time/T1\",\n", with: "")) != nil)
  }

  @Test(arguments: ["captures", "sessions", "findings", "verdict"])
  func `a report without a member that holds findings is refused`(_ member: String) {
    let text = Sample.report.json
    let changed = text.replacing("\"\(member)\":", with: "\"other\":")
    #expect(changed != text)
    let failure = refusal(of: changed)
    #expect(failure?.status == .unreadable)
    #expect(failure?.message.contains(member) == true, "\(failure?.message ?? "")")
  }

  @Test(arguments: ["captures", "sessions", "findings", "images"])
  func `a member that is there twice hides nothing of the first one`(_ member: String) {
    let text = Sample.everything.json
    let changed = text.replacing("\"\(member)\":", with: "\"\(member)\": [], \"\(member)\":")
    #expect(changed != text)
    let failure = refusal(of: changed)
    #expect(failure?.status == .unreadable)
    #expect(failure?.message.contains("the member \(member) is there twice") == true)
  }

  @Test func `an object of very many members is read, and one that is there twice found`() throws {
    func report(_ names: some Sequence<Int>) -> String {
      let members = names.map { "\"m\($0)\": 1" }.joined(separator: ", ")
      return Sample.report.json.replacing("\n  \"captures\"", with: "\(members),\n  \"captures\"")
    }
    _ = try ReadReport(Array(report(0..<20_000).utf8), file: "r.json")
    for twice in [5, 31, 32, 40] {
      let failure = refusal(of: report(Array(0...40) + [twice]))
      #expect(failure?.message.contains("the member m\(twice) is there twice") == true)
    }
  }

  @Test func `a report that ends too early is refused at every length`() {
    let bytes = Array(Sample.everything.json.utf8)
    for length in 0..<bytes.count - 1 {
      #expect(throws: CheckFailure.self) {
        try ReadReport(Array(bytes[..<length]), file: "r.json")
      }
    }
  }

  @Test(arguments: ["-1", "1099511627777", "999999999999999999"])
  func `a number that counts nothing is refused with its line`(number: String) {
    let text = Sample.report.json
    let changed = text.replacing("\"count\": 12", with: "\"count\": \(number)")
    #expect(changed != text)
    let failure = refusal(of: changed)
    #expect(failure?.status == .unreadable)
    #expect(
      failure?.message.contains("a number from 0 to 1099511627776 is expected, not \(number). ")
        == true)
    #expect(refusal(of: text.replacing("\"count\": 12", with: "\"count\": 1099511627776")) == nil)
  }
}
