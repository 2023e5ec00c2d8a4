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
  case underWay(port: HubPort?, newAddress: NewAddress?)

  /// An address that SET_ADDRESS gave (USB 2.0, 9.4.6).
  struct NewAddress {
    let number: UInt8
    /// The end of the SET_ADDRESS. What was sent before did not reach the newcomer.
    let given: Moment
  }

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

  private var newAddress: NewAddress? {
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
  mutating func defaultAddressWasUsed(by transfer: borrowing ControlTransfer) {
    let setup = transfer.setup
    let given: NewAddress? =
      setup.request == StandardRequest.setAddress
      ? NewAddress(number: UInt8(truncatingIfNeeded: setup.value), given: transfer.ended) : nil
    self = .underWay(port: port, newAddress: given ?? newAddress)
  }

  /// A recorder stated that the bus was reset, or that its device left. The next device that
  /// answers at `place` has been enumerated.
  mutating func wasRecorded(at place: HubPort) {
    self = .underWay(port: place, newAddress: newAddress)
  }

  /// Whether a transfer shows that the device has arrived at its address.
  ///
  /// If SET_ADDRESS is in the capture, every answer of the new address shows it: a device answers
  /// there only after the reset and the new address (USB 2.0, 9.1.1.4). Otherwise the requests show
  /// it that hosts make of a newcomer, and an answer of an address that nobody had: to a standard
  /// request, or to one of DFU. A request to another class is for a device that was configured
  /// before (9.1.1.5), a keyboard for example.
  func ends(with transfer: borrowing ControlTransfer, isNobody: Bool) -> Bool {
    guard case .underWay(_, let newAddress) = self else { return false }
    if let newAddress {
      return newAddress.number == transfer.device.address
        && (Self.isForNewcomer(transfer.setup)
          || transfer.isAnswered && transfer.submitted > newAddress.given)
    }
    return Self.isForNewcomer(transfer.setup)
      || isNobody && transfer.isAnswered
        && (transfer.setup.requestType.kind == .standard || ClassRequest(transfer.setup) != nil)
  }

  /// Whether hosts make this request of a device that they have just given its address:
  /// GET_DESCRIPTOR(device) (USB 2.0, 9.4.3) or SET_CONFIGURATION (USB 2.0, 9.4.7).
  static func isForNewcomer(_ setup: SetupPacket) -> Bool {
    switch (setup.requestType.rawValue, setup.request) {
    case (0x80, StandardRequest.getDescriptor):
      UInt8(setup.value >> 8) == DescriptorType.device
    case (0x00, StandardRequest.setConfiguration): true
    default: false
    }
  }
}

extension ControlTransfer {
  /// Whether the device answered: so it was there, at this address.
  var isAnswered: Bool {
    switch outcome {
    case .acknowledged, .stalled, .acknowledgedOrStalled, .overflowed: true
    case .timedOut, .cancelled, .disconnected, .notSent, .wireError, .unknown, .unanswered:
      false
    }
  }
}
