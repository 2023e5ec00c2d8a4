import Checker
import DFU
import USB

// What happened, in the words of `show` and of the ladder.

extension Checker {
  /// What came back: for a status report its status and state, because the poll timeout has a place
  /// of its own.
  func shortReplyText(_ transfer: ControlTransfer) -> String {
    let report = ClassRequest(transfer.setup) == .getStatus ? StatusReport(transfer.data) : nil
    return report?.shortText ?? replyText(transfer)
  }
}

extension StatusReport {
  fileprivate var shortText: String? {
    guard let status, let state else { return nil }
    return "\(status.name), \(state.name)"
  }
}

extension Observation.Event {
  /// What happened; nil for an exchange, and for the end.
  var words: String? {
    switch self {
    case .exchange, .end: nil
    case .described(let set):
      "\(set.mode?.name ?? "DFU") descriptors, interface \(set.interfaceNumber)"
    case .configured(let value): "SET_CONFIGURATION \(value)"
    case .interfaceSet(let alternate): "SET_INTERFACE, alternate \(alternate)"
    case .reset: "bus reset"
    case .left(.portStatus): "left the bus (port status)"
    case .left(.transfersShutDown): "left the bus (transfers shut down)"
    case .left(.recorded): "left the bus"
    case .attached: "enumerated again"
    case .gap(let gap): "gap: \(gap.words)"
    }
  }
}

extension Gap {
  fileprivate var words: String {
    switch self {
    case .damaged(let reason): "the capture is damaged here: \(reason)"
    case .unpaired: "a submission or a completion is missing"
    case .dropped: "records were dropped"
    case .otherInterface(let number): "a request to DFU interface \(number), which is not followed"
    case .unknownInterface(let number): "a request to interface \(number), which is not followed"
    case .notConfigured: "a request to a device that is not configured"
    }
  }
}
