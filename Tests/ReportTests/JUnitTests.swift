import Foundation
import Report
import Testing

#if canImport(FoundationXML)
  import FoundationXML
#endif

@Suite struct JUnitTests {
  @Test func `a suite for each session has a case for each rule exercised`() {
    #expect(
      Sample.report.junit == """
        <?xml version="1.0" encoding="UTF-8"?>
        <testsuites name="dfutrace" tests="3" failures="1" errors="0">
          <testsuite name="captures/early-poll/early-poll.pcap" tests="1" failures="0" \
        errors="0" skipped="0">
            <properties>
              <property name="dfutrace version" value="0.1.0"/>
              <property name="table dfu-1.1" value="\(String(repeating: "1b", count: 32))"/>
              <property name="source" value="usbmon, link type 220"/>
              <property name="records" value="210 = 120 used + 80 other device + \
        4 other endpoint + 6 not DFU + 0 undecodable + 0 unpaired"/>
            </properties>
            <testcase classname="captures/early-poll/early-poll.pcap.capture" \
        name="capture/integrity">
            </testcase>
          </testsuite>
          <testsuite name="captures/early-poll/early-poll.pcap session 1" tests="2" \
        failures="1" errors="0" skipped="0">
            <properties>
              <property name="dfutrace version" value="0.1.0"/>
              <property name="table dfu-1.1" value="\(String(repeating: "1b", count: 32))"/>
              <property name="devices" value="20b1:0008 at 1.3, device at 1.4"/>
              <property name="facts" value="bInterfaceNumber 0, bmAttributes 0Bh (bitCanDnload, \
        bitCanUpload, bitWillDetach), wDetachTimeOut 1000 ms, wTransferSize 64, \
        bcdDFUVersion 0110h, bMaxPacketSize0 64"/>
            </properties>
            <testcase classname="captures/early-poll/early-poll.pcap.session 1" \
        name="dfu/host/H09">
            </testcase>
            <testcase classname="captures/early-poll/early-poll.pcap.session 1" \
        name="dfu/time/T1">
              <failure type="violation" message="\(Self.earlyPoll)">\(Self.earlyPoll)</failure>
            </testcase>
          </testsuite>
        </testsuites>

        """)
  }

  static let earlyPoll =
    "frame 120 (answer in 121), 1.234568 s: host violation: The host asked again while the "
    + "device was busy. Expected: no request before bwPollTimeout has passed. "
    + "Observed: DFU_GETSTATUS after 3.2 ms. DFU 1.1, A.2.5 r1, p. 33"

  @Test func `what is inconclusive is skipped, and a file not judged is an error`() {
    let session = Report.Session(devices: [], findings: [Sample.undecided])
    var report = Sample.report([session], gaps: [.init(frame: 3, reason: "cut")])
    report.failures = [.init(file: "b", status: .noInput, message: "There is no such file.")]
    let text = report.junit
    #expect(text.contains("<testsuites name=\"dfutrace\" tests=\"3\" failures=\"0\" errors=\"1\">"))
    #expect(text.contains("<skipped message=\"frame 300: device inconclusive: The answer"))
    #expect(text.contains("the first gap at frame 3: cut</skipped>"))
    #expect(text.contains("message=\"There is no such file.\">There is no such file.</error>"))
  }

  @Test func `a warning is told and does not fail`() {
    var finding = Sample.earlyPoll
    finding.verdict = .warning
    let text = Sample.report([Report.Session(devices: [], findings: [finding])]).junit
    #expect(text.contains("<system-out>frame 120 (answer in 121), 1.234568 s: host warning: "))
    #expect(text.contains("failures=\"0\""))
  }

  @Test func `what a vector breaks on purpose is told and does not fail`() {
    var session = Sample.session
    session.isHostScripted = true
    let text = Sample.report([session]).junit
    #expect(text.contains("<system-out>on purpose: frame 120 (answer in 121)"))
    #expect(text.contains("failures=\"0\""))
  }

  @Test(arguments: [(Report.Profile.Choice.explicit, 0), (.detected, 1)])
  func `a profile decides only when it was asked for`(
    choice: Report.Profile.Choice, failures: Int
  ) {
    let text = Sample.report([Sample.profiled(choice)]).junit
    #expect(text.contains("<testsuites name=\"dfutrace\" tests=\"2\" failures=\"\(failures)\""))
    #expect(text.contains("<property name=\"profile\" value=\"dfuse\"/>"))
  }

  @Test func `any text is well-formed XML`() throws {
    let bytes = String(String.UnicodeScalarView((0..<0x2100).compactMap(Unicode.Scalar.init)))
    var finding = Sample.earlyPoll
    finding.words.message = bytes + "]]>\u{FFFE}"
    let text = Sample.report([Report.Session(devices: [], findings: [finding])], file: bytes).junit
    let document = try XMLDocument(xmlString: text)
    let cases = try document.nodes(forXPath: "//testcase/failure/@message")
    let message = try #require(cases.first?.stringValue)
    #expect(message.contains("\t\n"))
    #expect(message.contains(" !\"#$%&'()"))
  }

  @Test func `two cases never share both names, and the last dot is the capture's`() {
    let failures = ["a", "b"].map { CheckFailure(file: "x", status: .unreadable, message: $0) }
    let vector = Report.Session(vector: "v1.2", devices: [], rules: [.init(rule: "r", count: 1)])
    var report = Sample.report([vector, vector], file: "x")
    report.failures = failures
    let text = report.junit
    #expect(text.contains("<testcase classname=\"x.vector v1_2\" name=\"r\">"))
    #expect(text.contains("<testcase classname=\"x.vector v1_2\" name=\"r (2)\">"))
    #expect(text.contains("<testcase classname=\"x.capture\" name=\"capture/judged (2)\">"))
  }

  @Test func `a note names no file to attach`() {
    var finding = Sample.earlyPoll
    finding.verdict = .note
    finding.words.message = "[[ATTACHMENT|secret]]"
    let text = Sample.report([Report.Session(devices: [], findings: [finding])]).junit
    #expect(text.contains("[ [ATTACHMENT|secret]]") && !text.contains("[[ATTACHMENT"))
  }

  @Test func `the same report is the same bytes`() {
    #expect(Sample.everything.junit == Sample.everything.junit)
  }

  @Test func `what a recorder cannot show is a property of the capture`() {
    let text = Sample.everything.junit
    #expect(text.contains("<property name=\"limit\" value=\"Most completions are missing.\"/>"))
  }
}
