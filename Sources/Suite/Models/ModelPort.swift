package import DeviceModel
package import USB

/// A model of a device as the end of a cable, on the virtual clock.
///
/// A value: copying it forks the device and its host.
package struct ModelPort: ControlPort {
  /// The device; its own clock is the port's.
  package private(set) var model: any DeviceModel
  /// Its bus and address; the address changes with each enumeration.
  package private(set) var device = DeviceAddress(bus: 1, address: 1)
  private var frame = 0

  /// How long a host waits for an answer (USB 2.0, 9.2.6.1).
  private static let patience = VirtualTime.milliseconds(5_000)
  /// The time at which a new port starts, in nanoseconds.
  package static let start: Int64 = 1_000_000_000

  /// Takes a device that has just got its power.
  package init(_ model: any DeviceModel) { self.model = model }

  /// The time of the virtual clock, in nanoseconds; it begins at `start`.
  package var nanoseconds: Int64 { Self.start + model.elapsed.nanoseconds }

  /// Sends a control transfer; a device that does not answer costs the host's whole patience.
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

  /// Lets time pass, in milliseconds; the device may leave and come back meanwhile.
  package mutating func wait(milliseconds: Int) {
    pass(.milliseconds(milliseconds))
  }

  /// Lets time pass; whether the device left and came back meanwhile. One that leaves by itself
  /// without a word comes back in its other mode.
  @discardableResult
  private mutating func pass(_ time: VirtualTime) -> Bool {
    let departure = model.pendingReboot
    let mode = model.mode
    model.advance(by: time)
    guard departure.map({ $0.after <= time }) ?? false || model.mode != mode else { return false }
    readdress()
    return true
  }

  /// A device that a reset makes reboot is waited for: it does not answer before.
  package mutating func resetBus() {
    model.resetBus()
    if model.condition.contains(.absent) { awaitReturn(milliseconds: .max) }
  }

  /// Takes the power away and gives it back; the device gets a new address.
  package mutating func powerCycle() {
    model.powerCycle()
    readdress()
  }

  /// Waits for a device that is about to reboot, but not when that takes longer than
  /// `milliseconds`.
  package mutating func awaitReturn(milliseconds: Int) {
    guard let departure = model.pendingReboot,
      departure.after <= VirtualTime.milliseconds(milliseconds)
    else { return }
    model.advance(by: departure.after)
    readdress()
  }

  /// The host's timer runs out, or the device leaves before; whether it has left.
  private mutating func giveUp() -> Bool {
    let departure = model.pendingReboot.map { min($0.after, Self.patience) }
    return pass(departure ?? Self.patience)
  }

  /// Hosts count addresses up (USB 2.0, 9.4.6 leaves the choice to them).
  private mutating func readdress() { device.address = device.address % 127 + 1 }

  private mutating func moment() -> Moment {
    frame += 1
    return Moment(frame: frame, nanoseconds: nanoseconds)
  }
}
