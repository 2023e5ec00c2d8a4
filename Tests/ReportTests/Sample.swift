import Report

/// Reports written by hand, which the tests print.
enum Sample {
  static let earlyPoll = Report.Finding(
    rule: "dfu/time/T1", actor: .host, verdict: .violation, frame: 120, completionFrame: 121,
    nanoseconds: 1_234_567_890, request: "DFU_GETSTATUS",
    measuredNanoseconds: 3_200_000, requiredNanoseconds: 100_000_000, reading: "AMB-05",
    words: {
      .init(
        states: ["dfuDNBUSY"], expected: "no request before bwPollTimeout has passed",
        observed: "DFU_GETSTATUS after 3.2 ms", clause: "DFU 1.1, A.2.5 r1, p. 33",
        message: "The host asked again while the device was busy.",
        advice: "Wait for bwPollTimeout after each status report.",
        considered: [.init(rule: "dfu/A.2.5/dfuDNBUSY.GETSTATUS", reason: "the device stalls it")])
    })

  static let leniency = Report.Finding(
    rule: "dfu/A.2.3/dfuIDLE.CLRSTATUS", actor: .device, verdict: .violation,
    profileVerdict: .declared, frame: 200, request: "DFU_CLRSTATUS",
    words: {
      .init(
        states: ["dfuIDLE", "dfuUPLOAD-IDLE"], expected: "STALL", observed: "ACK",
        clause: "DFU 1.1, A.2.3 r6, p. 31", message: "The device accepted DFU_CLRSTATUS.")
    })

  static let undecided = Report.Finding(
    rule: "dfu/A.2.4/dfuDNLOAD-SYNC.GETSTATUS", actor: .device, verdict: .inconclusive,
    frame: 300,
    words: {
      .init(
        expected: "a status report", observed: "no completion in the capture",
        clause: "DFU 1.1, A.2.4 r1, p. 32", message: "The answer is missing.")
    })

  static let session = Report.Session(
    devices: [
      .init(bus: 1, address: 3, vendor: 0x20B1, product: 0x0008), .init(bus: 1, address: 4),
    ],
    facts: .init(
      modes: ["run-time", "DFU mode"], interface: 0, attributes: 0x0B,
      detachTimeoutMilliseconds: 1000, transferSize: 64, version: 0x0110, maxPacketSize0: 64),
    transfers: 60, verdict: .init(device: .pass, host: .violation),
    counts: .init(
      device: .init([.pass: 60]), host: .init([.pass: 58, .inconclusive: 1, .violation: 1])),
    rules: [.init(rule: "dfu/host/H09", count: 12), .init(rule: "dfu/time/T1", count: 13)],
    remarks: ["The device came back after a bus reset (frame 90)."], findings: [earlyPoll])

  static let capture = Report.Capture(
    file: "captures/early-poll/early-poll.pcap", sha256: String(repeating: "0a", count: 32),
    linkType: 220, dialect: "usbmon",
    records: .init(used: 120, otherDevice: 80, otherEndpoint: 4, notDFU: 6), sessions: [session])

  static let report = Report.Document(
    tables: [.init(id: "dfu-1.1", sha256: String(repeating: "1b", count: 32))],
    captures: [capture])

  /// A session with a profile that explains its findings.
  static func profiled(_ choice: Report.Profile.Choice) -> Report.Session {
    Report.Session(
      devices: [.init(bus: 0, address: 1)], inferred: true, transfers: 4,
      verdict: .init(device: .violation, host: .pass),
      profile: .init(name: "dfuse", choice: choice),
      profileVerdict: .init(device: .declared, host: .pass),
      rules: [.init(rule: "dfu/A.2.3/dfuIDLE.CLRSTATUS", count: 2)], findings: [leniency])
  }

  static func report(
    _ sessions: [Report.Session], file: String = "a.pcap", gaps: [Report.Gap] = []
  ) -> Report.Document {
    Report.Document(
      captures: [
        Report.Capture(
          file: file, linkType: 189, dialect: "usbmon", gaps: gaps, sessions: sessions)
      ])
  }

  /// A report with every kind of content: two captures, a profile, a gap, a failure.
  static let everything = Report.Document(
    tables: report.tables,
    captures: [
      capture,
      Report.Capture(
        file: "captures/cut/cut.pcapng", dialect: "QEMU",
        limits: ["Most completions are missing.", "A <reset> is *not* shown."],
        gaps: [.init(frame: 7, reason: "the file ends within a record")], dropped: 2,
        records: .init(used: 7), sessions: [profiled(.explicit)]),
    ],
    failures: [
      .init(file: "notes.txt", status: .unreadable, message: "This is no capture file.")
    ])
}
