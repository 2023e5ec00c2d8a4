import DFU
import SpecTable
import USB

/// The words for requests, replies, rows and times in findings.
enum Phrases {
  /// What came back: `STALL`, `ACK`, `bStatus OK, bwPollTimeout 5 ms, bState dfuDNBUSY`…
  static func reply(_ transfer: ControlTransfer) -> String {
    switch transfer.outcome {
    case .acknowledged: acknowledged(transfer)
    case .stalled: "STALL"
    case .acknowledgedOrStalled: "ACK or STALL (this capture cannot tell which)"
    case .timedOut, .cancelled: "no answer" + duration(transfer)
    case .disconnected: "no answer: the device left the bus"
    case .overflowed: "more bytes than the \(transfer.setup.length) asked for"
    case .notSent: "not sent: the submission failed"
    case .wireError: "an error on the wire"
    case .unknown: "no answer in the capture"
    case .unanswered: unanswered(transfer)
    }
  }

  /// A transfer that still waits: `still unanswered when the recording ends, 1500 ms later`.
  static func unanswered(_ transfer: ControlTransfer) -> String {
    "still unanswered when the recording ends"
      + (transfer.durationMilliseconds.map { ", \(milliseconds($0)) ms later" } ?? "")
  }

  private static func acknowledged(_ transfer: ControlTransfer) -> String {
    guard transfer.setup.requestType.direction == .deviceToHost else { return "ACK" }
    switch ClassRequest(transfer.setup) {
    case .getStatus?:
      return StatusReport(transfer.data).map(report) ?? count(transfer.actualLength)
    case .getState? where transfer.actualLength == 1:
      return transfer.data.first.map { "state \(stateName($0))" } ?? count(1)
    default: return count(transfer.actualLength)
    }
  }

  private static func report(_ report: StatusReport) -> String {
    let status = report.status?.name ?? "\(report.rawStatus) (no such status)"
    return "bStatus \(status), bwPollTimeout \(report.pollTimeoutMilliseconds) ms, "
      + "bState \(stateName(report.rawState))"
  }

  private static func stateName(_ raw: UInt8) -> String {
    State(rawValue: raw)?.name ?? "\(raw) (no such state)"
  }

  private static func count(_ bytes: Int?) -> String {
    bytes.map { "\($0) byte\($0 == 1 ? "" : "s")" } ?? "data"
  }

  private static func duration(_ transfer: ControlTransfer) -> String {
    transfer.durationMilliseconds.map { " for \(milliseconds($0)) ms" } ?? ""
  }

  /// A request and the fields that matter for it: `DFU_DNLOAD, wBlockNum 3, wLength 64`.
  static func request(_ name: String, _ setup: SetupPacket) -> String {
    switch ClassRequest(setup) {
    case .dnload?, .upload?: "\(name), wBlockNum \(setup.value), wLength \(setup.length)"
    case .detach?: "\(name), wTimeout \(setup.value) ms"
    case .getStatus?, .clrStatus?, .getState?, .abort?: name
    case nil:
      "\(name) (bmRequestType \(Hex.specText(setup.requestType.rawValue, width: 2)), "
        + "bRequest \(Hex.specText(setup.request, width: 2)))"
    }
  }

  /// What the rows allow or note, in their order, every outcome once.
  static func expectation(_ rows: [Row]) -> String {
    var seen: [String] = []
    for row in rows {
      for outcome in row.then where outcome.verdict < .violation {
        let text = self.outcome(outcome, in: row.state)
        if !seen.contains(text) { seen.append(text) }
      }
    }
    return seen.isEmpty
      ? "nothing: this request has no place here" : seen.joined(separator: "; or ")
  }

  /// The answers that are right by `rows`, in few words; nil where none is.
  static func right(_ rows: [Row]) -> String? {
    var seen: [String] = []
    for row in rows {
      for outcome in row.then where outcome.verdict == .pass {
        let text = self.outcome(outcome, in: row.state)
        if !seen.contains(text) { seen.append(text) }
      }
    }
    switch seen.count {
    case 0: return nil
    case 1...3: return seen.joined(separator: "; or ")
    default: return "one of the answers that are expected here"
    }
  }

  /// Why devices are known to answer as one of `outcomes`: `: taken as ...`, or `: either ...; or
  /// ...` where several apply. Nothing where one of them has no reason: it may be that one.
  static func reasons(_ outcomes: [Outcome]) -> String {
    var seen: [String] = []
    for outcome in outcomes {
      guard let reason = outcome.because else { return "" }
      if !seen.contains(reason) { seen.append(reason) }
    }
    switch seen.count {
    case 0: return ""
    case 1: return ": \(seen[0])"
    default: return ": either " + seen.joined(separator: "; or ")
    }
  }

  /// `ACK, then dfuDNLOAD-SYNC`.
  static func outcome(_ outcome: Outcome, in state: State) -> String {
    let next = outcome.next(from: state)
    let answer = answer(outcome.reply)
    return switch outcome.reply {
    case .data6: "bState \((outcome.shows ?? next).name)\(statuses(outcome.status))"
    case .data1: "\(answer) \((outcome.shows ?? next).name)"
    case .silence, .anyAnswer, .anything: answer
    case .ack, .stall, .dataFull, .dataShort, .dataNone, .overflow, .nothing:
      "\(answer), then \(next.name)"
    case .reenumerates: "\(answer) in \(next.name)"
    }
  }

  /// `ACK`, `a short block`.
  static func answer(_ reply: Reply) -> String {
    switch reply {
    case .ack: "ACK"
    case .stall: "STALL"
    case .data6: "a status"
    case .data1: "state"
    case .dataFull: "a full block"
    case .dataShort: "a short block"
    case .dataNone: "no bytes"
    case .silence: "no answer"
    case .overflow: "more bytes than asked for"
    case .anyAnswer: "any answer"
    case .anything: "anything"
    case .nothing: "nothing"
    case .reenumerates: "re-enumeration"
    }
  }

  private static func statuses(_ rule: StatusRule) -> String {
    switch rule {
    case .unchanged: ""
    case .unchangedError: " with the error code kept"
    case .clearedError: " with the error code that was cleared"
    case .otherError: " with a new error code"
    case .changedError: " with another error code"
    case .oneOf(.all): ""
    case .oneOf(.anyError): " with an error code"
    case .oneOf(let set): " with bStatus " + set.statuses.map(\.name).joined(separator: " or ")
    }
  }

  /// `dfuIDLE or dfuERROR`; for all eleven `any state`.
  static func states(_ states: StateSet) -> String {
    switch states {
    case []: "no state: endpoint 0 is dead"
    case .all: "any state"
    case .dfuMode: "any state of DFU mode"
    default: states.states.map(\.name).joined(separator: " or ")
    }
  }

  /// Why nothing tells which side was wrong.
  static func eitherSide(hostWrongIn: StateSet, deviceWrongIn: StateSet) -> String {
    "in \(states(hostWrongIn)) the host must not send it, and in \(states(deviceWrongIn)) the "
      + "device must not answer so; which of them it was is not shown"
  }

  /// The words as the beginning of a sentence.
  static func sentence(_ words: String) -> String {
    words.prefix(1).uppercased() + words.dropFirst()
  }

  /// A number of milliseconds, rounded to hundredths.
  static func milliseconds(_ value: Double) -> String {
    let hundredths = (value * 100).rounded()
    let whole = Int(hundredths / 100)
    let rest = abs(Int(hundredths) % 100)
    return rest == 0 ? "\(whole)" : "\(whole).\(rest < 10 ? "0" : "")\(rest)"
  }

  /// What follows the message of every finding that depends on an earlier transfer. Writers add it
  /// as it is, so that `Finding.Words.explain(by:)` finds it.
  static let lossHint =
    " A transfer that the recording lost without a sign of it would look the same."

  /// What is said in its place where records are missing behind `frame`; nil for a loss of which
  /// nobody knows where it is.
  static func missing(behind frame: Int?) -> String {
    if let frame {
      return " Records are missing behind frame \(frame): a transfer among them could explain it."
    }
    return " The recorder lost records and does not say where: a transfer among them could explain "
      + "it."
  }
}
