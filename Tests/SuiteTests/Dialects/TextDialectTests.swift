import Report
import Suite
import TestSupport
import Testing

/// Captures that are text, from the file to the verdict.
@Suite struct `A capture of lines` {
  private let judge: Judge

  init() throws { judge = try Judge(CheckOptions()) }

  private func check(_ text: some Sequence<UInt8>) throws -> Report.Capture {
    let folder = try TemporaryFolder()
    return try judge.check(folder.write(Array(text))).capture
  }

  private func check(_ text: String) throws -> Report.Capture { try check(text.utf8) }

  @Test func `usbmon's text is judged, and a frame is a line`() throws {
    let capture = try check(TextSessions.usbmon)
    let session = try #require(capture.sessions.first)
    #expect(capture.dialect == "usbmon text" && capture.linkType == nil)
    #expect(capture.integrity == .complete && capture.records.total == 19)
    #expect(session.verdict.device == .pass && session.verdict.host == .pass)
    #expect(session.transfers == 6)
    let wrong = TextSessions.usbmon.replacing("00010000 0500", with: "00010000 0900")
    let found = try #require(try check(wrong).sessions.first?.findings.first)
    // DFU 1.1, A.2.4: dfuUPLOAD-IDLE is no answer in dfuDNLOAD-SYNC. The request is in line 13.
    #expect(found.rule.hasPrefix("dfu/A.2.4/") && found.verdict == .violation)
    #expect(found.frame == 13 && found.completionFrame == 14)
  }

  @Test func `an analyser's table is judged, and a frame is a line`() throws {
    let capture = try check(TextSessions.totalPhase)
    let session = try #require(capture.sessions.first)
    #expect(capture.dialect == "Total Phase CSV" && capture.linkType == nil)
    #expect(capture.records.total == 27 && capture.records.bus == 2)
    // The table cuts the configuration descriptor, with the functional descriptor at its end.
    #expect(capture.integrity == .partial && capture.gaps.map(\.frame) == [7])
    #expect(capture.gaps.first?.reason.contains("24 of 27 bytes") == true)
    #expect(session.verdict.device == .pass && session.verdict.host == .pass)
    #expect(session.transfers == 6)
    let wrong = TextSessions.totalPhase.replacing("00 01 00 00 05 00", with: "00 01 00 00 09 00")
    let found = try #require(try check(wrong).sessions.first?.findings.first)
    // bitCanDnload is in the part of the descriptors that the table cuts off. So the device may
    // still be in dfuIDLE, but no state before the answer leads to dfuUPLOAD-IDLE.
    #expect(found.rule.hasPrefix("dfu/A.2.3/") && found.verdict == .violation)
    #expect(found.frame == 19 && found.completionFrame == 21)
  }

  /// DFU 1.1, A.2.8 r1: the host waits bwPollTimeout, here 10 ms. Lines count microseconds, and
  /// each of two times is off by less than one: 1 ms and 2 µs are not held against it.
  @Test(arguments: [(8_998, Report.Verdict.pass), (8_996, .violation)])
  func `a wait is judged no finer than the clock of the lines`(
    waited: Int, expected: Report.Verdict
  ) throws {
    let usbmon = TextSessions.usbmon.replacing("00010000 0700", with: "000a0000 0700")
      .replacing("1020000 S", with: "\(1_011_300 + waited) S")
    #expect(try check(usbmon).sessions.map(\.verdict.host) == [expected])
    let table = TextSessions.totalPhase.replacing("00 01 00 00 07 00", with: "00 0A 00 00 07 00")
      .replacing("0:01.011.300,3.000 us", with: "0:01.011.300,0.000 us")
      .replacing("0:01.020.000", with: "0:01.020.\(300 + waited - 9_000)")
    #expect(try check(table).sessions.map(\.verdict.host) == [expected])
  }

  /// A configuration of 32 bytes is shown whole, one of 33 is not (kernel documentation,
  /// usb/usbmon).
  @Test(arguments: [(32, true), (33, false)])
  func `a configuration descriptor that usbmon's text cuts makes the capture partial`(
    length: Int, isWhole: Bool
  ) throws {
    let extra = String(repeating: "0b", count: length - 27)
    let words = "09021b00 01010080 32090400 0000fe01 02000921 07fa0040 001001"
    let all = words.replacing(" ", with: "").replacing("09021b00", with: "0902\(hex(length))00")
    let shown = Array((all + extra).prefix(64))
    let cut = stride(from: 0, to: shown.count, by: 8).map {
      String(shown[$0..<min($0 + 8, shown.count)])
    }
    let text = TextSessions.usbmon
      .replacing("0000 001b 27 <", with: "0000 00\(hex(length)) \(length) <")
      .replacing("0 27 = \(words)", with: "0 \(length) = \(cut.joined(separator: " "))")
    let capture = try check(text)
    #expect((capture.integrity == .complete) == isWhole)
    #expect(capture.gaps.map(\.frame) == (isWhole ? [] : [4]))
    #expect(isWhole || capture.gaps[0].reason.contains("of 1.5 the capture holds 32 of 33 bytes"))
  }

  private func hex(_ number: Int) -> String { String(number, radix: 16) }

  @Test(arguments: [TextSessions.usbmon, TextSessions.totalPhase])
  func `a text that ends early shows no violation`(text: String) throws {
    let bytes = Array(text.utf8)
    let lineEnds = bytes.indices.filter { bytes[$0] == UInt8(ascii: "\n") }
    let first = try #require(lineEnds.dropFirst(2).first)
    for end in first..<bytes.count {
      let capture = try check(bytes.prefix(end))
      let findings = capture.sessions.flatMap(\.findings)
      #expect(findings.allSatisfy { $0.verdict != .violation }, "\(end) bytes")
      if bytes[end - 1] != UInt8(ascii: "\n") {
        #expect(capture.integrity == .partial, "\(end) bytes")
      }
    }
  }

  @Test(arguments: [TextSessions.usbmon, TextSessions.totalPhase])
  func `a line of another form is a gap with its place`(text: String) throws {
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    for line in 3..<lines.count - 2 {
      let kept = lines[line]
      lines[line] = "not a line of this form"
      let capture = try check(lines.joined(separator: "\n"))
      lines[line] = kept
      #expect(capture.records.undecodable == 1 && capture.integrity == .partial)
      #expect(capture.gaps.contains { $0.frame == line + 1 })
      let findings = capture.sessions.flatMap(\.findings)
      #expect(findings.allSatisfy { $0.verdict != .violation }, "line \(line + 1)")
    }
  }

  @Test func `any other text is no capture`() throws {
    #expect(throws: CheckFailure.self) { _ = try check("dear diary\n") }
    #expect(throws: CheckFailure.self) { _ = try check("a,b,c\n1,2,3\n") }
  }
}
