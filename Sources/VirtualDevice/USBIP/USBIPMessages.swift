package import USB

/// What a client of USB/IP asks before it has a device (kernel documentation,
/// usb/usbip_protocol).
package enum USBIPRequest: Hashable, Sendable {
  /// OP_REQ_DEVLIST.
  case listDevices
  /// OP_REQ_IMPORT.
  case importDevice(busID: String)
}

/// What a client of USB/IP sends to the device that it has imported.
package enum USBIPCommand: Hashable, Sendable {
  case submit(USBIPSubmit)
  /// USBIP_CMD_UNLINK of an earlier submission.
  case unlink(number: UInt32, target: UInt32)
}

/// USBIP_CMD_SUBMIT.
package struct USBIPSubmit: Hashable, Sendable {
  /// seqnum.
  package var number: UInt32
  package var isIn: Bool
  package var endpoint: UInt8
  /// transfer_flags.
  package var flags: UInt32
  /// transfer_buffer_length.
  package var length: Int
  package var setup: SetupPacket
  /// The data towards the device.
  package var payload: [UInt8]

  package init(
    number: UInt32, isIn: Bool, endpoint: UInt8 = 0, flags: UInt32 = 0, length: Int,
    setup: SetupPacket, payload: [UInt8] = []
  ) {
    self.number = number
    self.isIn = isIn
    self.endpoint = endpoint
    self.flags = flags
    self.length = length
    self.setup = setup
    self.payload = payload
  }

  /// URB_SHORT_NOT_OK: less data than asked for is an error to this host.
  package var forbidsShort: Bool { flags & 1 != 0 }
}

/// Why a client's bytes are no USB/IP.
package enum USBIPError: Error, Hashable, Sendable, CustomStringConvertible {
  case version(UInt16)
  case requestCode(UInt16)
  case command(UInt32)
  case endpoint(UInt32)
  case direction(UInt32)
  case transferLength(UInt32)
  case packetCount(UInt32)

  package var description: String {
    switch self {
    case .version(let value): "version \(value), not 1.1.1"
    case .requestCode(let value): "request \(value) is not known"
    case .command(let value): "command \(value) is not known"
    case .endpoint(let value): "there is no endpoint \(value)"
    case .direction(let value): "direction \(value) is none"
    case .transferLength(let value): "a transfer of \(value) bytes"
    case .packetCount(let value): "a transfer of \(value) packets"
    }
  }
}

/// Numbers and lengths of the protocol.
package enum USBIP {
  /// 1.1.1.
  package static let version: UInt16 = 0x0111
  package static let requestListDevices: UInt16 = 0x8005
  package static let requestImport: UInt16 = 0x8003
  package static let replyListDevices: UInt16 = 0x0005
  package static let replyImport: UInt16 = 0x0003
  package static let commandSubmit: UInt32 = 1
  package static let commandUnlink: UInt32 = 2
  package static let returnSubmit: UInt32 = 3
  package static let returnUnlink: UInt32 = 4
  /// The header of every command and return.
  package static let headerLength = 48
  package static let busIDLength = 32
  package static let pathLength = 256
  /// The port that usbip connects to by default.
  package static let port = 3240
}
