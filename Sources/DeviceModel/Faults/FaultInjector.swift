package import DFU
package import USB

/// A device to which the power cuts, spontaneous resets and lost answers of a plan happen.
package struct FaultInjector: DeviceModel {
  private(set) var device: any DeviceModel
  private let plan: FaultPlan
  private(set) var blocks = 0
  private(set) var uploads = 0

  /// Makes the faults of `plan` happen to `device`; those of its flash are in `device` itself.
  package init(_ device: any DeviceModel, plan: FaultPlan) {
    self.device = device
    self.plan = plan
  }

  /// The device's.
  package var state: State { device.state }
  /// The device's.
  package var mode: Mode { device.mode }
  /// The device's.
  package var condition: DeviceCondition { device.condition }
  /// The device's.
  package var elapsed: VirtualTime { device.elapsed }
  /// The device's.
  package var pendingReboot: Reboot? { device.pendingReboot }

  /// Has the device take a request, and then does to the device or to the answer what the plan
  /// says.
  package mutating func handle(_ setup: SetupPacket, payload: [UInt8]) -> ModelReply {
    let request = ClassRequest(setup)
    let reply = device.handle(setup, payload: payload)
    if request == .upload {
      defer { uploads += 1 }
      return uploads == plan.lostUpload ? ModelReply(.noAnswer, delay: reply.delay) : reply
    }
    guard request == .dnload, setup.length > 0 else { return reply }
    defer { blocks += 1 }
    guard blocks == plan.resetAfterBlock || blocks == plan.powerCutAfterBlock else { return reply }
    device.powerCycle()
    return ModelReply(reply.answer, delay: reply.delay, reboot: Reboot(into: device.mode))
  }

  /// Lets time pass for the device.
  package mutating func advance(by time: VirtualTime) { device.advance(by: time) }
  /// Resets the bus of the device.
  package mutating func resetBus() { device.resetBus() }
  /// Cuts the power of the device; the counts of the plan go on.
  package mutating func powerCycle() { device.powerCycle() }
  /// The device's.
  package var image: [UInt8]? { device.image }
  /// Puts an image into the device.
  package mutating func install(_ image: [UInt8]) { device.install(image) }
}
