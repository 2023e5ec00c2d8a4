import CaptureIO
import Report
import TestSupport
import Testing
import USB

@testable import Suite

/// What a copy is told while its capture is judged.
@Suite struct `Comments told while a capture is judged` {
  /// What became of the comments that were told on the way.
  private enum Outcome { case usable, useless, nothingTold }

  /// Judges a capture, and tells its findings as early as possible.
  private func outcome(
    _ download: DownloadWriter, rules: String? = nil, maybeAccepted: Bool = false
  ) throws -> Outcome {
    let folder = try TemporaryFolder()
    let path = try folder.write(download.writer.bytes)
    let judge = try Judge(CheckOptions())
    var report = Report.Document()
    report.filter = try judge.filter(rules)
    let (feed, silent) = (CommentFeed(), CommentFeed())
    let capture = try judge.check(
      path, telling: EarlyComments(feed, in: report, maybeAccepted: maybeAccepted, step: 1)
    ).capture
    _ = try judge.check(
      path, telling: EarlyComments(silent, in: report, maybeAccepted: false, step: 1))
    report.add(capture)
    let annotations = report.annotations(of: capture)
    feed.finish(
      PacketComments(
        section: annotations.section,
        packets: annotations.packets.map { (frame: $0.frame, comment: $0.line) }))
    silent.finish(PacketComments(section: [], packets: []))
    if feed.isAbandoned { return .useless }
    return silent.isAbandoned ? .usable : .nothingTold
  }

  /// So many records of an endpoint that its traffic before and behind is told apart.
  private func stream(_ download: inout DownloadWriter) {
    for _ in 0..<6_000 { download.writer.transfer(type: 3, endpoint: 0x81, data: [1, 2, 3]) }
  }

  /// A capture with a finding at its beginning, in its middle and at its end: the device shows a
  /// state that no transition leads to.
  private func broken() -> DownloadWriter {
    var download = DownloadWriter()
    download.status(9)
    stream(&download)
    download.status(2)
    stream(&download)
    download.status(9)
    return download
  }

  @Test func `are those of the report`() throws {
    #expect(try outcome(broken()) == .usable)
  }

  @Test func `are those that the filter shows`() throws {
    #expect(try outcome(broken(), rules: "dfu/A.2") == .usable)
    #expect(try outcome(broken(), rules: "dfu/time") == .nothingTold)
  }

  @Test func `of a capture without findings are none`() throws {
    var download = DownloadWriter()
    stream(&download)
    #expect(try outcome(download) == .nothingTold)
    #expect(try outcome(download, maybeAccepted: true) == .nothingTold)
  }

  @Test func `are of no use where a finding is made long after its packet`() throws {
    var download = broken()
    download.statusWithoutAnswer()
    let waiting = download.writer.id
    stream(&download)
    stream(&download)
    download.writer.complete(
      SetupPacket(requestType: .classInterfaceIn, request: 3, length: 6),
      data: [0, 0, 0, 0, 2, 0], id: waiting)
    #expect(try outcome(download) == .useless)
  }

  @Test func `are of no use where a loss takes findings back`() throws {
    var download = broken()
    download.writer.appendStatistics([(5, 1)])
    #expect(try outcome(download) == .useless)
  }

  @Test func `are given up at the first finding where a gate may accept it`() throws {
    #expect(try outcome(broken(), maybeAccepted: true) == .useless)
  }
}
