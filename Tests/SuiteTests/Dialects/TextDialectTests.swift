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
    #expect(capture.integrity == .complete && capture.records.total == 27)
    #expect(capture.records.bus == 2)
    #expect(session.verdict.device == .pass && session.verdict.host == .pass)
    #expect(session.transfers == 6)
    let wrong = TextSessions.totalPhase.replacing("00 01 00 00 05 00", with: "00 01 00 00 09 00")
    let found = try #require(try check(wrong).sessions.first?.findings.first)
    // bitCanDnload is in the part of the descriptors that the table cuts off. So the device may
    // still be in dfuIDLE, but no state before the answer leads to dfuUPLOAD-IDLE.
    #expect(found.rule.hasPrefix("dfu/A.2.3/") && found.verdict == .violation)
    #expect(found.frame == 19 && found.completionFrame == 21)
  }

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
