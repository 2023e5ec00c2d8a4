// Copies of captures without content. Start here. RedactionPlan is what a first pass tells;
// Redactor changes the records in a second one: it knows the dialects, ContentRedaction what
// becomes of the content, and RedactedDevice that of a DFU device. Filler makes the bytes that
// stand for an image.

import CaptureIO
package import Report

/// A copy of a capture without what images, serial numbers and other devices tell. It gives the
/// same verdicts at the same frames.
///
/// The copy is made piece by piece; memory does not grow with the file.
package struct RedactedCapture: ~Copyable {
  private var copy: EditedCapture

  /// Begins the copy of a file. Throws for a file that is no pcap and no pcapng.
  fileprivate init(path: String, _ plan: RedactionPlan) throws(CaptureError) {
    copy = try EditedCapture(path: path, Redactor(plan))
  }

  /// The next bytes of the copy; nil at its end.
  package mutating func next() -> ArraySlice<UInt8>? { copy.next() }

  /// What was done, in sentences, once the copy is complete.
  package var account: [String] {
    let counts = (copy.editor as? Redactor)?.counts ?? ContentRedaction.Counts()
    let leftOut = copy.leftOut
    var lines = [
      "the content of \(counts.filled) records is replaced; "
        + "\(counts.emptied + copy.emptied) records are emptied"
    ]
    if leftOut.options + leftOut.blocks > 0 {
      lines.append(
        "left out, because they can tell more: \(leftOut.options) comments and other options, "
          + "\(leftOut.blocks) blocks without packets")
    }
    if leftOut.damaged > 0 {
      lines.append(
        copy.endsAtDamage
          ? "the capture is damaged: the last \(leftOut.damaged) bytes, from there on, are zeros "
            + "now, and findings about them are not in the copy"
          : "\(leftOut.damaged) damaged bytes are zeros now")
    }
    return lines
  }
}

extension ReadingOptions {
  /// Begins a redacted copy of a capture file, which is read twice. Fails for a file without DFU
  /// traffic: nothing would be left. `progress` is called with the number of bytes read so far.
  package func redact(
    _ path: String, progress: (Int) -> Void = { _ in }
  ) throws(CheckFailure) -> RedactedCapture {
    var plan = RedactionPlan()
    let result = try run(
      path, progress, { plan.observe($0, $1) }, exchange: { plan.exchange($1, of: $0) })
    plan.finish(result.sessions)
    guard !plan.devices.isEmpty else {
      throw CheckFailure(
        file: path, status: .noInput,
        message: result.hint ?? noTraffic + ", so that nothing of it would be left.")
    }
    do throws(CaptureError) {
      return try RedactedCapture(path: path, plan)
    } catch {
      throw CheckFailure(file: path, error)
    }
  }
}
