import USB

/// How far a bus has come with the enumeration of a device.
///
/// The diagram is in `SessionTracker.swift`. Only one device at a time answers at address 0
/// (USB 2.0, 9.1.1.3), so a bus has one enumeration.
enum Enumeration {
  /// No device is being enumerated.
  case idle
  /// The host reset this port and has not used address 0 since.
  case portReset(HubPort)
  /// The host uses address 0, or a recorder told of a reset. `port` is where the newcomer is,
  /// `newAddress` what SET_ADDRESS gave it; each is nil where the capture does not show it.
  case underWay(port: HubPort?, newAddress: UInt8?)

  /// The port of the device that arrives next; nil where no reset of a port was seen.
  var port: HubPort? {
    switch self {
    case .idle: nil
    case .portReset(let port): port
    case .underWay(let port, _): port
    }
  }

  /// Whether the next identity that is read is a newcomer's.
  var isUnderWay: Bool {
    switch self {
    case .idle, .portReset: false
    case .underWay: true
    }
  }

  private var newAddress: UInt8? {
    switch self {
    case .idle, .portReset: nil
    case .underWay(_, let newAddress): newAddress
    }
  }

  /// SET_FEATURE(PORT_RESET) (USB 2.0, 11.24.2.13). Linux sends it twice in one enumeration:
  /// before and after it reads the device descriptor at address 0.
  mutating func portWasReset(_ port: HubPort) {
    self =
      switch self {
      case .idle, .portReset: .portReset(port)
      case .underWay(_, let newAddress): .underWay(port: port, newAddress: newAddress)
      }
  }

  /// A transfer to address 0. SET_ADDRESS tells the new address (USB 2.0, 9.4.6). With xHCI the
  /// controller sends it, and a capture above the controller does not show it.
  mutating func defaultAddressWasUsed(by setup: SetupPacket) {
    let given =
      setup.request == StandardRequest.setAddress ? UInt8(truncatingIfNeeded: setup.value) : nil
    self = .underWay(port: port, newAddress: given ?? newAddress)
  }

  /// A recorder told that the bus was reset, or that its device left: whoever answers next at
  /// `place` has been enumerated.
  mutating func wasRecorded(at place: HubPort) {
    self = .underWay(port: place, newAddress: newAddress)
  }

  /// Whether a transfer shows that the device has arrived at its address. This is the only place
  /// that knows the evidence of an arrival: GET_DESCRIPTOR(device), the first request that hosts
  /// make to a new address (USB 2.0, 9.4.3). Without that request no arrival is seen.
  func ends(with transfer: borrowing ControlTransfer) -> Bool {
    guard case .underWay(_, let newAddress) = self else { return false }
    return newAddress ?? transfer.device.address == transfer.device.address
      && transfer.setup.requestType.rawValue == 0x80
      && transfer.setup.request == StandardRequest.getDescriptor
      && UInt8(transfer.setup.value >> 8) == DescriptorType.device
  }
}
