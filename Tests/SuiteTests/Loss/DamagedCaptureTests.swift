import Report
import Suite
import TestSupport
import Testing
import USB

/// Captures whose bytes are damaged, and captures whose clock goes back.
@Suite struct `A damaged capture` {
  private static let orders = [CaptureWriter.Container.pcapng, .pcapngBigEndian]

  /// A download of three blocks, and where each of the file's blocks begins.
  private func download(_ order: CaptureWriter.Container) throws -> DownloadWriter {
    var download = DownloadWriter(order)
    for block: UInt16 in 0..<3 {
      download.block(block)
      download.status(4, poll: 5)
      download.status(5, wait: 6)
    }
    return download
  }

  /// Where the blocks of a pcapng begin: each tells its length.
  private func starts(_ bytes: [UInt8], _ order: CaptureWriter.Container) -> [Int] {
    var starts: [Int] = []
    var offset = 0
    while offset < bytes.count {
      starts.append(offset)
      let length = bytes[offset + 4..<offset + 8]
      let ordered = order.isBigEndian ? Array(length) : length.reversed()
      offset += ordered.reduce(0) { $0 << 8 | Int($1) }
    }
    return starts
  }

  @Test(arguments: orders)
  func `a block that is damaged is a gap with its frame and byte, and nobody's fault`(
    order: CaptureWriter.Container
  ) throws {
    let whole = try download(order)
    #expect(try whole.report().sessions.first?.verdict.host == .pass)
    let blocks = starts(whole.writer.bytes, order)
    for (index, start) in blocks.enumerated().dropFirst(2) {
      var bytes = whole.writer.bytes
      bytes[start + 4] ^= 0xFF
      let folder = try TemporaryFolder()
      let capture = try Judge(CheckOptions()).check(folder.write(bytes)).capture
      #expect(capture.integrity == .partial)
      let isLast = index == blocks.count - 1
      #expect(
        capture.gaps.contains { gap in
          gap.reason.contains("at byte \(start)") && gap.frame == (isLast ? index - 2 : index - 1)
        }, "\(capture.gaps)")
      let findings = capture.sessions.flatMap(\.findings)
      #expect(findings.allSatisfy { $0.verdict < .violation }, "block \(index): \(findings)")
    }
  }

  /// DFU 1.1, 6.1.2: the host waits bwPollTimeout, here 55 ms.
  private func host(waits: Double, clockBack: Int64) throws -> Report.Capture {
    var download = DownloadWriter()
    download.block(0)
    download.status(4, poll: 55)
    download.writer.nanoseconds -= clockBack
    download.status(5, wait: waits)
    return try download.report()
  }

  @Test(arguments: [80_000_000, 20_000_000_000, 86_400_000_000_000] as [Int64])
  func `a clock that was set back blames nobody for a wait, and is told`(back: Int64) throws {
    let capture = try host(waits: 56, clockBack: back)
    #expect(capture.sessions.first?.verdict.host == .pass)
    #expect(capture.integrity == .partial)
    let gap = try #require(capture.gaps.first)
    #expect(gap.reason.hasPrefix("the clock goes back once, first at frame \(gap.frame ?? 0), by "))
  }

  @Test func `records in a slightly wrong order are no gap, and a short wait is found`() throws {
    #expect(try host(waits: 30, clockBack: 0).sessions.first?.verdict.host == .violation)
    var download = DownloadWriter()
    download.writer.nanoseconds -= 1_500_000
    download.block(0)
    download.status(4, poll: 55)
    download.status(5, wait: 30)
    let mixed = try download.report()
    #expect(mixed.integrity == .complete)
    #expect(mixed.sessions.first?.verdict.host == .violation)
  }

  @Test func `records of other link types are counted and judged by nobody`() throws {
    var download = try download(.pcapng)
    let alone = try download.report()
    download.writer.appendInterface(linkType: 252)
    for _ in 0..<5 { download.writer.append(raw: [1, 2, 3, 4], interface: 1) }
    download.block(3)
    download.status(5)
    let both = try download.report()
    #expect(both.records.otherLinkType == 5 && alone.records.otherLinkType == 0)
    #expect(both.records.total == alone.records.total + 9)
    #expect(both.records.used == alone.records.used + 4)
    #expect(both.sessions.first?.verdict.host == .pass)
    #expect(both.integrity == .complete)
  }

  @Test func `interfaces with both forms of usbmon go each to their decoder`() throws {
    var download = try download(.pcapng)
    let alone = try download.report()
    download.writer.appendInterface(linkType: 189)
    let setup = SetupPacket(requestType: .classInterfaceIn, request: 3, length: 6)
    for kind in [URBEvent.Kind.submit, .complete] {
      let record = UsbmonRecord(
        kind: kind, id: 77, isIn: true, device: DeviceAddress(bus: 1, address: 9), setup: setup,
        status: kind == .submit ? -115 : 0, urbLength: 6,
        data: kind == .submit ? [] : [0, 0, 0, 0, 2, 0])
      download.writer.append(
        raw: record.bytes(.short, nanoseconds: download.writer.nanoseconds), interface: 1)
    }
    let both = try download.report()
    #expect(both.records.total == alone.records.total + 2)
    // The answer proves DFU (DFU 1.1, 6.1.2), so that the other device has a session too.
    #expect(both.records.used == alone.records.used + 2)
    #expect(both.sessions.count == alone.sessions.count + 1)
    #expect(both.records.undecodable == 0)
  }
}
