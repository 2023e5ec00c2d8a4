package import DFU

/// What a device in one state may do about one request or event.
package struct Row: Hashable, Sendable {
  /// Stable and never positional: `dfuIDLE.DNLOAD.block`.
  package var id: String
  /// The state before the request or event.
  package var state: State
  /// The request or event.
  package var trigger: Trigger
  /// All must hold; a fact that is not known excludes nothing.
  package var when: [Condition]
  /// Every outcome that the text or a reading allows. Beside them those that devices are known to
  /// break the text with; their verdict says so. Never empty.
  package var then: [Outcome]
  /// How binding it is: what an outcome outside `then` is.
  package var level: Level
  /// Who is at fault when none of the outcomes was seen.
  package var actor: Actor
  /// Where it stands.
  package var cite: Citation
  /// The ambiguity that the row rests on, as `AMB-nn`, or the deviation that declares it.
  package var reading: String?
  /// Implementations that are known to do otherwise, in words.
  package var deviations: [String]
  /// The first part of its public path: `dfu`, or what the overlay calls itself.
  package var namespace: String
}
