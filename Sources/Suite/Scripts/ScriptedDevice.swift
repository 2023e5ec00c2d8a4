import DFU
package import DeviceModel
package import Vectors

/// A device that does what vectors tell its host to do to it.
package struct ScriptedDevice: Sendable {
  private let personality: Personality

  /// Takes the personality of that name.
  package init(model name: String) throws(ModelError) {
    personality = try Personality.named(name)
  }

  /// Runs a vector on a new device; an outcome for each step.
  package func run(_ vector: Vector) throws(ModelError) -> [Outcome] {
    var device = try personality.make(vector.config.mapValues(ParameterValue.init))
    var outcomes: [Outcome] = []
    for step in vector.steps { outcomes.append(try Self.run(step, on: &device)) }
    return outcomes
  }

  private static func run(
    _ step: Vector.Step, on device: inout any DeviceModel
  ) throws(ModelError) -> Outcome {
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
    var outcome = Outcome(stateAfter: device.state, mode: device.mode)
    outcome.isEndpoint0Dead = device.condition.contains(.endpoint0Dead)
    outcome.isStuck = device.condition.contains(.stuck)
    if let reboot = reply?.reboot ?? (wasLeaving ? nil : device.pendingReboot) {
      outcome.reboot = reboot.mode
      outcome.rebootAfterMilliseconds = reboot.after.milliseconds
    }
    if let reply { outcome.read(reply) }
    return outcome
  }

  /// A host that sees a device go waits until it is back: while a reboot is pending, endpoint 0
  /// is not served.
  private static func waitForReboot(of device: inout any DeviceModel) {
    guard device.condition.contains(.absent), let reboot = device.pendingReboot else { return }
    device.advance(by: reboot.after)
  }
}

extension Outcome {
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
  /// Takes a parameter as a vector gives it.
  package init(_ value: Vector.ConfigValue) {
    self =
      switch value {
      case .number(let number): .number(number)
      case .numbers(let numbers): .numbers(numbers)
      case .text(let text): .text(text)
      }
  }
}
