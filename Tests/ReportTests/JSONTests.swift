import Report
import Testing

@Suite struct JSONTests {
  struct Named: CustomTestStringConvertible, Sendable {
    var testDescription: String
    var report: Report.Document
  }

  static let samples = [
    Named(testDescription: "one capture", report: Sample.report),
    Named(testDescription: "everything", report: Sample.everything),
    Named(testDescription: "nothing", report: Report.Document()),
    Named(
      testDescription: "something inconclusive",
      report: Sample.report([.init(devices: [], findings: [Sample.undecided])])),
  ]

  @Test(arguments: samples)
  func `a report follows the published schema, and nothing in it is unpublished`(
    sample: Named
  ) throws {
    #expect(try PublishedSchema().complaints(about: Document(sample.report.json)) == [])
  }

  @Test(.enabled(if: PythonValidator.isInstalled), arguments: samples)
  func `an independent validator agrees`(sample: Named) throws {
    #expect(try PythonValidator.complaints(about: sample.report.json) == "")
  }

  static let mistakes = [
    ("\"dfutrace.report/1\"", "\"dfutrace.report/2\"", "$.schema"),
    ("\"actor\": \"host\"", "\"actor\": \"nobody\"", ".actor"),
    ("\"frame\": 120", "\"frame\": \"120\"", ".frame"),
    ("\"frame\": 120", "\"frame\": 0", ".frame"),
    ("\"vendor\": \"20b1\"", "\"vendor\": \"20B1\"", ".vendor"),
    ("\"inferred\": false,", "", ".inferred"),
    ("\"inferred\": false,", "\"inferred\": false, \"more\": 1,", ".more"),
  ]

  @Test(arguments: mistakes)
  func `the schema refuses what is wrong`(right: String, wrong: String, place: String) throws {
    let text = Sample.report.json
    let complaints = try PublishedSchema().complaints(
      about: Document(text.replacing(right, with: wrong)))
    #expect(text.contains(right))
    #expect(complaints.count == 1)
    #expect(complaints.first?.contains("\(place):") == true)
  }

  @Test(.enabled(if: PythonValidator.isInstalled))
  func `the independent validator can refuse`() throws {
    let wrong = Sample.report.json.replacing("\"actor\": \"host\"", with: "\"actor\": \"nobody\"")
    #expect(try PythonValidator.complaints(about: wrong).contains("nobody"))
  }

  @Test func `the names that other tools rely on are there`() throws {
    let report = try Document(Sample.report.json)
    #expect(report["schema"] == .string("dfutrace.report/1"))
    let capture = try #require(report["captures"]?.items.first)
    #expect(capture["linkType"] == .number(220))
    #expect(capture["integrity"] == .string("complete"))
    #expect(capture["limits"] == .array([]))
    let cut = try Document(Sample.everything.json)["captures"]?.items.last
    #expect(cut?["limits"]?.items.first == .string("Most completions are missing."))
    let session = try #require(capture["sessions"]?.items.first)
    let device = try #require(session["devices"]?.items.first)
    #expect(device["vendor"] == .string("20b1"))
    #expect(device["product"] == .string("0008"))
    #expect(session["profile"] == .null)
    let verdict = Document.object(["device": .string("pass"), "host": .string("violation")])
    #expect(session["verdict"] == verdict)
    #expect(session["profileVerdict"] == verdict)
    let finding = try #require(session["findings"]?.items.first)
    #expect(finding["frame"] == .number(120))
    #expect(finding["measured"] == .number(3.2))
    #expect(finding["required"] == .number(100))
    #expect(finding["time"] == .number(1.234_567_89))
    #expect(finding["states"] == .array([.string("dfuDNBUSY")]))
  }

  @Test func `the bins sum to the total`() throws {
    let capture = try #require(try Document(Sample.report.json)["captures"]?.items.first)
    let records = try #require(capture["records"])
    guard case .object(let bins)? = records["bins"] else {
      Issue.record("no bins")
      return
    }
    #expect(bins.values.compactMap(\.number).reduce(0, +) == records["total"]?.number)
  }

  @Test func `any text survives`() throws {
    let text = String(String.UnicodeScalarView((0..<0x3000).compactMap(Unicode.Scalar.init)))
    let report = try Document(Sample.report([], file: text).json)
    let file = try #require(report["captures"]?.items.first?["file"]?.texts.first)
    #expect(Array(file.unicodeScalars) == Array(text.unicodeScalars))
  }

  @Test(arguments: [
    (0, "0"), (1, "0.000001"), (1_500_000, "1.5"), (100_000_000, "100"), (-2_000_001, "-2.000001"),
  ])
  func `times are exact`(nanoseconds: Int64, milliseconds: String) {
    var finding = Sample.earlyPoll
    finding.measuredNanoseconds = nanoseconds
    let json = Sample.report([.init(devices: [], findings: [finding])]).json
    #expect(json.contains("\"measured\": \(milliseconds),\n"))
  }

  @Test func `the same report is the same bytes, with keys in a fixed order`() {
    let json = Sample.everything.json
    #expect(json == Sample.everything.json)
    #expect(json.hasPrefix("{\n  \"schema\": \"dfutrace.report/1\",\n  \"tool\": {\n"))
    #expect(json.hasSuffix("}\n"))
  }
}
