package import DFU

/// Something that a product is known to do otherwise than the base table says, as its overlay
/// declares it.
package struct Deviation: Hashable, Sendable {
  /// Stable: `X14`.
  package var id: String
  /// The first part of its public paths: `xmos`.
  package var namespace: String
  /// What the product does, in one sentence.
  package var says: String
  /// Where it is known from: repository, version and file.
  package var evidence: [String]
  /// How it shows in traffic, in a few words; nil where it does not tell generations apart.
  package var sign: String?
  /// Why no row and no rule can show it; nil where one does.
  package var noRow: String?

  /// The beginning of the rule that declared findings name: `xmos/X14`.
  package var path: String { "\(namespace)/\(id)" }
}

/// A rule other than a row that a deviation is known to break.
package struct DeclaredBreach: Hashable, Sendable {
  /// The rule's id: `D16`.
  package var rule: String
  /// The deviation's path: `xmos/X28`.
  package var deviation: String
  /// The values of a descriptor field that are declared; empty for every value.
  package var values: [UInt32]
  /// The requests at which it is declared; empty for every one.
  package var requests: [String]
  /// The states in which it is declared.
  package var states: StateSet
  /// Facts without which it is not declared. A fact that is not known excludes nothing.
  package var when: [Condition]
}
