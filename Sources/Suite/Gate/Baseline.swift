import Report

/// The findings of an earlier report, by the places where they were.
///
/// A place is named so that it is the same when the session is recorded again (docs/gate.md): by
/// vector or first device, rule, side, verdict, request without its numbers, and states before it.
/// Frames, times, block numbers and the number of polls are not part of it.
struct Baseline: Sendable {
  private let file: String
  private let captures: [Report.Capture]

  /// Takes the findings of a report. Fails with status 65 where a filter has left out some.
  init(_ report: ReadReport) throws(CheckFailure) {
    guard report.document.filter == nil else {
      throw CheckFailure(
        file: report.file, status: .unreadable,
        message: "The baseline holds only some findings, because it was written with -Y; write it "
          + "again without.")
    }
    file = report.file
    captures = report.document.captures
  }

  /// Marks the findings that the baseline holds too, and tells what else differs.
  func mark(_ judged: inout [Report.Capture]) -> Report.BaselineResult {
    let partners = CapturePairs(judged, captures).partners
    var result = Report.BaselineResult(file: file)
    for index in judged.indices {
      guard let partner = partners[index] else {
        result.added.append(judged[index].file)
        continue
      }
      var left = PlaceCounts(captures[partner])
      left.accept(&judged[index])
      result.gone += left.gone(from: judged[index])
    }
    let used = Set(partners.compactMap(\.self))
    result.missing = captures.indices.filter { !used.contains($0) }.map { captures[$0].file }
    return result
  }
}
