import DFU
import Evidence
import SpecTable
import USB

/// One thing to be judged, and what was known before it.
struct Scene {
  var trigger: Int
  /// Nil for an event.
  var transfer: ControlTransfer?
  var at: Moment
  var facts: FactBits
  var belief: Belief
}

/// A device that is on its way (back) onto the bus.
struct Arrival {
  /// The bus reset that began it, as it was before; nil when it came by itself.
  var reset: Scene?
}

/// A silent move of the belief, kept because the next one is mostly the same.
struct Move {
  var trigger: Int
  var facts: FactBits
  var from: Belief
  var to: Belief
}

/// An answer that may have been an ACK or a STALL, of which only one is allowed; the next
/// answer that shows the state may tell.
struct UncertainAnswer {
  /// The finding if it turns out to have been the one that is not allowed.
  var breach: Finding
  /// Where the device is if it was the allowed one, and if it was not.
  var kept: Belief
  var broken: Belief
}

/// The facts that do not change with every exchange, as they are at a revision of the history.
struct SlowFacts {
  let revision: Int
  let bits: FactBits

  init(_ history: History) {
    revision = history.revision
    let slow = Fact.allCases.filter { !$0.isOfExchange }
      .reduce(UInt64(0)) { $0 | 1 << UInt64($1.rawValue) }
    let (known, value) = history.facts(slow, for: nil)
    bits = FactBits(known: known, value: value)
  }
}

/// A value that is mostly absent, kept out of line: to ask whether it is there moves none of it.
@propertyWrapper
struct Rare<Value> {
  fileprivate indirect enum Place {
    case nothing
    case kept(Value)
  }

  private var place = Place.nothing

  init(wrappedValue: Value?) { self.wrappedValue = wrappedValue }

  var wrappedValue: Value? {
    get {
      switch place {
      case .nothing: nil
      case .kept(let value): value
      }
    }
    set { place = newValue.map { .kept($0) } ?? .nothing }
  }

  /// Whether it is there.
  var projectedValue: Bool {
    switch place {
    case .nothing: false
    case .kept: true
    }
  }
}

extension Rare: Sendable where Value: Sendable {}

extension Rare.Place: Sendable where Value: Sendable {}
