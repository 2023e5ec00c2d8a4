package import DFU
package import SpecTable
package import USB
import Values

/// One thing that is not plainly right: what was expected, what was seen, and whose fault it is.
///
/// Its words are written when somebody reads them, because most findings of a long session are only
/// counted.
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
  /// The time that was measured, in milliseconds; nil unless a timing rule was broken.
  package var measuredMilliseconds: Double?
  /// The time that the timing rule demands, in milliseconds.
  package var requiredMilliseconds: Double?
  /// The `AMB-nn` that the rule rests on, or the deviation that declares it.
  package var reading: String?
  /// Whether it depends on what came before, so that a missing transfer could explain it. False for
  /// the value of a single descriptor.
  package var dependsOnHistory = true
  /// The last frame that had been seen when it was found; at or behind `at`.
  package internal(set) var frameSeen = 0
  /// What it says, made when it is read.
  private var written: Deferred<Words>

  /// What a finding says.
  package struct Words: Hashable, Sendable {
    /// What the rules allow; for a descriptor the values that are allowed.
    package var expected: String
    /// What was seen; for a descriptor its value.
    package var observed: String
    /// Where the rule stands.
    package var cite: Citation
    /// What happened, in one sentence.
    package var message: String
    /// What the operator can do about it, in one sentence.
    package var advice: String
    /// Every row that was considered, and why it does not allow what was seen.
    package var considered: [Consideration] = []
  }

  /// A row that does not allow what was seen.
  package struct Consideration: Hashable, Sendable {
    /// The row's public path.
    package var rule: String
    /// What the row allows instead, in words.
    package var reason: String
  }

  init(
    rule: String, actor: Actor, verdict: Verdict, at: Moment, completionFrame: Int?,
    states: StateSet, trigger: String?, reading: String?,
    words: Deferred<Words>
  ) {
    self.rule = rule
    self.actor = actor
    self.verdict = verdict
    self.at = at
    self.completionFrame = completionFrame
    self.states = states
    self.trigger = trigger
    self.reading = reading
    written = words
  }
}

extension Finding {
  /// What it says. To read several parts, take this once.
  package var words: Words { written.value }

  /// What happened, in one sentence.
  package var message: String { words.message }

  /// Puts it where the device showed it, behind the request that it is about.
  mutating func move(to moment: Moment) {
    at = moment
    completionFrame = nil
  }

  /// Changes what it will say.
  mutating func reword(_ change: @escaping @Sendable (inout Words) -> Void) {
    written = written.changed(change)
  }
}

extension Finding.Words {
  /// Says what would explain it, in place of the sentence that a lost transfer might.
  mutating func explain(by sentence: String) {
    message = message.replacing(Phrases.lossHint, with: "") + sentence
  }
}

extension Finding {
  /// Makes it inconclusive where a missing transfer could explain it. Transfers are missing behind
  /// `frame`; nil where nobody knows where.
  mutating func doubt(missingBehind frame: Int?) {
    guard verdictUnderLoss != verdict else { return }
    verdict = verdictUnderLoss
    reword { words in
      words.explain(by: Phrases.missing(behind: frame))
      words.advice = "Record again, with a larger ring or less on the bus."
    }
  }
}

extension Finding {
  /// Its verdict when transfers are missing and nobody knows where.
  package var verdictUnderLoss: Verdict { verdict.underLoss(dependsOnHistory: dependsOnHistory) }
}

extension Verdict {
  /// The verdict when transfers are missing and nobody knows where. `dependsOnHistory`: a missing
  /// transfer could explain what was found.
  package func underLoss(dependsOnHistory: Bool) -> Verdict {
    dependsOnHistory ? min(self, .inconclusive) : self
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
