/// One fact, or its opposite.
package struct Condition: Hashable, Sendable {
  /// The fact that is asked for.
  package var fact: Fact
  /// False for a condition written with a leading `!`.
  package var holds: Bool

  /// The fact, or with `holds` false its opposite.
  package init(_ fact: Fact, holds: Bool = true) {
    self.fact = fact
    self.holds = holds
  }
}
