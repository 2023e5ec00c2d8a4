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
    guard output != "-" else {
      throw CheckFailure(usage: "--annotate writes a file: name one, such as annotated.pcapng.")
    }
    guard capture != "-", InputFile.isRegular(capture) || InputFile.size(of: capture) == nil else {
      throw CheckFailure(
        usage: "--annotate reads the capture twice, which a pipe does not allow. Write it to a "
          + "file first: cat > FILE")
    }
    if OutputFile.isSame(capture, output) { throw Self.replacesInput(output) }
    try refuseText()
  }

  private static func replacesInput(_ output: String) -> CheckFailure {
    CheckFailure(
      usage: "\(output.printable()) is the capture itself; name another file for the copy.")
  }

  /// Refuses text: it has no packets, so there is nothing that a comment could stand at. What
  /// cannot be opened is told when it is judged.
  private func refuseText() throws(CheckFailure) {
    guard let source = try? ByteSource(path: capture), !source.holdsRecords,
      Judge.readsText(source.beginning)
    else { return }
    throw CheckFailure(
      usage: "\(capture.printable()) is text, not a file of packets, so that there is nothing to "
        + "comment. --annotate takes pcap and pcapng.")
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
      while let piece = copy.next() { try file.write(piece) }
    }
  }
}
