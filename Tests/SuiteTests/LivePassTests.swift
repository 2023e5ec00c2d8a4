import Testing
import USB

@testable import CaptureIO
@testable import Suite

/// Tests how the records of a watched bus become observations.
@Suite struct LivePassTests {
  /// A submission of DNLOAD with 200 bytes; the record has only the header and none of the data.
  private static let submission: [UInt8] = {
    var bytes = [UInt8](repeating: 0, count: 64)
    bytes.replaceSubrange(8..<16, with: [0x53, 2, 0, 5, 1, 0, 0, 0])
    bytes.replaceSubrange(36..<48, with: [200, 0, 0, 0, 0x21, 1, 0, 0, 0, 0, 200, 0])
    return bytes
  }()

  @Test func `a control record that the ring was too small for is told`() {
    var pass = LivePass(.usbLinuxMmapped, forcedAddresses: [])
    for frame in 1...3 {
      pass.accept(
        Self.submission.span,
        RecordInfo(
          frame: frame, nanoseconds: Int64(frame), capturedLength: 64,
          originalLength: frame == 1 ? 64 : 264)
      ) { _, _ in }
    }
    let result = pass.finish(reason: nil) { _, _ in }
    #expect(result.cutRecords == CutRecords(count: 2, firstFrame: 2))
    #expect(result.recordCount == 3)
    #expect(result.start == 1)
  }
}
