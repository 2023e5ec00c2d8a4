import Foundation
import Report
import Testing

@testable import Suite

/// Takes records out of every shipped capture, doubles, swaps and cuts them, and judges what is
/// left. With DFUTRACE_EVERY_LOSS=1 no variant is left out.
@Suite struct LossTests {
  /// What was counted of one kind.
  private struct Count {
    var cases = 0
    var withSign = 0
    /// Variants without a sign in which somebody is newly blamed.
    var blamed = 0
    /// The variants in which a loss is held against somebody who did nothing.
    var wrong: [String] = []
  }

  private static let isWhole = ProcessInfo.processInfo.environment["DFUTRACE_EVERY_LOSS"] == "1"
  private static let hint = "A transfer that the recording lost"

  @Test(arguments: LossKind.allCases)
  func `a loss is held against nobody, or the finding says that it may be one`(
    _ kind: LossKind
  ) throws {
    let step = Self.isWhole ? 1 : kind.step
    let judge = try Judge(CheckOptions())
    var count = Count()
    for shipped in ShippedCapture.all {
      try Self.judge(RecordedCapture(shipped), kind, step, judge, &count)
    }
    print(
      "\(kind.rawValue) (1 of \(step)): \(count.cases) cases, \(count.withSign) with a sign,",
      "\(count.cases - count.withSign) without; \(count.blamed) of these say that a transfer may",
      "be missing; new violations \(count.wrong.count)")
    for wrong in count.wrong.prefix(20) { print("  \(wrong)") }
    #expect(count.cases > 0)
    let wrong = count.wrong.count
    #expect(wrong == 0)
  }

  private static func judge(
    _ capture: RecordedCapture, _ kind: LossKind, _ step: Int, _ judge: Judge,
    _ count: inout Count
  ) throws {
    var run = LossJudge(capture, judge)
    let whole = run.whole()
    let sign = LossSign(in: capture.records)
    let variants = kind.variants(of: capture)
    for place in stride(from: 0, to: variants.count, by: step) {
      let variant = variants[place]()
      let isShown = LossSign(in: capture.records.prefix(variant.intact) + variant.rest)
        .shows(moreThan: sign)
      let new = LossJudge.new(run.violations(variant), beside: whole) { frame in
        variant.rest.contains { $0.frame == frame }
          || capture.records.prefix(variant.intact).contains { $0.frame == frame }
      }
      let unsaid = isShown ? new : new.filter { !$0.words.message.contains(hint) }
      count.cases += 1
      if isShown { count.withSign += 1 } else if !new.isEmpty { count.blamed += 1 }
      if let first = unsaid.first {
        count.wrong.append(
          "\(capture.name) \(variant.name)\(isShown ? " (shown)" : ""): frame "
            + "\(first.frame ?? 0) \(first.actor) \(first.rule): \(first.words.message)")
      }
    }
  }
}
