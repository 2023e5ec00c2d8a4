package import DFU
package import SpecTable
package import USB

/// One thing that is not plainly right: what was expected, what was seen, and whose fault it is.
package struct Finding: Hashable, Sendable {
  /// The rule's public path: `dfu/A.2.3/dfuIDLE.DNLOAD.block`.
  package var rule: String
  /// Who is at fault.
  package var actor: Actor
  /// How bad it is; never `pass`.
  package var verdict: Verdict
  /// The record of the request or of the event.
  package var at: Moment
  /// The completion's frame; nil for something that never came.
  package var completionFrame: Int?
  /// The states that the device may have been in before.
  package var states: StateSet
  /// The request or event, by the table's name.
  package var trigger: String?
  /// What the rules allow, in words; for a descriptor the values that are allowed.
  package var expected: String
  /// What was seen, in words; for a descriptor its value.
  package var observed: String
  /// The time that was measured, in milliseconds; nil unless a timing rule was broken.
  package var measuredMilliseconds: Double?
  /// The time that the timing rule demands, in milliseconds.
  package var requiredMilliseconds: Double?
  /// Where the rule stands.
  package var cite: Citation
  /// The `AMB-nn` that the rule rests on, or the deviation that declares it.
  package var reading: String?
  /// What happened, in one sentence.
  package var message: String
  /// What the operator can do about it, in one sentence.
  package var advice: String
  /// Every row that was considered, and why it does not allow what was seen.
  package var considered: [Consideration]
  /// Whether it depends on what came before, so that a missing transfer could explain it. False for
  /// the value of a single descriptor.
  package var dependsOnHistory = true

  /// A row that does not allow what was seen.
  package struct Consideration: Hashable, Sendable {
    /// The row's public path.
    package var rule: String
    /// What the row allows instead, in words.
    package var reason: String
  }
}

extension Finding {
  /// What is left of it when transfers are missing and nobody knows where: it becomes inconclusive
  /// where one of them could explain it.
  var underLoss: Finding {
    guard dependsOnHistory, verdict > .inconclusive else { return self }
    var finding = self
    finding.verdict = .inconclusive
    finding.message = message.replacing(" " + Phrases.lossHint, with: "")
    finding.message += " The recorder lost records and does not say where: a transfer among them "
    finding.message += "could explain it."
    finding.advice = "Record again, with a larger ring or less on the bus."
    return finding
  }
}

extension Level {
  /// The verdict when a rule of this level is broken.
  package var breach: Verdict {
    switch self {
    case .must: .violation
    case .should: .warning
    case .may: .note
    }
  }
}
