import CaptureIO
import Files
import Report
import Suite

/// The copy of a capture with the findings at its packets (`check --annotate`).
final class AnnotatedCopy {
  private let capture: CopySource
  /// The file of the copy.
  private let output: String
  /// Whether the capture is so large that its copy is made while it is judged.
  private let isLarge: Bool
  private var early: EarlyCopy?

  /// From this size on one would notice the time for a copy.
  private static let largeSize = 16 << 20

  /// Makes sure, before anything is judged, that there can be such a copy: one capture of packets
  /// that can be read twice. Fails with status 64 where there cannot.
  init(of arguments: [String], to output: String) throws(CheckFailure) {
    let inputs = Inputs.expand(arguments)
    guard let input = inputs.first, inputs.count == 1 else {
      throw CheckFailure(
        usage: "--annotate copies one capture, and \(inputs.count) are named. Name one of them.")
    }
    capture = CopySource(path: try input.get(), by: "--annotate")
    self.output = output
    isLarge = InputFile.size(of: capture.path) ?? 0 >= Self.largeSize
    try capture.refuseUnreadableTwice()
    try capture.refuseOutput(output)
    try capture.refuseText("there is nothing that a comment could stand at")
  }

  /// Begins the copy of a large capture. What is found goes to the comments that this gives; nil
  /// for another capture, and where the copy goes to a pipe or a device: what is there cannot be
  /// taken back. `tables`: files that it must not replace.
  func begin(keeping tables: [String]) -> CommentFeed? {
    guard isLarge, InputFile.size(of: output) == nil || InputFile.isRegular(output) else {
      return nil
    }
    early = EarlyCopy(of: capture, to: output, keeping: tables)
    return early?.comments
  }

  /// Writes the copy, completely or not at all; gives what happened when it could not. `tables`:
  /// files that it must not replace.
  func failure(writing report: Report.Document, keeping tables: [String]) -> CheckFailure? {
    do throws(CheckFailure) {
      try write(report, keeping: tables)
      return nil
    } catch {
      return error
    }
  }

  private func write(_ report: Report.Document, keeping tables: [String]) throws(CheckFailure) {
    guard let judged = report.captures.first else {
      _ = early?.finish(nil)
      return
    }
    let annotations = report.annotations(of: judged)
    let comments = PacketComments(
      section: annotations.section,
      packets: annotations.packets.map { (frame: $0.frame, comment: $0.line) })
    if early?.finish(comments) == true { return }
    try write(comments, keeping: tables)
  }

  private func write(_ comments: PacketComments, keeping tables: [String]) throws(CheckFailure) {
    var copy: AnnotatedCapture
    do throws(CaptureError) {
      copy = try AnnotatedCapture(
        path: capture.path, CommentFeed(comments), hasRoom: isLarge)
    } catch {
      throw CheckFailure(file: capture.path, status: .inputOutput, message: error.message)
    }
    try capture.writeCopy(to: output, keeping: tables) { file throws(SystemError) in
      try file.write(pieces: { copy.next() })
    }
  }
}
