package import DFU

/// A duty that a state table cannot hold: what a host (or a device) owes the other side.
///
/// It has one of two forms. A *check* is examined at each of the triggers in `on` whose `when`
/// holds: it is broken when one of `require` is known not to hold, or when the device is
/// certainly in one of `forbiddenIn`. A *span* opens and closes on marks, and between them
/// `forbidsMeanwhile` must not be seen.
package struct Obligation: Hashable, Sendable {
  /// `H14`.
  package var id: String
  package var actor: Actor
  package var level: Level
  package var form: Form
  /// All must hold when the duty is examined (for a span: when it opens).
  package var when: [Condition]
  /// Obligations whose breach at the same exchange already tells this fault.
  package var unless: [String]
  package var cite: Citation
  package var reading: String?
  /// One sentence: what is required. The report's "expected".
  package var says: String
  /// One sentence: what the operator can do about it.
  package var advice: String
  /// Implementations that are known to break it, in words.
  package var deviations: [String]
  package var namespace: String

  package enum Form: Hashable, Sendable {
    case check(on: [Trigger], require: [Condition], forbiddenIn: StateSet)
    case span(opensOn: [Mark], closesOn: [Mark], forbidsMeanwhile: [Trigger])
  }

  package init(
    id: String, actor: Actor, level: Level, form: Form, when: [Condition] = [],
    unless: [String] = [], cite: Citation, reading: String? = nil, says: String, advice: String,
    deviations: [String] = [], namespace: String = "dfu"
  ) {
    self.id = id
    self.actor = actor
    self.level = level
    self.form = form
    self.when = when
    self.unless = unless
    self.cite = cite
    self.reading = reading
    self.says = says
    self.advice = advice
    self.deviations = deviations
    self.namespace = namespace
  }
}

/// A bound on the time between two things.
package struct TimingRule: Hashable, Sendable {
  /// `T1`.
  package var id: String
  package var actor: Actor
  package var level: Level
  /// The clock starts when one of these is seen, at its completion.
  package var from: [Mark]
  /// It is read at the submission of one of these, and stopped.
  package var to: [Trigger]
  /// It is stopped without being read when one of these is seen.
  package var until: [Mark]
  package var bound: Bound
  package var when: [Condition]
  package var unless: [String]
  package var cite: Citation
  package var reading: String?
  package var says: String
  package var advice: String
  package var deviations: [String]
  package var namespace: String

  package enum Bound: Hashable, Sendable {
    case atLeast(Quantity)
    case atMost(Quantity)
    /// Not between two things but the time that one transfer takes, submission to completion.
    case durationAtMost(Quantity)
  }

  package init(
    id: String, actor: Actor, level: Level, from: [Mark], to: [Trigger], until: [Mark] = [],
    bound: Bound, when: [Condition] = [], unless: [String] = [], cite: Citation,
    reading: String? = nil, says: String, advice: String, deviations: [String] = [],
    namespace: String = "dfu"
  ) {
    self.id = id
    self.actor = actor
    self.level = level
    self.from = from
    self.to = to
    self.until = until
    self.bound = bound
    self.when = when
    self.unless = unless
    self.cite = cite
    self.reading = reading
    self.says = says
    self.advice = advice
    self.deviations = deviations
    self.namespace = namespace
  }
}

/// What one descriptor field has to be.
package struct DescriptorRule: Hashable, Sendable {
  /// `D07`.
  package var id: String
  package var actor: Actor
  package var level: Level
  /// The descriptor set that it speaks of; nil for both.
  package var set: Mode?
  package var field: DescriptorField
  package var demand: Demand
  package var cite: Citation
  package var reading: String?
  package var says: String
  package var advice: String
  package var deviations: [String]
  package var namespace: String

  package enum Demand: Hashable, Sendable {
    case oneOf([UInt32])
    /// The field has the value that the same device showed in its other mode.
    case sameAsOtherMode
    case differsFromOtherMode
    case atLeast(UInt32)
  }

  package init(
    id: String, actor: Actor = .device, level: Level, set: Mode?, field: DescriptorField,
    demand: Demand, cite: Citation, reading: String? = nil, says: String, advice: String,
    deviations: [String] = [], namespace: String = "dfu"
  ) {
    self.id = id
    self.actor = actor
    self.level = level
    self.set = set
    self.field = field
    self.demand = demand
    self.cite = cite
    self.reading = reading
    self.says = says
    self.advice = advice
    self.deviations = deviations
    self.namespace = namespace
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
