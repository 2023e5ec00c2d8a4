import Report
import Suite
import TestSupport

/// Reads reports and waivers, and does with them what the commands do.
struct ReportRun {
  /// Stands between the reports of one input: no JSON holds it.
  static let separator: UInt8 = 0

  /// Compares a report with itself: nothing may have become worse.
  static func compare(_ bytes: [UInt8]) throws(Fuzzer.Contradiction) {
    guard let report = try? ReadReport(bytes, file: "a.json") else { return }
    let comparison = Report.Comparison([("old", report), (nil, report)])
    _ = comparison.text(isWhole: true)
    _ = comparison.json
    guard comparison.exitStatus == .conformant else {
      throw Fuzzer.Contradiction("a report is worse than itself")
    }
  }

  /// Joins the reports of shards, with seals that fit. What is written is what the files hold.
  static func merge(_ bytes: [UInt8]) throws(Fuzzer.Contradiction) {
    let texts = bytes.split(separator: separator, maxSplits: 3)
      .map { sealed($0) }
    let files = texts.enumerated().compactMap { try? ShardFile(StoredText($1), file: "\($0)") }
    for isPartial in [false, true] {
      guard let merge = try? Merge(files, isPartial: isPartial) else { continue }
      var count = 0
      merge.write(read: { $2 += texts[Int($0) ?? 0][$1] }, to: { count += $0.count })
      _ = merge.exitStatus(strict: true)
      guard count > 0 else { throw Fuzzer.Contradiction("a merged report is empty") }
    }
  }

  /// A report with the seal that fits it: so what was changed gets behind the seal.
  private static func sealed(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
    let seal = Seal()
    let body = Array(bytes.dropLast(SealedText.ending(seal).count))
    seal.add(body)
    return body + SealedText.ending(seal)
  }

  /// Marks the findings of a report with a gate: no verdict may change.
  static func mark(
    _ report: Report.Document, by gate: Gate
  ) throws(Fuzzer.Contradiction) {
    var marked = report
    gate.apply(to: &marked)
    _ = marked.json
    guard verdicts(marked) == verdicts(report) else {
      throw Fuzzer.Contradiction("a gate has changed a verdict")
    }
  }

  private static func verdicts(_ report: Report.Document) -> [Report.Verdicts] {
    report.captures.flatMap(\.sessions).map(\.verdict)
  }
}
