package import DeviceModel
package import USB

/// The port that a modelled device is plugged into; time passes on the virtual clock only.
///
/// This is a value type: a copy is a second, independent device with its host.
package struct ModelPort: ControlPort {
  /// The device. The clock of the model is also the clock of the port.
  package private(set) var model: any DeviceModel
  /// The bus and the address of the device; the address changes with each enumeration.
  package private(set) var device = DeviceAddress(bus: 1, address: 1)
  private var frame = 0

  /// How long the host waits for an answer: 5 s (USB 2.0, 9.2.6.1).
  private static let patience = VirtualTime.milliseconds(5_000)
  /// The time of a new port, in nanoseconds.
  package static let start: Int64 = 1_000_000_000

  /// Connects a device that has just been powered.
  package init(_ model: any DeviceModel) { self.model = model }

  /// The time of the virtual clock, in nanoseconds; a new port begins at `start`.
  package var nanoseconds: Int64 { Self.start + model.elapsed.nanoseconds }

  /// Sends a control transfer and returns it with its result. When the device does not answer, the
  /// host waits for `patience`.
  package mutating func send(_ setup: SetupPacket, payload: [UInt8]) -> ControlTransfer {
    let begun = moment()
    let address = device
    let mode = model.mode
    let reply = model.handle(setup, payload: payload)
    var transfer = ControlTransfer(
      device: address, setup: setup, outcome: .acknowledged, actualLength: payload.count,
      data: payload, submitted: begun)
    switch reply.answer {
    case .acknowledged:
      if setup.requestType.direction == .deviceToHost { transfer.actualLength = 0 }
    case .data(let bytes):
      transfer.data = bytes
      transfer.actualLength = bytes.count
    case .stalled: transfer.outcome = .stalled
    case .noAnswer, .absent: transfer.outcome = giveUp() ? .disconnected : .timedOut
    case .overflow: transfer.outcome = .overflowed
    }
    let isBack = reply.reboot != nil && model.pendingReboot == nil || model.mode != mode
    if isBack, device == address { readdress() }
    transfer.completed = moment()
    return transfer
  }

  /// Lets time pass, in milliseconds. The device may leave and come back during this time.
  package mutating func wait(milliseconds: Int) {
    pass(.milliseconds(milliseconds))
  }

  /// Lets time pass; returns whether the device left and came back during this time.
  ///
  /// A device may do this without a pending reboot. Then its mode has changed.
  @discardableResult
  private mutating func pass(_ time: VirtualTime) -> Bool {
    let departure = model.pendingReboot
    let mode = model.mode
    model.advance(by: time)
    guard departure.map({ $0.after <= time }) ?? false || model.mode != mode else { return false }
    readdress()
    return true
  }

  /// Resets the bus. If this makes the device reboot, waits for its return, because it does not
  /// answer before.
  package mutating func resetBus() {
    model.resetBus()
    if model.condition.contains(.absent) { awaitReturn(milliseconds: .max) }
  }

  /// Switches the power off and on again; the device gets a new address.
  package mutating func powerCycle() {
    model.powerCycle()
    readdress()
  }

  /// Waits until a device that is about to reboot is back. Does not wait at all when the reboot
  /// takes longer than `milliseconds`.
  package mutating func awaitReturn(milliseconds: Int) {
    guard let departure = model.pendingReboot,
      departure.after <= VirtualTime.milliseconds(milliseconds)
    else { return }
    model.advance(by: departure.after)
    readdress()
  }

  /// Waits until the host's timer runs out or the device leaves; returns whether it has left.
  private mutating func giveUp() -> Bool {
    let departure = model.pendingReboot.map { min($0.after, Self.patience) }
    return pass(departure ?? Self.patience)
  }

  /// Gives the device the next address, 1 to 127. USB 2.0, 9.4.6 lets the host choose; hosts count
  /// up.
  private mutating func readdress() { device.address = device.address % 127 + 1 }

  private mutating func moment() -> Moment {
    frame += 1
    return Moment(frame: frame, nanoseconds: nanoseconds)
  }
}
