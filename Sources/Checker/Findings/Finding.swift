package import DFU
package import SpecTable
package import USB

/// One thing that is not simply right: what was expected, what was seen, and whose fault it is.
package struct Finding: Hashable, Sendable {
  /// The rule's public path: `dfu/A.2.3/dfuIDLE.DNLOAD.block`.
  package var rule: String
  package var actor: Actor
  package var verdict: Verdict
  /// The request's record, or the event's.
  package var at: Moment
  /// The completion's frame; nil for something that never came.
  package var completionFrame: Int?
  /// The states that the device may have been in before.
  package var states: StateSet
  /// The request or event, by the table's name.
  package var trigger: String?
  package var expected: String
  package var observed: String
  /// For timing: what was measured and what is required, in milliseconds.
  package var measuredMilliseconds: Double?
  package var requiredMilliseconds: Double?
  /// For descriptors: the value seen and those allowed are in `observed` and `expected`.
  package var cite: Citation
  /// The `AMB-nn` that it rests on.
  package var reading: String?
  /// What happened, in one sentence.
  package var message: String
  /// What the operator can do about it, in one sentence.
  package var advice: String
  /// Every row that was considered, and why it was refused.
  package var considered: [Consideration]
  /// Whether a transfer that is missing could explain it: what came before decides. Of a
  /// descriptor's value alone it does not.
  package var dependsOnHistory = true

  /// A row that does not allow what was seen.
  package struct Consideration: Hashable, Sendable {
    /// The row's public path.
    package var rule: String
    package var reason: String
  }
}

extension Finding {
  /// What is left of it where transfers are missing, and nobody knows where.
  var underLoss: Finding {
    guard dependsOnHistory, verdict > .inconclusive else { return self }
    var finding = self
    finding.verdict = .inconclusive
    finding.message = message.replacing(" " + FindingPhrases.lossHint, with: "")
    finding.message += " The recorder lost records and does not say where: a transfer among them "
    finding.message += "could explain it."
    finding.advice = "Record again, with a larger ring or less on the bus."
    return finding
  }
}

extension Level {
  /// What breaking a rule of this level is.
  package var breach: Verdict {
    switch self {
    case .must: .violation
    case .should: .warning
    case .may: .note
    }
  }
}
