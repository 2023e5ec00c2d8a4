package import DFU
package import USB

/// A device with the power cuts, spontaneous resets and lost answers of a fault plan.
package struct FaultInjector: DeviceModel {
  private(set) var device: any DeviceModel
  private let plan: FaultPlan
  private(set) var blocks = 0
  private(set) var uploads = 0

  /// Applies the faults of `plan` to `device`. The flash faults are already in `device` itself.
  package init(_ device: any DeviceModel, plan: FaultPlan) {
    self.device = device
    self.plan = plan
  }

  /// The state of the device inside.
  package var state: State { device.state }
  /// The mode of the device inside.
  package var mode: Mode { device.mode }
  /// The condition of the device inside.
  package var condition: DeviceCondition { device.condition }
  /// The time of the device inside.
  package var elapsed: VirtualTime { device.elapsed }
  /// The pending reboot of the device inside.
  package var pendingReboot: Reboot? { device.pendingReboot }

  /// Passes a request to the device, then applies the faults of the plan to the device or to its
  /// answer.
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
  /// Cuts the power of the device. The plan's counters continue.
  package mutating func powerCycle() { device.powerCycle() }
  /// The image of the device inside.
  package var image: [UInt8]? { device.image }
  /// Puts an image into the device.
  package mutating func install(_ image: [UInt8]) { device.install(image) }
  /// What the device inside sends in an upload.
  package var uploadContent: [UInt8] {
    get { device.uploadContent }
    set { device.uploadContent = newValue }
  }
  /// The offset of the device inside.
  package func uploadOffset(of setup: SetupPacket, after read: Int) -> Int {
    device.uploadOffset(of: setup, after: read)
  }
  /// Makes the memory of the device inside unknown.
  package mutating func forgetMemory() -> Bool { device.forgetMemory() }
  /// Passes the bytes to the device inside.
  package mutating func learn(_ bytes: [UInt8], sentFor setup: SetupPacket) -> Int {
    device.learn(bytes, sentFor: setup)
  }
  /// Whether the firmware of the device inside fixes bwPollTimeout.
  package var hasFixedPollTimes: Bool { device.hasFixedPollTimes }
  /// Passes the times to the device inside.
  package mutating func follow(_ report: StatusReport?, answeredIn time: VirtualTime?) {
    device.follow(report, answeredIn: time)
  }
}
