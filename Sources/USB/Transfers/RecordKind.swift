/// What a record is. The ledger counts by it, and it decides whether the decoder gets the record.
package enum RecordKind: Hashable, Sendable {
  /// Part of a control transfer on endpoint 0: the decoder gets it.
  case control
  /// Part of any other transfer of this device.
  case other(DeviceAddress)
  /// Traffic of the bus that belongs to no device, such as a start of frame, or a `RecordedEvent`.
  case bus
  /// Not readable in the capture's dialect.
  case undecodable(Undecodable)
}

/// Why a record cannot be read.
package enum Undecodable: Error, Hashable, Sendable, CustomStringConvertible {
  /// The record ends inside its header. `bytes` is its length.
  case tooShort(bytes: Int)
  /// The byte for the event has a value that the dialect does not have.
  case unknownKind(UInt8)
  /// The byte for the transfer type has a value that the dialect does not have.
  case unknownTransferType(UInt8)
  /// A control submission without its setup packet.
  case withoutSetup
  /// A packet whose check bits or checksum are wrong, so that nobody received it.
  case damagedPacket
  /// A line that has not the form of the dialect's lines.
  case malformed
  /// A packet in a table that shows neither its bytes nor the transaction it is part of.
  case packetAlone

  /// What is wrong with the record.
  package var description: String {
    switch self {
    case .tooShort(let bytes): "cut off within its header, after \(bytes) bytes"
    case .unknownKind(let kind): "event type \(kind) is unknown"
    case .unknownTransferType(let type): "transfer type \(type) is unknown"
    case .withoutSetup: "a control submission without its setup packet"
    case .damagedPacket: "a damaged packet"
    case .malformed: "a line of another form"
    case .packetAlone: "a packet without its bytes and its transaction"
    }
  }
}
