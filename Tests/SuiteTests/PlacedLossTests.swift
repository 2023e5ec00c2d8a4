import Report
import TestSupport
import Testing

/// Files that say before which record others were lost (epb_dropcount).
@Suite struct PlacedLossTests {
  private static let containers = [CaptureWriter.Container.pcapng, .pcapngBigEndian]

  /// A download whose second GETSTATUS is missing: the block after it comes where the first block
  /// still waits for its status (DFU 1.1, A.2.4). Then the device shows dfuUPLOAD-IDLE in the place
  /// of dfuIDLE, which nothing leads to (A.2.3 r6). `lost`: what the record after the missing ones
  /// says; `stated`: what the statistics at the end say.
  private func report(
    _ container: CaptureWriter.Container, lost: UInt64?, stated: UInt64? = nil
  ) throws -> (capture: Report.Capture, gap: Int) {
    var download = DownloadWriter(container)
    download.block(0)
    download.writer.lostBefore = lost
    let gap = download.writer.frames + 1
    download.block(1)
    download.status(5)
    download.abort()
    download.status(2)
    download.status(9)
    if let stated { download.writer.appendStatistics([(5, stated)]) }
    return (try download.report(), gap)
  }

  private func faults(_ capture: Report.Capture) -> [Int?] {
    capture.sessions.flatMap(\.findings).filter { $0.verdict >= .warning }.map(\.frame)
  }

  @Test(arguments: containers)
  func `what touches the loss is held against nobody, and what comes after is judged`(
    container: CaptureWriter.Container
  ) throws {
    let silent = try report(container, lost: nil)
    #expect(faults(silent.capture).contains(silent.gap))
    #expect(silent.capture.integrity == .complete)
    let placed = try report(container, lost: 2)
    // Block, GETSTATUS, ABORT and GETSTATUS are two records each; then comes dfuUPLOAD-IDLE.
    #expect(faults(placed.capture) == [placed.gap + 8])
    #expect(placed.capture.integrity == .partial && placed.capture.dropped == 2)
    #expect(placed.capture.gaps.map(\.frame) == [placed.gap])
    #expect(
      placed.capture.gaps[0].reason == "the recorder lost 2 records before frame \(placed.gap)")
  }

  @Test func `statistics that count the same records take nothing back`() throws {
    let placed = try report(.pcapng, lost: 2, stated: 2).capture
    #expect(faults(placed).count == 1 && placed.dropped == 2)
    let more = try report(.pcapng, lost: 2, stated: 3).capture
    #expect(faults(more) == [] && more.dropped == 3)
    #expect(more.sessions.first?.verdict.device == .inconclusive)
  }

  @Test func `many places are told in a few lines`() throws {
    var download = DownloadWriter()
    for number: UInt16 in 0..<50 {
      download.writer.lostBefore = 1
      download.block(number)
      download.status(5)
    }
    let capture = try download.report()
    #expect(capture.dropped == 50 && capture.gaps.count == 21)
    #expect(capture.gaps.last?.reason == "the recorder lost records at 30 more places")
  }
}
