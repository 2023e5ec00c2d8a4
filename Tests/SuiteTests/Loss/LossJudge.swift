import CaptureIO
import Report
import USB

@testable import Suite

/// Judges recordings that begin alike, as `check` does, and judges the common beginning once.
struct LossJudge {
  /// A rule that was broken, and by whom.
  struct Fault: Hashable, CustomStringConvertible {
    var actor: Report.Actor
    var rule: String
    var description: String { "\(actor) \(rule)" }
  }

  private var pass: RecordPass<UsbmonDecoder>
  private var judged: JudgedSessions
  private var count = 0
  private let records: [RecordedCapture.Record]

  init(_ capture: RecordedCapture, _ judge: Judge) {
    records = capture.records
    pass = RecordPass(UsbmonDecoder(capture.header), nil, forcedAddresses: [])
    judged = JudgedSessions(judge.sessionJudge(), start: records.first?.nanoseconds ?? 0)
  }

  /// The violations of the whole recording.
  func whole() -> [Report.Finding] {
    var copy = self
    return copy.violations(LossKind.Variant(name: "", intact: 0, rest: records))
  }

  /// The violations of a variant. It has to begin with as many records as those before, or more.
  mutating func violations(_ variant: LossKind.Variant) -> [Report.Finding] {
    all(variant).sessions.flatMap(\.findings).filter {
      max($0.verdict, $0.profileVerdict) == .violation
    }
  }

  /// All that is told of a variant. It has to begin with as many records as those before, or more.
  mutating func all(
    _ variant: LossKind.Variant
  ) -> (result: CapturePassResult, sessions: [Report.Session]) {
    while count < variant.intact {
      accept(records[count])
      count += 1
    }
    var copy = self
    for record in variant.rest { copy.accept(record) }
    return copy.finish()
  }

  private mutating func accept(_ record: RecordedCapture.Record) {
    let info = RecordInfo(
      frame: record.frame, nanoseconds: record.nanoseconds,
      capturedLength: record.bytes.count, originalLength: record.originalLength)
    pass.accept(
      record.bytes.span, info, { judged.observe($1, of: $0) },
      { judged.exchange($1, of: $0) })
  }

  private mutating func finish() -> (result: CapturePassResult, sessions: [Report.Session]) {
    let result = pass.finish(.complete) { judged.observe($1, of: $0) }
    judged.doubt(waiting: result.waiting, result.sessions)
    return (result, judged.reports(result.sessions))
  }

  /// The violations of a variant that the whole recording does not have, or has less often. Where
  /// the same side is at fault in the same frame of both, the rule may be another: the loss may
  /// have hidden what tells the state. For the same reason a fault may be told later, by its
  /// effect: then another one of the same side, in a frame before it that `isKept`, is not told any
  /// more.
  static func new(
    _ found: [Report.Finding], beside whole: [Report.Finding], isKept: (Int) -> Bool
  ) -> [Report.Finding] {
    var known: [Fault: Int] = [:]
    for finding in whole { known[Fault(finding), default: 0] += 1 }
    var hidden = whole.filter { finding in
      !found.contains { Fault($0) == Fault(finding) && $0.frame == finding.frame }
    }
    return found.filter { finding in
      if whole.contains(where: { $0.actor == finding.actor && $0.frame == finding.frame }) {
        return false
      }
      known[Fault(finding), default: 0] -= 1
      guard known[Fault(finding), default: 0] < 0 else { return false }
      let cause = hidden.lastIndex {
        $0.actor == finding.actor && ($0.frame ?? 0) < (finding.frame ?? 0)
          && isKept($0.frame ?? 0)
      }
      if let cause { hidden.remove(at: cause) }
      return cause == nil
    }
  }
}

extension LossJudge.Fault {
  init(_ finding: Report.Finding) {
    actor = finding.actor
    rule = finding.rule
  }
}
