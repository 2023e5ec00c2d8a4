import Report
import Testing

import enum Report.ExitStatus

@Suite struct ExitStatusTests {
  struct Case: CustomTestStringConvertible, Sendable {
    var testDescription: String
    var report: Report.Document
    var status: ExitStatus
    /// The status with `--strict`; nil when it is the same.
    var strict: ExitStatus?
  }

  static func session(
    _ device: Report.Verdict, _ host: Report.Verdict = .pass, inconclusive: Int = 0
  ) -> Report.Session {
    Report.Session(
      devices: [.init(bus: 1, address: 2)], verdict: .init(device: device, host: host),
      counts: .init(device: .init([.inconclusive: inconclusive])))
  }

  /// A session in which a vector plays the host.
  static func vector(_ device: Report.Verdict, _ host: Report.Verdict) -> Report.Session {
    var session = session(device, host)
    session.isHostScripted = true
    session.counts.host[.inconclusive] = 1
    return session
  }

  static func failing(_ statuses: [ExitStatus], _ sessions: [Report.Session] = [])
    -> Report.Document
  {
    var report = Sample.report(sessions)
    report.failures = statuses.map { .init(file: "x", status: $0, message: "no") }
    return report
  }

  static func dropping(_ number: Int) -> Report.Document {
    var report = Sample.report([session(.pass)])
    report.captures[0].dropped = number
    return report
  }

  static let gap = Report.Gap(frame: nil, reason: "the file ends within a record")

  static let cases = [
    Case(testDescription: "all pass", report: Sample.report([session(.pass)]), status: .conformant),
    Case(testDescription: "a note", report: Sample.report([session(.note)]), status: .conformant),
    Case(
      testDescription: "a warning",
      report: Sample.report([session(.warning)]), status: .conformant),
    Case(
      testDescription: "a device's", report: Sample.report([session(.violation)]),
      status: .violation),
    Case(
      testDescription: "a host's", report: Sample.report([session(.pass, .violation)]),
      status: .violation),
    Case(
      testDescription: "a vector's, on purpose",
      report: Sample.report([vector(.pass, .violation)]), status: .conformant),
    Case(
      testDescription: "a device's, under a vector",
      report: Sample.report([vector(.violation, .violation)]), status: .violation),
    Case(
      testDescription: "the second session's",
      report: Sample.report([session(.pass), session(.violation)]), status: .violation),
    Case(
      testDescription: "explained by a profile that was asked for",
      report: Sample.report([Sample.profiled(.explicit)]), status: .conformant),
    Case(
      testDescription: "explained by a profile that was only detected",
      report: Sample.report([Sample.profiled(.detected)]), status: .violation),
    Case(
      testDescription: "inconclusive",
      report: Sample.report([session(.inconclusive, inconclusive: 1)]), status: .conformant,
      strict: .undecided),
    Case(
      testDescription: "inconclusive behind a warning",
      report: Sample.report([session(.warning, inconclusive: 1)]), status: .conformant,
      strict: .undecided),
    Case(
      testDescription: "an inconclusive finding",
      report: Sample.report([
        Report.Session(devices: [], findings: [Sample.undecided])
      ]), status: .conformant, strict: .undecided),
    Case(
      testDescription: "a gap", report: Sample.report([session(.pass)], gaps: [gap]),
      status: .conformant,
      strict: .undecided),
    Case(
      testDescription: "two records lost", report: dropping(2), status: .conformant,
      strict: .undecided),
    Case(testDescription: "no record lost", report: dropping(0), status: .conformant),
    Case(testDescription: "a failure", report: failing([.noInput]), status: .noInput),
    Case(
      testDescription: "the first failure", report: failing([.permission, .unreadable]),
      status: .permission),
    Case(
      testDescription: "a failure after a pass", report: failing([.unreadable], [session(.pass)]),
      status: .unreadable),
    Case(
      testDescription: "a violation before a failure",
      report: failing([.unreadable], [session(.violation)]), status: .violation),
    Case(
      testDescription: "a failure before something inconclusive",
      report: failing([.inputOutput], [session(.inconclusive, inconclusive: 1)]),
      status: .inputOutput),
    Case(testDescription: "nothing in it", report: Report.Document(), status: .conformant),
  ]

  @Test(arguments: cases)
  func `the exit status of a report`(_ item: Case) {
    #expect(ExitStatus.of(item.report) == item.status)
    #expect(ExitStatus.of(item.report, strict: true) == item.strict ?? item.status)
  }

  @Test func `each status has its number`() {
    let numbers: [(ExitStatus, Int32)] = [
      (.conformant, 0), (.violation, 1), (.undecided, 2), (.usage, 64), (.unreadable, 65),
      (.noInput, 66), (.noDevice, 69), (.harness, 70), (.inputOutput, 74), (.permission, 77),
    ]
    for (status, number) in numbers { #expect(status.rawValue == number) }
  }

  @Test func `a filter changes what is shown and never the status`() throws {
    var report = Sample.report
    report.filter = try RulePrefix("dfu/A.2")
    #expect(!report.text().contains("dfu/time/T1"))
    #expect(ExitStatus.of(report) == ExitStatus.violation)
  }
}
