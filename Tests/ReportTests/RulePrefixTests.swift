import Report
import Testing

@Suite struct RulePrefixTests {
  @Test(arguments: [
    ("dfu/A.2", "dfu/A.2.3/dfuIDLE.DNLOAD.block", true),
    ("dfu/A.2/", "dfu/A.2.3/dfuIDLE.DNLOAD.block", true),
    ("dfu/A.2.1", "dfu/A.2.1/appIDLE.DETACH", true),
    ("dfu/A.2.1", "dfu/A.2.10/dfuUPLOAD-IDLE.ABORT", false),
    ("dfu/A.2.3/dfuIDLE", "dfu/A.2.3/dfuIDLE.DNLOAD.block", true),
    ("dfu/A.2.3/dfuIDLE.DN", "dfu/A.2.3/dfuIDLE.DNLOAD.block", false),
    ("dfu/host/H04", "dfu/host/H04.again", true),
    ("dfu/host/H0", "dfu/host/H04.again", false),
    ("dfu/A.2", "dfu/A.2.11/dfuERROR.ABORT", true),
    ("dfu/time/T1", "dfu/time/T1", true),
    ("dfu/time/T1", "dfu/time/T10", false),
    ("dfu", "xmos/X14", false),
    ("", "xmos/X14", true),
  ])
  func `a prefix takes whole path and dotted segments`(prefix: String, rule: String, takes: Bool)
    throws
  {
    #expect(try RulePrefix(prefix).takes(rule) == takes)
  }

  @Test(arguments: [
    ("/dfu/host", RulePrefix.Malformation.leadingSlash), ("/", .leadingSlash),
    ("//", .leadingSlash), ("dfu/host//", .emptyPart), ("dfu//host", .emptyPart),
    ("dfu/A..2", .emptySegment), ("dfu/A.2.", .emptySegment), ("dfu/.A", .emptySegment),
    (".", .emptySegment),
  ])
  func `a text that is no beginning of a path is refused, and why`(
    text: String, why: RulePrefix.Malformation
  ) {
    #expect(throws: why) { try RulePrefix(text) }
  }

  @Test func `a finding is shown by its own rule and by the profile's`() throws {
    var finding = Sample.undecided
    finding.rule = "dfu/A.2.5/dfuDNBUSY.GETSTATE"
    finding.profileRule = "xmos/X14/dfuDNBUSY.GETSTATE"
    let kind = Report.Unlisted(
      rule: finding.rule, actor: .device, verdict: .violation, profileVerdict: .declared, count: 7,
      explanations: ["xmos/X14/dfuDNBUSY.GETSTATE": 3])
    let session = Report.Session(devices: [], findings: [finding], unlisted: [kind])
    var report = Sample.report([session])
    for (prefix, count) in [("dfu/A.2.5", 8), ("xmos", 4), ("xmos/X14", 4), ("xmos/X1", 0)] {
      report.filter = try RulePrefix(prefix)
      #expect(report.text().contains("are shown: \(count) of 8 findings"), "\(prefix)")
    }
  }
}
