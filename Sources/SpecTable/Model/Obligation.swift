package import DFU

/// A duty that a state table cannot hold: what a host (or a device) owes the other side.
///
/// It has one of two forms. A *check* is examined at each of the triggers in `on` where `when` is
/// known to hold. It is broken when one of `require` is known not to hold, or when the device is
/// certainly in one of `forbiddenIn`. A *span* opens and closes on marks; while it is open, no
/// trigger of `forbidsMeanwhile` may be seen with the device certainly in one of `forbiddenIn`.
package struct Obligation: Hashable, Sendable {
  /// `H14`.
  package var id: String
  /// Who owes it.
  package var actor: Actor
  /// How binding it is.
  package var level: Level
  /// The check or the span.
  package var form: Form
  /// All must hold when the duty is examined (for a span: when it opens).
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

  /// The two forms, with the keys that they have in YAML.
  package enum Form: Hashable, Sendable {
    case check(on: [Trigger], require: [Condition], forbiddenIn: StateSet)
    case span(
      opensOn: [Mark], closesOn: [Mark], forbidsMeanwhile: [Trigger], forbiddenIn: StateSet)
  }
}

extension Obligation.Form {
  /// The form with other triggers in the place of those that it is about.
  package func withTriggers(_ change: ([Trigger]) -> [Trigger]) -> Obligation.Form {
    switch self {
    case .check(let on, let require, let forbiddenIn):
      .check(on: change(on), require: require, forbiddenIn: forbiddenIn)
    case .span(let opensOn, let closesOn, let forbidsMeanwhile, let forbiddenIn):
      .span(
        opensOn: opensOn, closesOn: closesOn, forbidsMeanwhile: change(forbidsMeanwhile),
        forbiddenIn: forbiddenIn)
    }
  }
}
