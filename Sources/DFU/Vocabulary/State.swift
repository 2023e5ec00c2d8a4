/// The eleven states of a DFU device (DFU 1.1, 6.1.2).
public enum State: UInt8, CaseIterable, Hashable, Sendable {
  case appIDLE = 0
  case appDETACH
  case dfuIDLE
  case dfuDNLOADSYNC
  case dfuDNBUSY
  case dfuDNLOADIDLE
  case dfuMANIFESTSYNC
  case dfuMANIFEST
  case dfuMANIFESTWAITRESET
  case dfuUPLOADIDLE
  case dfuERROR

  /// Compares raw values directly: the generic `==` is a call through two witness tables.
  public static func == (a: State, b: State) -> Bool { a.rawValue == b.rawValue }

  /// The state's name as the specification spells it.
  public var name: String {
    switch self {
    case .appIDLE: "appIDLE"
    case .appDETACH: "appDETACH"
    case .dfuIDLE: "dfuIDLE"
    case .dfuDNLOADSYNC: "dfuDNLOAD-SYNC"
    case .dfuDNBUSY: "dfuDNBUSY"
    case .dfuDNLOADIDLE: "dfuDNLOAD-IDLE"
    case .dfuMANIFESTSYNC: "dfuMANIFEST-SYNC"
    case .dfuMANIFEST: "dfuMANIFEST"
    case .dfuMANIFESTWAITRESET: "dfuMANIFEST-WAIT-RESET"
    case .dfuUPLOADIDLE: "dfuUPLOAD-IDLE"
    case .dfuERROR: "dfuERROR"
    }
  }

  /// Finds a state by its name in the specification.
  public init?(name: some StringProtocol) {
    guard let state = State.allCases.first(where: { $0.name == name }) else { return nil }
    self = state
  }
}

/// A set of states, one bit for each state.
package struct StateSet: OptionSet, Hashable, Sendable {
  /// Bit n stands for the state with the number n.
  package var rawValue: UInt16

  /// Takes any bits. Bits above bit 10 stand for no state.
  package init(rawValue: UInt16) {
    self.rawValue = rawValue
  }

  /// Makes an empty set. By hand, as `==` is.
  package init() { rawValue = 0 }

  /// Makes a set with one state.
  package init(_ state: State) {
    self.init(rawValue: 1 &<< UInt16(state.rawValue))
  }

  /// Makes the set of some states.
  package init(_ states: [State]) {
    self = states.reduce(into: []) { $0.insert(StateSet($1)) }
  }

  /// Compares raw values directly, for speed, as `State` does.
  package static func == (a: StateSet, b: StateSet) -> Bool { a.rawValue == b.rawValue }

  /// Whether it has no state. By hand, as `==` is.
  package var isEmpty: Bool { rawValue == 0 }

  /// Whether all its states are in `other`. By hand, as `==` is.
  package func isSubset(of other: StateSet) -> Bool { rawValue & ~other.rawValue == 0 }

  /// Whether the two sets have a state in common.
  package func overlaps(_ other: StateSet) -> Bool { rawValue & other.rawValue != 0 }

  /// The set of all eleven states.
  package static let all = StateSet(rawValue: 0x7FF)
  /// appIDLE and appDETACH: the states of a run-time device (DFU 1.1, 6.1.2).
  package static let runTime = StateSet(rawValue: 0x003)
  /// The nine states of DFU mode.
  package static let dfuMode = StateSet(rawValue: 0x7FC)

  /// The members, lowest number first.
  package var states: [State] { State.allCases.filter { contains(StateSet($0)) } }
}
