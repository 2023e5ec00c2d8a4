package import USB

/// A control transfer that a host has submitted.
package struct Transfer: Hashable, Sendable {
  /// The host's name for it, by which it may be withdrawn.
  package var id: UInt64
  package var setup: SetupPacket
  /// The data stage towards the device.
  package var payload: [UInt8]

  package init(id: UInt64, setup: SetupPacket, payload: [UInt8] = []) {
    self.id = id
    self.setup = setup
    self.payload = payload
  }

  /// Whether the data stage goes towards the host (USB 2.0, 9.3.1).
  package var isIn: Bool { setup.requestType.direction == .deviceToHost && setup.length > 0 }
}

/// How a transfer ended.
package struct Completion: Hashable, Sendable {
  package enum Ending: Hashable, Sendable {
    case acknowledged, stalled
    /// The device sent more than the host asked for.
    case overflowed
    /// The device left the bus.
    case disconnected
    /// The host withdrew it.
    case cancelled
  }

  package var ending: Ending
  /// The data stage towards the host.
  package var data: [UInt8] = []
  /// How many bytes went in either direction.
  package var actualLength = 0

  package init(_ ending: Ending, data: [UInt8] = [], actualLength: Int? = nil) {
    self.ending = ending
    self.data = data
    self.actualLength = actualLength ?? data.count
  }

  /// Linux's error number with its sign (kernel documentation, usb/error-codes).
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

/// What happens at a port.
package enum PortChange: Hashable, Sendable {
  /// A transfer has ended.
  case completed(Transfer, Completion)
  /// The device has left the bus; its transfers have ended before.
  case left
  /// The device is back.
  case returned
}
