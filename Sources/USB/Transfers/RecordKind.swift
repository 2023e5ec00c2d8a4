/// What a record is, for the ledger and for what reads it next.
package enum RecordKind: Hashable, Sendable {
  /// Of a control transfer on endpoint 0: for the decoder.
  case control
  /// Of any other transfer of this device.
  case other(DeviceAddress)
  /// Not readable in the capture's dialect.
  case undecodable(Undecodable)
}

/// Why a record cannot be read.
package enum Undecodable: Hashable, Sendable, CustomStringConvertible {
  /// The record ends within its header.
  case tooShort(bytes: Int)
  /// The byte that tells the event has a value that the dialect does not have.
  case unknownKind(UInt8)
  /// The byte that tells the transfer type has a value that the dialect does not have.
  case unknownTransferType(UInt8)
  /// A control submission that does not hold its setup packet.
  case withoutSetup

  /// What is wrong with the record.
  package var description: String {
    switch self {
    case .tooShort(let bytes): "cut off within its header, after \(bytes) bytes"
    case .unknownKind(let kind): "event type \(kind) is unknown"
    case .unknownTransferType(let type): "transfer type \(type) is unknown"
    case .withoutSetup: "a control submission without its setup packet"
    }
  }
}
