package import DFU
import USB

/// The device's reaction to one step of a vector (`dfutrace.trace/1`,
/// specs/schemas/trace.schema.json).
package struct StepOutcome: Hashable, Sendable {
  /// How a control transfer ended.
  package enum Reply: String, Hashable, Sendable, CaseIterable {
    case ack, data, stall, hang, overflow
  }

  /// Nil for a step that is not a request.
  package var reply: Reply?
  /// The data from the device.
  package var data: [UInt8] = []
  /// The device's state after the step (DFU 1.1, 6.1.2).
  package var stateAfter: State
  /// The descriptor set that the device shows after the step.
  package var mode: Mode
  /// The descriptor set after the reboot; nil if the step causes no reboot.
  package var reboot: Mode?
  /// The time from the step to the reboot, in milliseconds; nil without a reboot.
  package var rebootAfterMilliseconds: Int?
  /// The time that the device needed for the request, in milliseconds.
  package var delayMilliseconds = 0
  /// Endpoint 0 answers nothing until a bus reset.
  package var isEndpoint0Dead = false
  /// The device does not react until a power cycle.
  package var isStuck = false

  /// Makes the outcome of a step that is not a request, with the state and mode after it.
  package init(stateAfter: State, mode: Mode) {
    self.stateAfter = stateAfter
    self.mode = mode
  }
}

extension StepOutcome {
  /// The names of the modes in vectors and traces.
  static let modes: [(mode: Mode, name: String)] = [(.runTime, "app"), (.dfuMode, "dfu")]

  static func name(_ mode: Mode) -> String {
    switch mode {
    case .runTime: "app"
    case .dfuMode: "dfu"
    }
  }
}

/// Writes outcomes as JSON lines.
package struct TraceWriter: Sendable {
  /// The text written since the last `take`.
  package private(set) var text: [UInt8] = []

  /// Makes a writer without text.
  package init() {}

  /// Returns the text so far and starts again.
  package mutating func take() -> [UInt8] {
    defer { text.removeAll(keepingCapacity: true) }
    return text
  }

  /// Writes the line of one vector. `id` is JSON text.
  package mutating func write(id: [UInt8], _ outcomes: [StepOutcome]) {
    text += #"{"schema":"dfutrace.trace/1","id":"#.utf8
    text += id
    text += #","outcomes":["#.utf8
    for (index, outcome) in outcomes.enumerated() {
      if index > 0 { text.append(UInt8(ascii: ",")) }
      write(outcome)
    }
    text += "]}\n".utf8
  }

  private mutating func write(_ outcome: StepOutcome) {
    text += #"{"reply":"#.utf8
    quote(outcome.reply?.rawValue)
    text += #","data":""#.utf8
    Hex.write(outcome.data, to: &text)
    text += #"","state_after":"#.utf8
    number(Int(outcome.stateAfter.rawValue))
    text += #","mode":"#.utf8
    quote(StepOutcome.name(outcome.mode))
    text += #","reboot":"#.utf8
    quote(outcome.reboot.map(StepOutcome.name))
    text += #","reboot_after_ms":"#.utf8
    number(outcome.rebootAfterMilliseconds)
    text += #","delay_ms":"#.utf8
    number(outcome.delayMilliseconds)
    text += #","ep0_dead":"#.utf8
    text += (outcome.isEndpoint0Dead ? "true" : "false").utf8
    text += #","stuck":"#.utf8
    text += (outcome.isStuck ? "true}" : "false}").utf8
  }

  private mutating func quote(_ word: String?) {
    guard let word else {
      text += "null".utf8
      return
    }
    text.append(UInt8(ascii: "\""))
    text += word.utf8
    text.append(UInt8(ascii: "\""))
  }

  private mutating func number(_ value: Int?) {
    text += (value.map(String.init) ?? "null").utf8
  }
}
