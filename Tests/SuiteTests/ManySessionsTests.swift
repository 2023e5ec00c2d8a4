import CaptureIO
import Foundation
import Report
import TestSupport
import Testing
import USB

@testable import Suite

/// Captures with more sessions than are reported one by one.
@Suite struct ManySessionsTests {
  /// A capture of sessions that a device of another vendor begins each, a minute after the last.
  /// `broken`: the sessions in which the device answers GETSTATUS in dfuIDLE with dfuUPLOAD-IDLE,
  /// which no transition leads to (DFU 1.1, A.2.3 r6).
  /// `lost`: the records that the file says were lost, at no place.
  private func written(_ count: Int, broken: Set<Int>, lost: UInt64 = 0) -> [UInt8] {
    var writer = CaptureWriter(.pcapng)
    let status = SetupPacket(
      requestType: RequestType(rawValue: 0xA1), request: 3, value: 0, length: 6)
    for session in 0..<count {
      let vendor = UInt16(session + 1)
      writer.wait(milliseconds: 60_000)
      writer.setAddress(UInt8(2 + session % 100))
      writer.getDescriptor(type: 1, reply: device(vendor))
      writer.getDescriptor(type: 2, reply: Self.configuration)
      writer.setConfiguration(1)
      writer.control(status, data: [0, 0, 0, 0, 2, 0])
      if broken.contains(session) { writer.control(status, data: [0, 0, 0, 0, 9, 0]) }
      writer.control(status, status: -108)
    }
    writer.appendStatistics([(5, lost)])
    return writer.bytes
  }

  private func report(
    _ count: Int, broken: Set<Int>, lost: UInt64 = 0
  ) throws -> Report.Capture {
    let folder = try TemporaryFolder()
    let path = try folder.write(written(count, broken: broken, lost: lost))
    return try Judge(CheckOptions()).check(path).capture
  }

  private func device(_ vendor: UInt16) -> [UInt8] {
    [18, 1, 0, 2, 0, 0, 0, 64, UInt8(vendor & 0xFF), UInt8(vendor >> 8), 7, 0, 0, 1, 0, 0, 0, 1]
  }

  private static let configuration: [UInt8] =
    [9, 2, 27, 0, 1, 1, 0, 0x80, 50, 9, 4, 0, 0, 0, 0xFE, 1, 2, 0]
    + [9, 0x21, 7, 0xE8, 3, 0x40, 0, 0x10, 1]

  @Test func `sessions after the first 512 are reported together, and none is left out`() throws {
    let capture = try report(700, broken: [3, 650, 699])
    #expect(capture.sessions.count == 513)
    let folded = try #require(capture.sessions.last)
    #expect(folded.remarks.contains { $0.hasPrefix("188 more sessions") })
    #expect(folded.verdict == Report.Verdicts(device: .violation, host: .pass))
    #expect(folded.findings.count == 2)
    #expect(capture.sessions[3].verdict.device == .violation)
    #expect(capture.sessions.count { $0.verdict.device == .violation } == 2)
  }

  @Test func `lost records make every session doubtful, also those reported together`() throws {
    let capture = try report(700, broken: [3, 650, 699], lost: 1)
    let folded = try #require(capture.sessions.last)
    #expect(folded.verdict == Report.Verdicts(device: .inconclusive, host: .pass))
    #expect(folded.counts.device[.violation] == 0 && folded.counts.device[.inconclusive] == 2)
    #expect(folded.findings.map(\.verdict) == [.inconclusive, .inconclusive])
    #expect(capture.sessions[3].verdict.device == .inconclusive)
    #expect(!capture.sessions.contains { $0.verdict.device == .violation })
  }

  @Test func `512 sessions are reported one by one`() throws {
    let capture = try report(512, broken: [])
    #expect(capture.sessions.count == 512)
    #expect(capture.sessions.allSatisfy { $0.devices.count == 1 })
  }

  @Test func `a watched bus with more than 512 sessions is reported as its file is`() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(written(700, broken: [3, 650, 699]))
    let file = try Judge(CheckOptions()).check(path).capture
    var records = try CaptureFile(path: path, linkTypes: LinkType.ofUsbmon)
    var judgement = LiveJudgement(try Judge(CheckOptions()), records.linkType)
    var told = 0
    _ = records.forEach { (bytes, info) -> Flow in
      judgement.accept(bytes, info) { _ in told += 1 }
      return .proceed
    }
    let live = judgement.finish(named: path, dropped: 0, reason: nil) { _ in told += 1 }.capture
    #expect(live.sessions == file.sessions)
    #expect(told == 3)
  }

  // 128 sessions are followed at a time; the older ones are over, and are shown all the same.
  @Test func `a conversation shows every one of more than 128 sessions`() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(written(300, broken: []))
    var shown = 0
    try Judge(CheckOptions()).show(path) { line in
      if case .exchange(let exchange) = line.content, exchange.reply.contains("dfuIDLE") {
        shown += 1
      }
    }
    #expect(shown == 300)
  }
}
