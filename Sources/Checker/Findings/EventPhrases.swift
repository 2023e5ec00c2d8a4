import SpecTable

extension BusEvent {
  /// The event in a sentence: `the bus reset`.
  var words: String {
    switch self {
    case .busReset: "the bus reset"
    case .powerOnReset: "the power-on reset"
    case .detachTimeout: "the end of the detach window"
    case .pollTimeout: "the end of bwPollTimeout"
    case .deviceDetachAttach: "the departure"
    case .interfaceSet, .configured: rawValue
    }
  }

  /// Who did it, at the beginning of a sentence: `The host reset the bus`.
  var deed: String {
    switch self {
    case .busReset: "The host reset the bus"
    case .powerOnReset: "The power came back"
    case .detachTimeout: "The detach window ended"
    case .pollTimeout: "bwPollTimeout ran out"
    case .deviceDetachAttach: "The device left the bus"
    case .interfaceSet, .configured: "The host sent \(rawValue)"
    }
  }
}
