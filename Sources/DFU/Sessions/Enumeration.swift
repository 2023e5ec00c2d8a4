import USB

/// How far a bus is with the enumeration of a device.
///
/// The diagram is in `SessionTracker.swift`. Only one device at a time answers at address 0 (USB
/// 2.0, 9.1.1.3), so a bus has only one enumeration at a time.
enum Enumeration {
  /// No device is being enumerated.
  case idle
  /// The host reset this port and has not used address 0 since.
  case portReset(HubPort)
  /// The host uses address 0, or a recorder stated a reset. `port` is the port of the newcomer, and
  /// `newAddress` is its address from SET_ADDRESS. Each is nil if the capture does not show it.
  case underWay(port: HubPort?, newAddress: UInt8?)

  /// The port of the device that arrives next; nil if the capture shows no port reset.
  var port: HubPort? {
    switch self {
    case .idle: nil
    case .portReset(let port): port
    case .underWay(let port, _): port
    }
  }

  /// Whether the next device descriptor that the host reads belongs to a newcomer.
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

  /// Handles a transfer to address 0. SET_ADDRESS contains the new address (USB 2.0, 9.4.6). With
  /// xHCI the controller sends it, so a capture above the controller does not show it.
  mutating func defaultAddressWasUsed(by setup: SetupPacket) {
    let given =
      setup.request == StandardRequest.setAddress ? UInt8(truncatingIfNeeded: setup.value) : nil
    self = .underWay(port: port, newAddress: given ?? newAddress)
  }

  /// A recorder stated that the bus was reset, or that its device left. The next device that
  /// answers at `place` has been enumerated.
  mutating func wasRecorded(at place: HubPort) {
    self = .underWay(port: place, newAddress: newAddress)
  }

  /// Whether a transfer shows that the device has arrived at its address.
  ///
  /// This is the only place that knows what shows an arrival: GET_DESCRIPTOR(device), the first
  /// request of hosts to a new address (USB 2.0, 9.4.3). Without it dfutrace sees no arrival.
  func ends(with transfer: borrowing ControlTransfer) -> Bool {
    guard case .underWay(_, let newAddress) = self else { return false }
    return newAddress ?? transfer.device.address == transfer.device.address
      && transfer.setup.requestType.rawValue == 0x80
      && transfer.setup.request == StandardRequest.getDescriptor
      && UInt8(transfer.setup.value >> 8) == DescriptorType.device
  }
}
