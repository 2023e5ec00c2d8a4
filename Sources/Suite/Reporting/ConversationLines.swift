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
    if case .exchange(let transfer) = observation.event {
      completion = transfer.completionFrame
      content = .exchange(exchange(transfer))
    } else {
      guard let words = observation.event.words else { return nil }
      content = .event(words)
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
      request: checker.requestText(transfer.setup), reply: checker.shortReplyText(transfer),
      states: checker.belief.states.states.map(\.name),
      pollTimeoutMilliseconds: report?.pollTimeoutMilliseconds,
      isPoll: request == .getStatus || request == .getState)
  }
}
