import USB

/// One bus: its devices by address, and the enumeration that is under way.
struct Bus {
  let number: UInt16
  private var devices: [TrackedDevice?] = Array(repeating: nil, count: 128)
  /// The port that was reset last, until a device is found on it.
  var resetPort: (port: HubPort, at: Moment)?
  /// Address 0 was spoken to: the next device that is asked who it is has been enumerated.
  var isEnumerating = false
  /// The address that SET_ADDRESS gave it, where the capture shows that.
  var newAddress: UInt8?
  /// Ports whose connection was seen to change while no device of ours was on them.
  var changedPorts: Set<HubPort> = []

  init(number: UInt16) {
    self.number = number
  }

  /// The device at an address of 0...127.
  subscript(address: UInt8) -> TrackedDevice? {
    _read { yield devices[Int(address & 0x7F)] }
    set { devices[Int(address & 0x7F)] = newValue }
  }

  /// The session whose DFU interface a class or vendor request is for, where nothing else is to
  /// be learnt from it; nil when it is for none, or when the device's descriptors are not known.
  func session(asked transfer: borrowing ControlTransfer) -> SessionID? {
    let slot = Int(transfer.device.address & 0x7F)
    let type = transfer.setup.requestType
    guard type.isForInterface, transfer.device.address != 0, !isEnumerating,
      transfer.outcome != .disconnected,
      let session = devices[slot]?.session, let number = devices[slot]?.interfaceNumber,
      number == UInt8(truncatingIfNeeded: transfer.setup.index)
    else { return nil }
    return session
  }

  /// The device at an address, made when there is none.
  subscript(present address: UInt8) -> TrackedDevice {
    get {
      devices[Int(address & 0x7F)]
        ?? TrackedDevice(address: DeviceAddress(bus: number, address: address))
    }
    set { devices[Int(address & 0x7F)] = newValue }
    _modify {
      let slot = Int(address & 0x7F)
      var device =
        devices[slot] ?? TrackedDevice(address: DeviceAddress(bus: number, address: address))
      devices[slot] = nil
      defer { devices[slot] = device }
      yield &device
    }
  }

  /// The addresses of the devices for which `isWanted` holds.
  func addresses(_ isWanted: (TrackedDevice) -> Bool) -> [UInt8] {
    devices.indices.compactMap { slot in
      devices[slot].map(isWanted) ?? false ? UInt8(slot) : nil
    }
  }

  /// The device on a port: the one bound to it, else the only one whose port is not known,
  /// unless something was just plugged in there.
  func address(on port: HubPort) -> UInt8? {
    if let bound = addresses({ $0.port == port && $0.presence != .gone }).last { return bound }
    if changedPorts.contains(port) { return nil }
    let unbound = addresses {
      $0.port == nil && !$0.isHub && $0.presence != .gone && $0.address.address != 0
    }
    return unbound.count == 1 ? unbound[0] : nil
  }
}
