import Checker
import DFU
import Report
import SpecTable
import USB

/// The conversations of a capture's sessions.
///
/// Memory is bounded: those of the latest `limit` sessions are kept. The tracker continues no older
/// session; where the device of one goes on, its state is not known until it is shown.
struct Conversations {
  private let fresh: ConversationLines
  private var kept: [(session: SessionID, lines: ConversationLines)] = []

  private static let limit = SessionSummary.continuedLimit

  /// Starts without a conversation; times count from `start`, in nanoseconds.
  init(rules: CompiledTable, start: Int64) {
    fresh = ConversationLines(rules: rules, start: start)
  }

  /// Makes the line for an observation of a session; nil when there is nothing to show.
  mutating func line(_ observation: Observation, of session: SessionID) -> ShowLine? {
    let place = session % Self.limit
    while kept.count <= place { kept.append((kept.count, fresh)) }
    if kept[place].session != session {
      guard kept[place].session < session || observation.isOfDevice else { return nil }
      kept[place] = (session, fresh)
    }
    return kept[place].lines.line(observation)
  }
}

/// Turns a session's observations into the lines that `show` prints.
struct ConversationLines {
  private var checker: Checker
  private let start: Int64

  /// Starts a conversation; times count from `start`, in nanoseconds.
  init(rules: CompiledTable, start: Int64) {
    checker = Checker(rules)
    self.start = start
  }

  /// Makes the line for an observation; nil when there is nothing to show.
  mutating func line(_ observation: Observation) -> ShowLine? {
    checker.observe(observation)
    let content: ShowLine.Content
    var completion: Int?
    switch observation.event {
    case .exchange(let transfer):
      completion = transfer.completionFrame
      content = .exchange(exchange(transfer))
    case .described(let set): content = .event(text(set))
    case .configured(let value): content = .event("SET_CONFIGURATION \(value)")
    case .interfaceSet(let alternate): content = .event("SET_INTERFACE, alternate \(alternate)")
    case .reset: content = .event("bus reset")
    case .left(.portStatus): content = .event("left the bus (port status)")
    case .left(.transfersShutDown): content = .event("left the bus (transfers shut down)")
    case .left(.recorded): content = .event("left the bus")
    case .attached: content = .event("enumerated again")
    case .gap(let gap): content = .event("gap: " + text(gap))
    case .end: return nil
    }
    return ShowLine(
      frame: observation.at.frame, completionFrame: completion,
      nanoseconds: observation.at.nanoseconds - start,
      device: observation.device?.description ?? "", content: content)
  }

  private func exchange(_ transfer: ControlTransfer) -> ShowLine.Exchange {
    let request = ClassRequest(transfer.setup)
    let report = request == .getStatus ? StatusReport(transfer.data) : nil
    return ShowLine.Exchange(
      request: checker.requestText(transfer.setup),
      reply: report.flatMap(text) ?? checker.replyText(transfer),
      states: checker.belief.states.states.map(\.name),
      pollTimeoutMilliseconds: report?.pollTimeoutMilliseconds,
      isPoll: request == .getStatus || request == .getState)
  }

  /// The status and the state of a report. The poll timeout has its own place in the line.
  private func text(_ report: StatusReport) -> String? {
    guard let status = report.status, let state = report.state else { return nil }
    return "\(status.name), \(state.name)"
  }

  private func text(_ set: DescriptorSet) -> String {
    let mode = set.mode?.name ?? "DFU"
    return "\(mode) descriptors, interface \(set.interfaceNumber)"
  }

  private func text(_ gap: Gap) -> String {
    switch gap {
    case .damaged(let reason): "the capture is damaged here: \(reason)"
    case .unpaired: "a submission or a completion is missing"
    case .dropped: "records were dropped"
    case .otherInterface(let number): "a request to DFU interface \(number), which is not followed"
    case .notConfigured: "a request to a device that is not configured"
    }
  }
}
