import Report
import Suite
import Testing

/// Recordings in which most records are half a transfer.
@Suite struct OneSidedTests {
  @Test func `a recording without completions is partial, and says what it is`() throws {
    let shipped = try #require(ShippedCapture.all.first { $0.name == "qemu-one-sided" })
    let capture = try Judge(CheckOptions()).check(shipped.file).capture
    #expect(capture.dialect == "QEMU" && capture.integrity == .partial)
    let reason = try #require(capture.gaps.first).reason
    #expect(reason.hasPrefix("\(capture.records.unpaired) of \(capture.records.total) records"))
    #expect(capture.limits.contains { $0.hasPrefix("Most completions are missing") })
    #expect(reason.contains("tcpdump -i usbmonN"))
  }

  @Test func `blocks without answers are told as sent, and not as none`() throws {
    let shipped = try #require(ShippedCapture.all.first { $0.name == "qemu-one-sided" })
    let capture = try Judge(CheckOptions(address: "0.1")).check(shipped.file).capture
    let images = try #require(capture.sessions.first).images
    #expect(images.map(\.kind) == [.download, .upload] && images.allSatisfy { $0.blocks == 0 })
    #expect(images.map(\.unansweredBlocks) == [8, 8])
    #expect(images.map(\.unansweredBytes) == [1000, 0])
  }

  @Test func `one half that is left over does not make a recording partial`() throws {
    var download = DownloadWriter()
    download.block(0)
    download.statusWithoutAnswer()
    let capture = try download.report()
    #expect(capture.records.unpaired == 1 && capture.integrity == .complete)
  }

  @Test func `submissions alone are half a recording, whoever wrote them`() throws {
    var download = DownloadWriter()
    for _ in 0..<40 { download.statusWithoutAnswer() }
    let capture = try download.report()
    #expect(capture.records.unpaired == 40 && capture.integrity == .partial)
  }
}
