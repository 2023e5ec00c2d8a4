package import DFU

/// What the device may be: for every state the bStatus values that are possible in it.
///
/// A state without a possible status is one that the device is not in. The states with one are the
/// *members* of the belief: for each of them there is a course of events that the table allows and
/// that fits all that was seen.
package struct Belief: Hashable, Sendable {
  /// Sixteen bits for each of the eleven states, then sixteen for the set of states. They are
  /// packed because beliefs are compared at every exchange.
  private var words = Words()

  /// The states that the device may be in.
  package private(set) var states: StateSet {
    get { StateSet(rawValue: words[Self.statesPlace] & ~Self.deathBit) }
    set { words[Self.statesPlace] = newValue.rawValue | words[Self.statesPlace] & Self.deathBit }
  }

  /// Whether endpoint 0 may be dead: a device that answers nothing any more is in no state.
  package var mayBeDead: Bool {
    get { words[Self.statesPlace] & Self.deathBit != 0 }
    set {
      words[Self.statesPlace] = states.rawValue | (newValue ? Self.deathBit : 0)
    }
  }

  /// The highest bit of the set of states stands for no state.
  private static let deathBit: UInt16 = 1 << 15

  /// The place after those of the eleven states.
  private static let statesPlace: UInt8 = 11

  /// No member: the device cannot be in any state.
  package init() {}

  /// The device is in `state`, with one of `statuses`.
  package init(_ state: State, _ statuses: StatusSet) {
    insert(state, statuses)
  }

  /// The statuses that are possible in `state`; empty when the device is not in it.
  package subscript(state: State) -> StatusSet {
    StatusSet(rawValue: words[state.rawValue])
  }

  /// Whether no member is left.
  package var isEmpty: Bool { words[Self.statesPlace] == 0 }

  /// Whether only one state is left.
  package var isCertain: Bool { states.rawValue.nonzeroBitCount == 1 && !mayBeDead }

  /// The states of the mode that all members are of; nil where they are of both.
  var modeStates: StateSet? {
    if states.isSubset(of: .runTime) { return .runTime }
    return states.isSubset(of: .dfuMode) ? .dfuMode : nil
  }

  /// Whether another belief has all members of this one, with all their statuses.
  func isSubset(of other: Belief) -> Bool { words.isSubset(of: other.words) }

  /// Whether all members are states of the same mode.
  package var isOfOneMode: Bool { modeStates != nil }

  /// Adds a member, or statuses to one.
  package mutating func insert(_ state: State, _ possible: StatusSet) {
    guard !possible.isEmpty else { return }
    words[state.rawValue] |= possible.rawValue
    states = StateSet(rawValue: states.rawValue | StateSet(state).rawValue)
  }

  /// Adds the members of another belief.
  package mutating func formUnion(_ other: Belief) {
    words.formUnion(other.words)
  }

  /// Keeps only the members whose state is in `kept`: the device showed one, so that it lives.
  package mutating func formIntersection(_ kept: StateSet) {
    mayBeDead = false
    var gone = states.rawValue & ~kept.rawValue
    states = StateSet(rawValue: states.rawValue & kept.rawValue)
    while gone != 0 {
      words[UInt8(truncatingIfNeeded: gone.trailingZeroBitCount)] = 0
      gone &= gone &- 1
    }
  }

  /// Adds where an outcome leads, with the statuses after it.
  mutating func insert(_ outcome: CompiledOutcome, _ possible: StatusSet) {
    guard outcome.isDeath else { return insert(outcome.next, possible) }
    mayBeDead = true
  }

  /// Takes out the lowest state and gives it with its statuses; nil when none is left.
  ///
  /// Loops over members use it on a copy, because it does not allocate.
  mutating func popFirst() -> (state: State, statuses: StatusSet)? {
    guard states.rawValue != 0,
      let state = State(rawValue: UInt8(truncatingIfNeeded: states.rawValue.trailingZeroBitCount))
    else { return nil }
    states = StateSet(rawValue: states.rawValue & ~StateSet(state).rawValue)
    return (state, self[state])
  }
}

/// Twelve numbers of sixteen bits, four in each word.
private struct Words: Hashable, Sendable {
  private var low: UInt64 = 0
  private var middle: UInt64 = 0
  private var high: UInt64 = 0

  subscript(place: UInt8) -> UInt16 {
    get { UInt16(truncatingIfNeeded: word(place >> 2) >> Self.shift(place)) }
    set {
      let rest = word(place >> 2) & ~(0xFFFF << Self.shift(place))
      set(place >> 2, rest | UInt64(newValue) << Self.shift(place))
    }
  }

  mutating func formUnion(_ other: Words) {
    low |= other.low
    middle |= other.middle
    high |= other.high
  }

  func isSubset(of other: Words) -> Bool {
    (low & ~other.low) | (middle & ~other.middle) | (high & ~other.high) == 0
  }

  private static func shift(_ place: UInt8) -> UInt64 { UInt64(place & 3) * 16 }

  private func word(_ index: UInt8) -> UInt64 {
    index == 0 ? low : index == 1 ? middle : high
  }

  private mutating func set(_ index: UInt8, _ word: UInt64) {
    switch index {
    case 0: low = word
    case 1: middle = word
    default: high = word
    }
  }
}

/// Why a belief is wider than it would be with all the evidence.
package enum MissingEvidence: Hashable, Sendable {
  /// Nothing has shown the state since the recording began.
  case beginning
  /// The device was reset or arrived at this frame of the recording, and nothing has shown the
  /// state yet.
  case arrival(frame: Int)
  /// Part of the traffic is missing before this frame.
  case gap(frame: Int)
  /// Of the request or answer of this frame the other half is missing, and so may be traffic beside
  /// it.
  case half(frame: Int)
  /// The request of this frame went to another interface, or to a device that was not configured.
  /// It is not judged, and may have changed the state.
  case unjudged(frame: Int)
  /// The answer to the request of this frame is not in the capture.
  case answer(frame: Int)

  /// The missing evidence of a gap.
  init(_ gap: Gap, at frame: Int) {
    self =
      switch gap {
      case .damaged, .dropped: .gap(frame: frame)
      case .unpaired: .half(frame: frame)
      case .otherInterface, .unknownInterface, .notConfigured: .unjudged(frame: frame)
      }
  }

  /// This, after the device was reset or arrived at `frame`: then the recording does not begin in
  /// mid-session.
  func after(arrivalAt frame: Int) -> MissingEvidence {
    switch self {
    case .beginning: .arrival(frame: frame)
    case .arrival, .gap, .half, .unjudged, .answer: self
    }
  }
}
