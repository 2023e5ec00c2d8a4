/// A rule of the table below that an overlay takes back, or puts another in the place of.
package struct Withdrawal: Hashable, Sendable {
  /// The rule's id: `H07.block`.
  package var id: String
  /// The path of the rule below: `dfu/host/H07.block`.
  package var base: String
  /// The path under which findings name it: `dfuse/host/H07.block`. Where a rule of the overlay
  /// stands in its place, that of this rule.
  package var path: String
  /// Why, or what is the rule now, in one sentence; nil where the overlay does not say.
  package var says: String?
  /// Where the overlay is known from.
  package var evidence: [String]
}
