import CaptureIO
import Report
import Suite
import TestSupport

/// Copies of a capture: with its findings as comments, and without content.
enum CopyRun {
  /// Makes both. Where nothing is missing or damaged in the capture, the first has its findings.
  static func copy(
    _ path: String, _ judge: Judge, in folder: borrowing TemporaryFolder
  ) throws(Fuzzer.Contradiction) {
    guard let capture = try? judge.check(path).capture else { return }
    let copied = annotated(path, capture).flatMap { bytes in
      try? judge.check(folder.write(bytes, as: "annotated")).capture
    }
    if let copied, capture.integrity == .complete, findings(of: copied) != findings(of: capture) {
      throw Fuzzer.Contradiction("the copy with comments has other findings")
    }
    guard var redacted = try? ReadingOptions(address: nil, dialect: nil).redact(path) else {
      return
    }
    while redacted.next() != nil {}
  }

  private static func annotated(_ path: String, _ capture: Report.Capture) -> [UInt8]? {
    let report = Report.Document(tables: [], captures: [capture], failures: [])
    let annotations = report.annotations(of: capture)
    let comments = PacketComments(
      section: annotations.section,
      packets: annotations.packets.map { (frame: $0.frame, comment: $0.line) })
    guard
      var copy = try? AnnotatedCapture(path: path, CommentFeed(comments), hasRoom: true)
    else { return nil }
    var bytes: [UInt8] = []
    while let piece = copy.next() { bytes += piece }
    return bytes
  }

  private static func findings(of capture: Report.Capture) -> [String] {
    capture.sessions.flatMap(\.findings).map { "\($0.rule) \($0.frame ?? 0) \($0.verdict)" }
  }
}
