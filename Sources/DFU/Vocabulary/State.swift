/// The eleven states of a DFU device (DFU 1.1, 6.1.2).
package enum State: UInt8, CaseIterable, Hashable, Sendable {
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

  /// Written out because the general one for raw values is a call through two witness tables.
  package static func == (a: State, b: State) -> Bool { a.rawValue == b.rawValue }

  /// The specification's spelling, as users see it.
  package var name: String {
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

  /// Finds a state by the specification's spelling.
  package init?(name: some StringProtocol) {
    guard let state = State.allCases.first(where: { $0.name == name }) else { return nil }
    self = state
  }
}

/// A set of states, one bit a state.
package struct StateSet: OptionSet, Hashable, Sendable {
  /// Bit n is the state with the number n.
  package var rawValue: UInt16

  /// A set of bits; those above bit 10 are no state.
  package init(rawValue: UInt16) {
    self.rawValue = rawValue
  }

  /// The set of one state.
  package init(_ state: State) {
    self.init(rawValue: 1 &<< UInt16(state.rawValue))
  }

  /// Written out for speed, as `State`'s is.
  package static func == (a: StateSet, b: StateSet) -> Bool { a.rawValue == b.rawValue }

  /// Whether the two have a state in common.
  package func overlaps(_ other: StateSet) -> Bool { rawValue & other.rawValue != 0 }

  /// All eleven.
  package static let all = StateSet(rawValue: 0x7FF)
  /// appIDLE and appDETACH: what a run-time device can be in (DFU 1.1, 6.1.2).
  package static let runTime = StateSet(rawValue: 0x003)
  /// The nine states of DFU mode.
  package static let dfuMode = StateSet(rawValue: 0x7FC)

  /// The members, lowest number first.
  package var states: [State] { State.allCases.filter { contains(StateSet($0)) } }
}
