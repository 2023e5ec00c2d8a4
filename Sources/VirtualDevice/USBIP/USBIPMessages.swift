package import USB

// The messages of USB/IP that a client sends, and the protocol's numbers (kernel documentation,
// usb/usbip_protocol). USBIPReader reads them; USBIPReplies.swift writes what a server sends.

/// A request of a USB/IP client before it has a device.
package enum USBIPRequest: Hashable, Sendable {
  /// OP_REQ_DEVLIST: the client asks which devices are there.
  case listDevices
  /// OP_REQ_IMPORT: the client asks for the device with this name.
  case importDevice(busID: String)
}

/// A command of a USB/IP client to the device that it has imported.
package enum USBIPCommand: Hashable, Sendable {
  /// USBIP_CMD_SUBMIT: a transfer.
  case submit(USBIPSubmit)
  /// USBIP_CMD_UNLINK: withdraws the earlier submission `target`. Both are seqnums.
  case unlink(number: UInt32, target: UInt32)
}

/// USBIP_CMD_SUBMIT: a transfer that a client submits.
package struct USBIPSubmit: Hashable, Sendable {
  /// seqnum: the client's number for the transfer. The answer repeats it.
  package var number: UInt32
  /// direction: whether data goes towards the host.
  package var isIn: Bool
  /// ep, 0 to 15.
  package var endpoint: UInt8
  /// transfer_flags, with Linux's bits.
  package var flags: UInt32
  /// transfer_buffer_length, in bytes.
  package var length: Int
  /// setup. It has a meaning on endpoint 0 only.
  package var setup: SetupPacket
  /// The data towards the device; empty if `isIn`.
  package var payload: [UInt8]

  /// Makes a submission from its fields.
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

  /// URB_SHORT_NOT_OK: the host wants an error if the answer is shorter than requested.
  package var forbidsShort: Bool { flags & 1 != 0 }
}

/// Why a client's bytes are not USB/IP, with the field's value.
package enum USBIPError: Error, Hashable, Sendable, CustomStringConvertible {
  /// A version other than 1.1.1.
  case version(UInt16)
  /// A code that is not one of `USBIPRequest`.
  case requestCode(UInt16)
  /// A code that is not one of `USBIPCommand`.
  case command(UInt32)
  /// An endpoint above 15.
  case endpoint(UInt32)
  /// A direction other than 0 and 1.
  case direction(UInt32)
  /// More data bytes than a transfer may have.
  case transferLength(UInt32)
  /// More isochronous packets than a transfer may have.
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

/// The protocol's numbers, big-endian on the wire, and its lengths in bytes.
package enum USBIP {
  /// Version 1.1.1, in binary-coded decimal digits.
  package static let version: UInt16 = 0x0111
  /// OP_REQ_DEVLIST.
  package static let requestListDevices: UInt16 = 0x8005
  /// OP_REQ_IMPORT.
  package static let requestImport: UInt16 = 0x8003
  /// OP_REP_DEVLIST.
  package static let replyListDevices: UInt16 = 0x0005
  /// OP_REP_IMPORT.
  package static let replyImport: UInt16 = 0x0003
  /// USBIP_CMD_SUBMIT.
  package static let commandSubmit: UInt32 = 1
  /// USBIP_CMD_UNLINK.
  package static let commandUnlink: UInt32 = 2
  /// USBIP_RET_SUBMIT.
  package static let returnSubmit: UInt32 = 3
  /// USBIP_RET_UNLINK.
  package static let returnUnlink: UInt32 = 4
  /// The length of the header of every command and return.
  package static let headerLength = 48
  /// The length of the field busid, filled up with zeros.
  package static let busIDLength = 32
  /// The length of the field path, filled up with zeros.
  package static let pathLength = 256
  /// The TCP port that usbip connects to by default.
  package static let port = 3240
}
