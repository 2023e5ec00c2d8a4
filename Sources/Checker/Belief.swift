package import DFU

/// What the device may be: for every state the bStatus values that are possible in it.
///
/// A state with no possible status is one that the device is not in. The members are runs that
/// the evidence allows.
package struct Belief: Hashable, Sendable {
  private var statuses = SIMD16<UInt16>()
  /// The states that the device may be in.
  package private(set) var states: StateSet = []

  package init() {}

  /// The device is in `state`, with one of `statuses`.
  package init(_ state: State, _ statuses: StatusSet) {
    insert(state, statuses)
  }

  /// The statuses that are possible in `state`; empty when the device is not in it.
  package subscript(state: State) -> StatusSet {
    StatusSet(rawValue: statuses[Int(state.rawValue)])
  }

  package var isEmpty: Bool { states.isEmpty }

  /// Whether only one state is left.
  package var isCertain: Bool { states.rawValue.nonzeroBitCount == 1 }

  /// Adds a possibility.
  package mutating func insert(_ state: State, _ possible: StatusSet) {
    guard !possible.isEmpty else { return }
    statuses[Int(state.rawValue)] |= possible.rawValue
    states.insert(StateSet(state))
  }

  /// Adds every possibility of another belief.
  package mutating func formUnion(_ other: Belief) {
    statuses |= other.statuses
    states.formUnion(other.states)
  }

  /// Keeps only the members whose state is in `kept`.
  package mutating func formIntersection(_ kept: StateSet) {
    for state in states.subtracting(kept).states { statuses[Int(state.rawValue)] = 0 }
    states.formIntersection(kept)
  }

  /// The lowest state and its statuses, taken out; nil when none is left.
  ///
  /// This is how the members are walked without allocating.
  mutating func popFirst() -> (state: State, statuses: StatusSet)? {
    guard !states.isEmpty,
      let state = State(rawValue: UInt8(truncatingIfNeeded: states.rawValue.trailingZeroBitCount))
    else { return nil }
    states.remove(StateSet(state))
    return (state, self[state])
  }
}

/// Why a belief is wider than what has been seen would allow.
package enum MissingEvidence: Hashable, Sendable {
  /// Nothing has shown the state since the recording began.
  case beginning
  /// Part of the traffic is missing before this frame.
  case gap(frame: Int)
  /// The answer to the request of this frame is not in the capture.
  case answer(frame: Int)

  /// The reason as a report states it.
  package var text: String {
    switch self {
    case .beginning: "the recording begins in mid-session and the state was not yet shown"
    case .gap(let frame):
      "traffic is missing before frame \(frame) and the state was not shown since"
    case .answer(let frame): "the answer to frame \(frame) is not in the capture"
    }
  }
}
