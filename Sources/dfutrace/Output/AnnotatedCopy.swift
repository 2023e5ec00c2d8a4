import CaptureIO
import Files
import Report
import Suite

/// The copy of a capture with the findings at its packets (`check --annotate`).
struct AnnotatedCopy {
  /// The capture, as it was named.
  private let capture: String
  /// The file of the copy.
  private let output: String

  /// Makes sure, before anything is judged, that there can be such a copy: one capture of packets
  /// that can be read twice. Fails with status 64 where there cannot.
  init(of arguments: [String], to output: String) throws(CheckFailure) {
    let inputs = Inputs.expand(arguments)
    guard let input = inputs.first, inputs.count == 1 else {
      throw CheckFailure(
        usage: "--annotate copies one capture, and \(inputs.count) are named. Name one of them.")
    }
    capture = try input.get()
    self.output = output
    let source = CopySource(path: capture, by: "--annotate")
    try source.refuseUnreadableTwice()
    try source.refuseOutput(output)
    try source.refuseText("there is nothing that a comment could stand at")
  }

  /// Writes the copy, completely or not at all. `tables`: files that it must not replace.
  func write(_ report: Report.Document, keeping tables: [String]) throws(CheckFailure) {
    guard let judged = report.captures.first else { return }
    let annotations = report.annotations(of: judged)
    let comments = PacketComments(
      section: annotations.section,
      packets: annotations.packets.map { (frame: $0.frame, comment: $0.line) })
    var copy: AnnotatedCapture
    do throws(CaptureError) {
      copy = try AnnotatedCapture(path: capture, comments)
    } catch {
      throw CheckFailure(file: capture, status: .inputOutput, message: error.message)
    }
    try OutputFile.write(to: output, keeping: [capture] + tables) { file throws(SystemError) in
      try file.write(pieces: { copy.next() })
    }
  }
}
