import Checker
import DFU
import Report
import USB

/// The words for steps and fields.
struct DiffWords {
  let checker: Checker

  func line(_ step: DiffStep) -> DiffReport.Line {
    let frame = Int(step.frame)
    switch step.content {
    case .exchange(let exchange):
      return DiffReport.Line(
        frame: frame, request: checker.requestText(exchange.setup),
        reply: checker.replyText(exchange.transfer), count: Int(step.count))
    case .interfaceSet(let alternate):
      return DiffReport.Line(
        frame: frame, request: "SET_INTERFACE, alternate \(alternate)", reply: "")
    case .bus(let change): return DiffReport.Line(frame: frame, request: text(change), reply: "")
    }
  }

  private func text(_ change: BusChange) -> String {
    var parts: [String] = []
    if change.isReset { parts.append("bus reset") }
    if change.hasLeft { parts.append("left the bus") }
    if change.arrival != nil { parts.append("enumerated again") }
    if let mode = change.mode { parts.append("\(mode.name) descriptors") }
    if let value = change.configuration { parts.append("SET_CONFIGURATION \(value)") }
    return parts.joined(separator: ", ")
  }

  /// A byte, as the specification writes it.
  func byteText(_ byte: UInt8) -> String { Hex.specText(byte, width: 2) }

  /// `wBlockNum 3`.
  func block(_ step: DiffStep) -> String {
    step.exchange.map { "wBlockNum \($0.setup.value)" } ?? ""
  }

  /// What a difference is about: the request or the event.
  func subject(_ step: DiffStep) -> String {
    switch step.content {
    case .exchange(let exchange): checker.requestText(exchange.setup)
    case .interfaceSet: "SET_INTERFACE"
    case .bus: "what happens on the bus"
    }
  }

  /// A field of `step`, a step of A, with both values in words.
  func field(_ difference: FieldDifference, of step: DiffStep) -> DiffReport.Field {
    let setup = step.exchange?.setup
    return DiffReport.Field(
      name: name(difference, setup), a: text(difference.a, difference.field, setup),
      b: text(difference.b, difference.field, setup))
  }

  private func name(_ difference: FieldDifference, _ setup: SetupPacket?) -> String {
    switch difference.field {
    case .requestType: "bmRequestType"
    case .request: "bRequest"
    case .value: setup.map(valueName) ?? "wValue"
    case .index: "wIndex"
    case .requestLength: "wLength"
    case .sentByte: "byte \(difference.a >> 8) of the data that is sent"
    case .wait: "wait"
    case .alternate: "alternate setting"
    case .reset: "bus reset"
    case .configuration: "SET_CONFIGURATION"
    case .outcome: "answer"
    case .status: "bStatus"
    case .state: "bState"
    case .pollTimeout: "bwPollTimeout"
    case .string: "iString"
    case .answerLength: "length of the answer"
    case .answerByte: "byte \(difference.a >> 8) of the answer"
    case .leaves: "leaves the bus"
    case .arrival: "comes back"
    case .mode: "mode"
    }
  }

  /// The name that DFU 1.1, 6.1.1 and 5.1 give to wValue.
  private func valueName(_ setup: SetupPacket) -> String {
    switch ClassRequest(setup) {
    case .dnload?, .upload?: "wBlockNum"
    case .detach?: "wTimeout"
    case .getStatus?, .clrStatus?, .getState?, .abort?, nil: "wValue"
    }
  }

  private func text(_ value: UInt64, _ field: DiffField, _ setup: SetupPacket?) -> String {
    let byte = UInt8(truncatingIfNeeded: value)
    return switch field {
    case .requestType, .request, .sentByte, .answerByte: byteText(byte)
    case .value, .index, .requestLength, .alternate, .configuration, .string: "\(value)"
    case .wait: value == 1 ? "less than bwPollTimeout" : "at least bwPollTimeout"
    case .reset, .leaves: value == 1 ? "yes" : "no"
    case .arrival: value == 1 ? "yes" : "not before the recording ends"
    case .outcome: outcome(byte, setup)
    case .status: Status(rawValue: byte)?.name ?? "\(byte) (no such status)"
    case .state: State(rawValue: byte)?.name ?? "\(byte) (no such state)"
    case .pollTimeout: timeouts(value)
    case .answerLength: "\(value) bytes"
    case .mode: value == 1 ? Mode.dfuMode.words : Mode.runTime.words
    }
  }

  private func outcome(_ raw: UInt8, _ setup: SetupPacket?) -> String {
    let isAsking = setup?.requestType.direction == .deviceToHost
    return switch OutcomeClass(rawValue: raw) {
    case .answered: isAsking ? "data" : "ACK"
    case .stalled: "STALL"
    case .answeredOrStalled: "ACK or STALL"
    case .silent: "no answer"
    case .overflow: "more bytes than were asked for"
    case .wireError: "an error on the wire"
    case .gone: "no answer: the device left the bus"
    case .notSent: "not sent"
    case .unknown, nil: "not shown"
    }
  }

  /// The values of bwPollTimeout in polls with the same state.
  private func timeouts(_ packed: UInt64) -> String {
    let (first, last) = (packed & 0xFF_FFFF, packed >> 24 & 0xFF_FFFF)
    return packed >> 48 == 0 ? "\(first) ms" : "\(first) ms, then others, at last \(last) ms"
  }
}
