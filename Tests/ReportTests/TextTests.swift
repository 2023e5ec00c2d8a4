import Report
import Testing

@Suite struct TextTests {
  @Test func `copies are named where there are any`() {
    var report = Sample.report
    report.captures[0].records = Report.Records(used: 8, copies: 4)
    let wanted = "12 = 8 used + 0 other device + 0 other endpoint + 0 not DFU + 0 undecodable "
    #expect(report.text().contains(wanted + "+ 0 unpaired + 4 copies\n"))
    #expect(!Sample.report.text().contains("copies"))
  }

  @Test func `a capture is told from its source to each finding`() {
    #expect(
      Sample.report.text() == """
        captures/early-poll/early-poll.pcap
          source     usbmon, link type 220
          integrity  complete (whether the recorder lost records is not known)
          records    210 = 120 used + 80 other device + 4 other endpoint + 6 not DFU \
        + 0 undecodable + 0 unpaired

          session: 20b1:0008 at 1.3, device at 1.4
            seen as    run-time, then DFU mode
            facts      bInterfaceNumber 0, bmAttributes 0Bh (bitCanDnload, bitCanUpload, \
        bitWillDetach), wDetachTimeOut 1000 ms, wTransferSize 64, bcdDFUVersion 0110h, \
        bMaxPacketSize0 64
            transfers  60 judged; inconclusive: device 0.0 %, host 1.7 %
            device     pass
            host       violation
            remark     The device came back after a bus reset (frame 90).

            frame 120 (answer in 121), 1.234568 s: host violation, dfu/time/T1
              state      dfuDNBUSY
              request    DFU_GETSTATUS
              expected   no request before bwPollTimeout has passed
              observed   DFU_GETSTATUS after 3.2 ms
              measured   3.2 ms; required: 100 ms
              clause     DFU 1.1, A.2.5 r1, p. 33 (reading AMB-05)
              what       The host asked again while the device was busy.
              to do      Wait for bwPollTimeout after each status report.

        captures/early-poll/early-poll.pcap: device pass, host violation; 1 finding: 1 violation


        """)
  }

  @Test func `a profile has a column of its own and is never taken for DFU 1.1`() {
    let text = Sample.report([Sample.profiled(.detected)]).text()
    #expect(
      text.contains("    device     DFU 1.1: violation; dfuse (by its descriptors): declared\n"))
    #expect(text.contains("    host       DFU 1.1: pass; dfuse (by its descriptors): pass\n"))
    #expect(text.contains("device violation; dfuse: declared, dfu/A.2.3/dfuIDLE.CLRSTATUS\n"))
    #expect(text.contains("device violation (with profile: declared), host pass"))
    #expect(text.contains("inferred from the traffic"))
    #expect(text.contains("no whole descriptor set in the capture"))
  }

  @Test func `what a profile explains comes last`() throws {
    var session = Sample.profiled(.explicit)
    session.findings.append(Sample.undecided)
    let text = Sample.report([session]).text()
    let (explained, open) = (Sample.leniency.rule, Sample.undecided.rule)
    let first = try #require(text.firstRange(of: open))
    let last = try #require(text.firstRange(of: explained))
    #expect(first.lowerBound < last.lowerBound)
  }

  @Test func `several files end with a summary, and what was not judged is said`() {
    let text = Sample.everything.text(listsFailures: true)
    #expect(text.contains("notes.txt: not judged: This is no capture file.\n"))
    #expect(
      text.hasSuffix(
        "2 captures, 2 sessions: 1 with violations, 1 with something inconclusive, 1 partial; "
          + "1 file not judged\n"))
    #expect(!Sample.everything.text().contains("notes.txt"))
    #expect(text.contains("integrity  partial (the recorder lost 2 records)\n"))
    #expect(text.contains("source     QEMU\n  limit      Most completions are missing.\n"))
    #expect(text.contains("gap        at frame 7: the file ends within a record\n"))
  }

  @Test func `a capture without DFU traffic says so`() {
    #expect(Sample.report([]).text().hasSuffix("a.pcap: no DFU traffic\n\n"))
  }

  @Test func `only the first few of many gaps are printed`() {
    let gaps = (1...900).map { Report.Gap(frame: $0, reason: "cut by the snap length") }
    let text = Sample.report([], gaps: gaps).text()
    #expect(text.contains("at frame 5: cut"))
    #expect(!text.contains("at frame 6: cut"))
    #expect(text.contains("gap        and 895 more\n"))
  }

  @Test func `colour is there when asked for and nowhere else`() {
    #expect(!Sample.everything.text().contains("\u{1B}"))
    let coloured = Sample.report.text(colour: true)
    #expect(coloured.contains("host\u{1B}[0m       \u{1B}[1;31mviolation\u{1B}[0m"))
  }

  @Test func `the same finding again and again is folded into its first`() {
    var findings = (0..<10_000).map { index in
      var finding = Sample.earlyPoll
      finding.frame = 100 + 2 * index
      return finding
    }
    findings.insert(Sample.leniency, at: 5000)
    let session = Report.Session(devices: [.init(bus: 1, address: 2)], findings: findings)
    let text = Sample.report([session]).text()
    #expect(text.contains("      and 9999 more like it, the last at frame 20098\n"))
    #expect(text.count(of: "dfu/time/T1") == 1)
    #expect(text.count(of: "dfu/A.2.3/dfuIDLE.CLRSTATUS") == 1)
    #expect(text.contains("10001 findings: 10001 violations") == false)
    #expect(text.contains("; 10001 findings: 10001 violation\n"))
  }

  @Test func `findings of one kind are folded across others, and each kind is told`() {
    var (other, milder) = (Sample.earlyPoll, Sample.earlyPoll)
    other.rule = "dfu/host/H09"
    milder.verdict = .warning
    let findings = [Sample.earlyPoll, other, Sample.earlyPoll, milder, other]
    let text = Sample.report([Report.Session(devices: [], findings: findings)]).text()
    #expect(text.count(of: "dfu/time/T1") == 2)
    #expect(text.count(of: "dfu/host/H09") == 1)
    #expect(text.count(of: "and 1 more like it") == 2)
  }

  @Test func `a filter shows the rules below its prefix, and how many it hides`() throws {
    var report = Sample.report
    report.captures[0].sessions[0].findings.append(Sample.leniency)
    report.filter = try RulePrefix("dfu/A.2")
    let text = report.text()
    #expect(text.contains("dfu/A.2.3/dfuIDLE.CLRSTATUS"))
    #expect(!text.contains("dfu/time/T1"))
    #expect(text.hasSuffix("only rules below dfu/A.2 are shown: 1 of 2 findings\n"))
  }

  @Test func `a finding of something that never came has no frame`() {
    var finding = Sample.undecided
    finding.frame = nil
    let text = Sample.report([Report.Session(devices: [], findings: [finding])]).text()
    #expect(text.contains("    no frame: device inconclusive, "))
  }
}

extension String {
  func count(of part: String) -> Int { ranges(of: part).count }
}
