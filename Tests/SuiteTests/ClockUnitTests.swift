import Report
import TestSupport
import Testing

/// Files whose clock counts in coarse steps. A time is off by less than one step, and the
/// difference of two times by less than one more.
@Suite struct ClockUnitTests {
  /// The host's verdict when it waits `waited` milliseconds after a status with dfuDNBUSY and
  /// bwPollTimeout `told`. The status comes at a full second, so that the file shows the longest
  /// possible loss of the wait.
  private func host(_ resolution: UInt8, told: UInt16, waited: Double) throws -> Report.Verdict {
    var download = DownloadWriter(resolution: resolution)
    download.block(0)
    let second: Int64 = 1_000_000_000
    let next = (download.writer.nanoseconds / second + 2) * second
    download.writer.nanoseconds = next - 1_100_000
    download.status(4, poll: told)
    #expect(download.writer.nanoseconds == next)
    download.status(5, wait: waited)
    download.block(1)
    download.status(5)
    let sessions = try download.report().sessions
    #expect(sessions.count == 1)
    return try #require(sessions.first).verdict.host
  }

  /// DFU 1.1, 6.1.2: the host waits bwPollTimeout before the next DFU_GETSTATUS, and it did. The
  /// file shows less, because its clock had not moved on yet.
  @Test(arguments: [
    (UInt8(0), UInt16(1_500), 1_600.0), (0, 900, 950), (1, 550, 560), (2, 55, 56), (3, 4, 4.5),
    (6, 55, 55), (9, 55, 55),
  ])
  func `a wait that was long enough is not held to be short`(
    resolution: UInt8, told: UInt16, waited: Double
  ) throws {
    #expect(try host(resolution, told: told, waited: waited) == .pass)
  }

  /// The same rule. Whatever the clock hides, the wait was too short.
  @Test(arguments: [
    (UInt8(0), UInt16(5_000), 1_500.0), (1, 2_000, 500), (2, 200, 50), (3, 55, 50), (6, 55, 50),
    (9, 55, 50), (9, 55, 53.9),
  ])
  func `a wait that was too short by more than the clock can hide is found`(
    resolution: UInt8, told: UInt16, waited: Double
  ) throws {
    #expect(try host(resolution, told: told, waited: waited) == .violation)
  }

  /// A simple packet has no time (draft-ietf-opsawg-pcapng, 4.4).
  @Test func `records without a time are told, and no time is judged behind them`() throws {
    var download = DownloadWriter(resolution: 9)
    download.block(0)
    download.writer.appendBlock(
      type: 3, download.writer.numbers([UInt32(64)]) + [UInt8](repeating: 0, count: 64))
    download.status(4, poll: 200)
    download.status(5, wait: 50)
    let capture = try download.report()
    #expect(capture.integrity == .partial)
    #expect(capture.gaps.contains { $0.reason.hasPrefix("records have no time, from frame ") })
    #expect(capture.sessions.first?.verdict.host == .pass)
  }

  @Test func `a coarse interface that comes later counts from there on`() throws {
    func host(isCoarse: Bool) throws -> Report.Verdict? {
      var download = DownloadWriter()
      download.block(0)
      download.status(4, poll: 55)
      if isCoarse { download.writer.appendInterface(linkType: 220, resolution: 2) }
      download.status(5, wait: 50)
      return try download.report().sessions.first?.verdict.host
    }
    #expect(try host(isCoarse: false) == .violation)
    #expect(try host(isCoarse: true) == .pass)
  }
}
