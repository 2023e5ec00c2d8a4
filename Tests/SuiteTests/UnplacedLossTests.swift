import CaptureIO
import Foundation
import Report
import Suite
import TestSupport
import Testing

/// Tests files whose recorder tells how many records it lost, but not where.
@Suite struct UnplacedLossTests {
  /// Judges a capture without the records in `lost`. `counted`: the number of lost records that the
  /// recorder reports.
  private func verdicts(
    _ shipped: ShippedCapture, lost: Range<Int>, counted: Int
  ) throws -> Report.Capture {
    let url = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    defer { try? FileManager.default.removeItem(at: url) }
    var file = try CaptureFile(path: shipped.file, linkTypes: LinkType.ofUsbmon)
    var writer = try PcapngWriter(path: url.path, linkType: file.linkType, interface: "usbmon1")
    _ = file.forEach { (bytes, info) -> Flow in
      guard !lost.contains(info.frame) else { return .proceed }
      do {
        try writer.append(
          bytes, nanoseconds: info.nanoseconds, originalLength: info.originalLength)
        return .proceed
      } catch {
        Issue.record(error)
        return .stop
      }
    }
    try writer.finish(dropped: UInt64(counted))
    return try Judge(CheckOptions()).check(url.path).capture
  }

  private func violations(_ capture: Report.Capture) -> Set<String> {
    Set(
      capture.sessions.flatMap(\.findings).filter { $0.verdict >= .warning }
        .map { "\($0.actor) \($0.rule)" })
  }

  @Test(arguments: ShippedCapture.all)
  func `nothing that a lost record could explain is held against anybody`(
    _ shipped: ShippedCapture
  ) throws {
    let whole = try verdicts(shipped, lost: 0..<0, counted: 0)
    let isOneSided = shipped.name == "qemu-one-sided"
    #expect(whole.integrity == (isOneSided ? .partial : .complete) && whole.dropped == 0)
    for part in 1..<8 {
      let first = whole.records.total * part / 8
      let lossy = try verdicts(shipped, lost: first..<first + part, counted: part)
      #expect(lossy.integrity == .partial && lossy.dropped == part)
      #expect(violations(lossy).isSubset(of: violations(whole)))
    }
  }

  @Test(arguments: [0, 1])
  func `each update says whether records may be missing in it`(counted: Int) throws {
    let shipped = try #require(ShippedCapture.all.first { $0.name == "will-detach" })
    let images = try verdicts(shipped, lost: 0..<0, counted: counted).sessions.flatMap(\.images)
    #expect(!images.isEmpty)
    #expect(images.allSatisfy { $0.hasGap == (counted > 0) })
  }

  // The recording ends with a block that nobody answers. USB 2.0, 9.2.6.1 gives a device 5 s.
  @Test(arguments: [
    (0, "still unanswered when the recording ends", "Let the recording run"),
    (1, "no answer in the capture", "Record again"),
  ])
  func `a request that waits at the end is lost only where records are`(
    counted: Int, reason: String, advice: String
  ) throws {
    let shipped = try #require(ShippedCapture.all.first { $0.name == "will-detach" })
    let whole = try verdicts(shipped, lost: 0..<0, counted: 0)
    let block = try #require(whole.sessions.flatMap(\.images).first).frame
    let cut = try verdicts(shipped, lost: block + 1..<Int.max, counted: counted)
    let findings = cut.sessions.flatMap(\.findings)
    let finding = try #require(findings.first { $0.frame == block })
    #expect(finding.verdict == .inconclusive)
    #expect(finding.completionFrame == nil)
    #expect(finding.words.message.contains(reason))
    #expect(finding.words.advice?.contains(advice) == true)
    let images = cut.sessions.flatMap(\.images)
    #expect(images.map(\.ending) == [.recordingEnded])
    #expect(images.map(\.hasGap) == [counted > 0])
  }

  @Test func `a finding that rests on what came before is inconclusive, and says why`() throws {
    let shipped = try #require(
      ShippedCapture.all.first { $0.name == "manifestation-intolerant-reset" })
    let session = try #require(try verdicts(shipped, lost: 0..<0, counted: 1).sessions.first)
    #expect(session.verdict.host == .inconclusive)
    let finding = try #require(session.findings.first { $0.rule == "dfu/host/H17.quiet" })
    #expect(finding.verdict == .inconclusive)
    #expect(finding.words.message.contains("lost records and does not say where"))
    #expect(!finding.words.message.contains("without a sign"))
  }

  /// The device shows dfuUPLOAD-IDLE in dfuIDLE, which nothing leads to (DFU 1.1, A.2.3 r6). A lost
  /// DFU_UPLOAD before it explains that.
  @Test(arguments: [UInt64(0), 2])
  func `replay judges a file with lost records as check does`(lost: UInt64) throws {
    var download = DownloadWriter(.pcapng)
    download.block(0)
    download.status(5)
    download.abort()
    download.status(2)
    download.status(9)
    download.writer.appendStatistics([(5, lost)])
    let folder = try TemporaryFolder()
    let file = try folder.write(download.writer.bytes)
    let checked = try #require(try Judge(CheckOptions()).check(file).capture.sessions.first)
    let replayed = try #require(
      try Replayer(model: "dfu-1.1").replay(file).sessions.first)
    #expect(checked.verdict.device == (lost == 0 ? .violation : .inconclusive))
    #expect(replayed.device == checked.verdict.device)
  }
}
