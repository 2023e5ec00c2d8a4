import DFU
package import DeviceModel
package import Vectors

/// Runs the steps of a vector on a model of a device.
package struct ScriptedDevice: Sendable {
  private let personality: Personality

  /// The parameters that come before those of a vector.
  private let config: [String: ParameterValue]

  /// Selects the personality with this name; throws when there is none, or when it does not have
  /// the parameters `words`, each KEY=VALUE or a JSON object.
  package init(model name: String, config words: [String] = []) throws(ModelError) {
    personality = try Personality.named(name)
    config = try ModelParameters.read(words)
    _ = try personality.make(config)
  }

  /// Runs a vector on a new device; returns one outcome for each step.
  package func run(_ vector: Vector) throws(ModelError) -> [StepOutcome] {
    let own = vector.config.mapValues(ParameterValue.init)
    var device = try personality.make(own.merging(config) { $1 })
    var outcomes: [StepOutcome] = []
    for step in vector.steps { outcomes.append(try Self.run(step, on: &device)) }
    return outcomes
  }

  private static func run(
    _ step: Vector.Step, on device: inout any DeviceModel
  ) throws(ModelError) -> StepOutcome {
    if step != .power { waitForReboot(of: &device) }
    let wasLeaving = device.pendingReboot != nil
    var reply: ModelReply?
    switch step {
    case .request(let setup, let data, false): reply = device.handle(setup, payload: data)
    case .wait(let milliseconds): device.advance(by: .milliseconds(milliseconds))
    case .enumerate: device.advance(by: device.pendingReboot?.after ?? .zero)
    case .request(_, _, true), .waitAsTold, .poll:
      throw ModelError("a step that depends on what the device said has no trace")
    case .busReset: device.resetBus()
    case .power: device.powerCycle()
    }
    var outcome = StepOutcome(stateAfter: device.state, mode: device.mode)
    outcome.isEndpoint0Dead = device.condition.contains(.endpoint0Dead)
    outcome.isStuck = device.condition.contains(.stuck)
    if let reboot = reply?.reboot ?? (wasLeaving ? nil : device.pendingReboot) {
      outcome.reboot = reboot.mode
      outcome.rebootAfterMilliseconds = reboot.after.milliseconds
    }
    if let reply { outcome.read(reply) }
    return outcome
  }

  /// Waits until a device that left the bus is back. A host does the same: endpoint 0 does not
  /// answer until the reboot is over.
  private static func waitForReboot(of device: inout any DeviceModel) {
    guard device.condition.contains(.absent), let reboot = device.pendingReboot else { return }
    device.advance(by: reboot.after)
  }
}

extension StepOutcome {
  fileprivate mutating func read(_ reply: ModelReply) {
    delayMilliseconds = reply.delay.milliseconds
    switch reply.answer {
    case .acknowledged: self.reply = .ack
    case .data(let bytes): (self.reply, data) = (.data, bytes)
    case .stalled: self.reply = .stall
    case .noAnswer, .absent: self.reply = .hang
    case .overflow(let bytes): (self.reply, data) = (.overflow, bytes)
    }
  }
}

extension ParameterValue {
  /// Converts a parameter of a vector into a parameter of a model.
  package init(_ value: Vector.ConfigValue) {
    self =
      switch value {
      case .number(let number): .number(number)
      case .numbers(let numbers): .numbers(numbers)
      case .text(let text): .text(text)
      }
  }
}
