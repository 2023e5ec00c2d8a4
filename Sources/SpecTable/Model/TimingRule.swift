/// A bound on the time between two things, or on the time that one transfer takes.
package struct TimingRule: Hashable, Sendable {
  /// `T1`.
  package var id: String
  /// Who has to keep it.
  package var actor: Actor
  /// How binding it is.
  package var level: Level
  /// The clock starts when one of these is seen, at its completion.
  package var from: [Mark]
  /// The clock is read at the submission of one of these, and stops.
  package var to: [Trigger]
  /// The clock stops without being read when one of these is seen.
  package var until: [Mark]
  /// What the time is compared with.
  package var bound: Bound
  /// All must hold when the clock starts.
  package var when: [Condition]
  /// Rules, by id, whose breach at the same place already tells this fault.
  package var unless: [String]
  /// Where it stands.
  package var cite: Citation
  /// The `AMB-nn` that it rests on.
  package var reading: String?
  /// One sentence: what is required. The report's "expected".
  package var says: String
  /// One sentence: what the operator can do about it.
  package var advice: String
  /// Implementations that are known to break it, in words.
  package var deviations: [String]
  /// The first part of its public path: `dfu`, or what the overlay calls itself.
  package var namespace: String

  /// How the time is bounded.
  package enum Bound: Hashable, Sendable {
    /// The clock has to show this much or more.
    case atLeast(Quantity)
    /// The clock may not show more.
    case atMost(Quantity)
    /// One transfer may not take longer, from submission to completion. It has no clock.
    case durationAtMost(Quantity)
  }
}

/// A length of time that a timing rule names.
package enum Quantity: Hashable, Sendable {
  /// The last bwPollTimeout that the device sent.
  case bwPollTimeout
  /// The shorter of the DETACH request's wTimeout and the descriptor's wDetachTimeOut.
  case detachWindow
  /// A fixed time, above 0.
  case milliseconds(Int)
}
