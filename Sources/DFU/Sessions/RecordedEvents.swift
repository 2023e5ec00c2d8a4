package import USB

/// What a recorder says of its device that no transfer shows: whoever resets a bus himself needs
/// no hub request to know of it.
extension SessionTracker {
  /// The bus of `device` was reset; what answers next has been enumerated again.
  package mutating func recordedReset(
    of device: DeviceAddress, at moment: Moment, emit: Emit
  ) {
    guard let bus = expectNewcomer(in: device, at: moment),
      buses[bus][device.address]?.presence == .live
    else { return }
    buses[bus][present: device.address].presence = .beingReset
    guard let session = buses[bus][device.address]?.session else { return }
    states[session].expectedUntil = moment.nanoseconds + Self.returnNanoseconds
    emit(session, Observation(.reset(.recorded), at: moment))
  }

  /// `device` lost its power or left the bus; what answers next in its place has come anew.
  package mutating func recordedLeaving(
    of device: DeviceAddress, at moment: Moment, emit: Emit
  ) {
    guard let bus = expectNewcomer(in: device, at: moment) else { return }
    guard buses[bus][device.address]?.presence == .live else {
      if let port = buses[bus].resetPort?.port { buses[bus].changedPorts.insert(port) }
      return
    }
    _ = leave(bus, device.address, .recorded, at: moment, emit)
  }

  /// The recorder watches one place of the bus: who answers there next has been enumerated.
  private mutating func expectNewcomer(
    in device: DeviceAddress, at moment: Moment
  ) -> Int? {
    guard let bus = busIndex(device.bus) else { return nil }
    let place = HubPort(hub: DeviceAddress(bus: device.bus, address: 0), number: 0)
    buses[bus].isEnumerating = true
    buses[bus].resetPort = (place, moment)
    guard buses[bus][device.address] != nil else { return bus }
    buses[bus][present: device.address].port = place
    if let session = buses[bus][device.address]?.session { states[session].port = place }
    return bus
  }
}
