package import USB

/// A control transfer that a host has submitted.
package struct Transfer: Hashable, Sendable {
  /// The host's id for the transfer. The host uses it to withdraw the transfer.
  package var id: UInt64
  /// The setup packet.
  package var setup: SetupPacket
  /// The data stage towards the device; empty if there is none.
  package var payload: [UInt8]

  /// Makes a transfer.
  package init(id: UInt64, setup: SetupPacket, payload: [UInt8] = []) {
    self.id = id
    self.setup = setup
    self.payload = payload
  }

  /// Whether there is a data stage towards the host (USB 2.0, 9.3.1).
  package var isIn: Bool { setup.requestType.direction == .deviceToHost && setup.length > 0 }
}

/// How a transfer ended.
package struct Completion: Hashable, Sendable {
  /// The ways in which a transfer can end.
  package enum Ending: Hashable, Sendable {
    /// The device executed the request, or answered STALL.
    case acknowledged, stalled
    /// The device sent more than the host asked for.
    case overflowed
    /// The device left the bus.
    case disconnected
    /// The host withdrew the transfer.
    case cancelled
  }

  /// How the transfer ended.
  package var ending: Ending
  /// The data stage towards the host; empty if there is none.
  package var data: [UInt8] = []
  /// The number of data bytes moved, in the direction of the transfer.
  package var actualLength = 0

  /// Makes a completion. Without `actualLength`, the length of `data` is used.
  package init(_ ending: Ending, data: [UInt8] = [], actualLength: Int? = nil) {
    self.ending = ending
    self.data = data
    self.actualLength = actualLength ?? data.count
  }

  /// Linux's status: a negative error number, or 0 for success (kernel documentation,
  /// usb/error-codes).
  package var status: Int32 {
    switch ending {
    case .acknowledged: 0
    case .stalled: LinuxStatus.stalled
    case .overflowed: LinuxStatus.overflow
    case .disconnected: LinuxStatus.shutdown
    case .cancelled: LinuxStatus.unlinkedLater
    }
  }
}

/// Something that happened at a port.
package enum VirtualPortEvent: Hashable, Sendable {
  /// A transfer has ended.
  case completed(Transfer, Completion)
  /// The device left the bus. Its transfers ended before this.
  case left
  /// The device is back.
  case returned
}
