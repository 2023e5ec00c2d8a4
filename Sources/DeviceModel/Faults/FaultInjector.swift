package import DFU
package import USB

/// A device to which the power cuts, spontaneous resets and lost answers of a plan happen.
package struct FaultInjector: DeviceModel {
  private(set) var device: any DeviceModel
  private let plan: FaultPlan
  private(set) var blocks = 0
  private(set) var uploads = 0

  package init(_ device: any DeviceModel, plan: FaultPlan) {
    self.device = device
    self.plan = plan
  }

  package var state: State { device.state }
  package var mode: Mode { device.mode }
  package var condition: DeviceCondition { device.condition }
  package var elapsed: VirtualTime { device.elapsed }
  package var pendingReboot: Reboot? { device.pendingReboot }

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

  package mutating func advance(by time: VirtualTime) { device.advance(by: time) }
  package mutating func resetBus() { device.resetBus() }
  package mutating func powerCycle() { device.powerCycle() }
  package var image: [UInt8]? { device.image }
  package mutating func install(_ image: [UInt8]) { device.install(image) }
}
