package import USB

/// Events that a recorder states about its device, and that no transfer shows.
///
/// A recorder that makes the resets itself, or that sits on the wire, knows of resets without hub
/// requests. A dialect that records other conditions of the bus (suspend, resume) gets one function
/// here, one in `Bus` and one in `TrackedDevice`.
extension SessionTracker {
  /// The bus of `device` was reset. The next device that answers has been enumerated again.
  package mutating func recordedReset(
    of device: DeviceAddress, at moment: Moment, emit: Emit
  ) {
    releaseHeld(emit)
    guard let bus = expectNewcomer(after: device) else { return }
    _ = list.apply(buses[bus].recordedReset(of: device.address, at: moment), emit)
  }

  /// `device` lost power or left the bus. The next device that answers in its place is new there.
  package mutating func recordedLeaving(
    of device: DeviceAddress, at moment: Moment, emit: Emit
  ) {
    releaseHeld(emit)
    guard let bus = expectNewcomer(after: device) else { return }
    let place = Self.place(on: device.bus)
    let change = buses[bus].recordedLeaving(of: device.address, from: place, at: moment)
    _ = list.apply(change, emit)
  }

  /// The recorder watches one place on the bus. The next device that answers there has been
  /// enumerated. Returns the index of the bus; nil if the tracker does not follow the bus.
  private mutating func expectNewcomer(after device: DeviceAddress) -> Int? {
    asked = nil
    guard let bus = busIndex(device.bus) else { return nil }
    let place = Self.place(on: device.bus)
    if let session = buses[bus].expectNewcomer(at: place, after: device.address) {
      list.found(session, on: place)
    }
    return bus
  }

  /// The recorder's place, expressed as a port that no hub has.
  private static func place(on bus: UInt16) -> HubPort {
    HubPort(hub: DeviceAddress(bus: bus, address: 0), number: 0)
  }
}

extension SessionTracker {
  /// Takes an event of a bus or of one device that the records of a capture tell.
  package mutating func take(_ event: RecordedEvent, at moment: Moment, _ emit: Emit) {
    let devices = event.device.map { [$0] } ?? list.devices(on: event.bus)
    if devices.count < 2 {
      let device = devices.first ?? DeviceAddress(bus: event.bus, address: 0)
      switch event.kind {
      case .reset: recordedReset(of: device, at: moment, emit: emit)
      case .left: recordedLeaving(of: device, at: moment, emit: emit)
      }
    } else {
      for device in devices { take(event.kind, of: device, at: moment, emit) }
    }
  }

  /// Takes an event of one device of several. Their places on the bus differ, and are not shown.
  private mutating func take(
    _ kind: RecordedEvent.Kind, of device: DeviceAddress, at moment: Moment, _ emit: Emit
  ) {
    asked = nil
    releaseHeld(emit)
    guard let bus = busIndex(device.bus) else { return }
    let change =
      switch kind {
      case .reset: buses[bus].recordedReset(of: device.address, at: moment)
      case .left: buses[bus].recordedLeaving(of: device.address, from: nil, at: moment)
      }
    _ = list.apply(change, emit)
  }
}
