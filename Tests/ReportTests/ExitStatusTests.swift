import Report
import Testing

@Suite struct ExitStatusTests {
  struct Case: CustomTestStringConvertible, Sendable {
    var testDescription: String
    var report: Report
    var status: Int32
    /// The status with `--strict`, where it is another.
    var strict: Int32?
  }

  static func session(
    _ device: Report.Verdict, _ host: Report.Verdict = .pass, inconclusive: Int = 0
  ) -> Report.Session {
    Report.Session(
      devices: [.init(bus: 1, address: 2)], verdict: .init(device: device, host: host),
      counts: .init(device: .init([.inconclusive: inconclusive])))
  }

  /// A session whose host is a vector.
  static func vector(_ device: Report.Verdict, _ host: Report.Verdict) -> Report.Session {
    var session = session(device, host)
    session.isHostScripted = true
    session.counts.host[.inconclusive] = 1
    return session
  }

  static func failing(_ statuses: [Int32], _ sessions: [Report.Session] = []) -> Report {
    var report = Sample.report(sessions)
    report.failures = statuses.map { .init(file: "x", status: $0, message: "no") }
    return report
  }

  static func dropping(_ number: Int) -> Report {
    var report = Sample.report([session(.pass)])
    report.captures[0].dropped = number
    return report
  }

  static let gap = Report.Gap(frame: nil, reason: "the file ends within a record")

  static let cases = [
    Case(testDescription: "all pass", report: Sample.report([session(.pass)]), status: 0),
    Case(testDescription: "a note", report: Sample.report([session(.note)]), status: 0),
    Case(testDescription: "a warning", report: Sample.report([session(.warning)]), status: 0),
    Case(testDescription: "a device's", report: Sample.report([session(.violation)]), status: 1),
    Case(
      testDescription: "a host's", report: Sample.report([session(.pass, .violation)]), status: 1),
    Case(
      testDescription: "a vector's, on purpose",
      report: Sample.report([vector(.pass, .violation)]), status: 0),
    Case(
      testDescription: "a device's, under a vector",
      report: Sample.report([vector(.violation, .violation)]), status: 1),
    Case(
      testDescription: "the second session's",
      report: Sample.report([session(.pass), session(.violation)]), status: 1),
    Case(
      testDescription: "explained by a profile that was asked for",
      report: Sample.report([Sample.profiled(.explicit)]), status: 0),
    Case(
      testDescription: "explained by a profile that was only detected",
      report: Sample.report([Sample.profiled(.detected)]), status: 1),
    Case(
      testDescription: "inconclusive",
      report: Sample.report([session(.inconclusive, inconclusive: 1)]), status: 0, strict: 2),
    Case(
      testDescription: "inconclusive behind a warning",
      report: Sample.report([session(.warning, inconclusive: 1)]), status: 0, strict: 2),
    Case(
      testDescription: "an inconclusive finding",
      report: Sample.report([
        Report.Session(devices: [], findings: [Sample.undecided])
      ]), status: 0, strict: 2),
    Case(
      testDescription: "a gap", report: Sample.report([session(.pass)], gaps: [gap]), status: 0,
      strict: 2),
    Case(testDescription: "two records lost", report: dropping(2), status: 0, strict: 2),
    Case(testDescription: "no record lost", report: dropping(0), status: 0),
    Case(testDescription: "a failure", report: failing([66]), status: 66),
    Case(testDescription: "the first failure", report: failing([77, 65]), status: 77),
    Case(
      testDescription: "a failure after a pass", report: failing([65], [session(.pass)]),
      status: 65),
    Case(
      testDescription: "a violation before a failure",
      report: failing([65], [session(.violation)]), status: 1),
    Case(
      testDescription: "a failure before something inconclusive",
      report: failing([74], [session(.inconclusive, inconclusive: 1)]), status: 74),
    Case(testDescription: "nothing in it", report: Report(), status: 0),
  ]

  @Test(arguments: cases)
  func `the exit status of a report`(_ item: Case) {
    #expect(ExitStatus.of(item.report) == item.status)
    #expect(ExitStatus.of(item.report, strict: true) == item.strict ?? item.status)
  }

  @Test func `a filter changes what is shown and never the status`() {
    var report = Sample.report
    report.filter = RuleFilter("dfu/A.2")
    #expect(!report.text().contains("dfu/time/T1"))
    #expect(ExitStatus.of(report) == ExitStatus.violation)
  }
}

@Suite struct RuleFilterTests {
  @Test(arguments: [
    ("dfu/A.2", "dfu/A.2.3/dfuIDLE.DNLOAD.block", true),
    ("dfu/A.2/", "dfu/A.2.3/dfuIDLE.DNLOAD.block", true),
    ("dfu/A.2.1", "dfu/A.2.1/appIDLE.DETACH", true),
    ("dfu/A.2.1", "dfu/A.2.10/dfuUPLOAD-IDLE.ABORT", false),
    ("dfu/A.2.3/dfuIDLE", "dfu/A.2.3/dfuIDLE.DNLOAD.block", true),
    ("dfu/A.2.3/dfuIDLE.DN", "dfu/A.2.3/dfuIDLE.DNLOAD.block", false),
    ("dfu/time/T1", "dfu/time/T1", true),
    ("dfu/time/T1", "dfu/time/T10", false),
    ("dfu", "xmos/X14", false),
    ("", "xmos/X14", true),
  ])
  func `a prefix takes whole path and dotted segments`(prefix: String, rule: String, takes: Bool) {
    #expect(RuleFilter(prefix).takes(rule) == takes)
  }
}
