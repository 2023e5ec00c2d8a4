/// The two forms of usbmon's header (kernel documentation, usb/usbmon).
package enum HeaderForm: Hashable, Sendable, CaseIterable {
  /// Link type 189.
  case short
  /// Link type 220.
  case long

  /// Its length in bytes.
  package var length: Int {
    switch self {
    case .short: 48
    case .long: 64
    }
  }
}

/// What a record is, told by as few of its bytes as can be: most records of a capture are
/// isochronous and need no more.
package enum RecordKind: Hashable, Sendable {
  /// A control request block on endpoint 0, for the assembler.
  case control
  /// Any other transfer of this device.
  case other(DeviceAddress)
  /// Bytes that are no usbmon record.
  case undecodable(Undecodable)

  /// Looks at a record.
  package init(_ bytes: Span<UInt8>, _ form: HeaderForm) {
    guard bytes.count >= HeaderForm.short.length, bytes.count >= form.length else {
      self = .undecodable(.tooShort(bytes: bytes.count))
      return
    }
    let type = bytes[9]
    guard type == URBEvent.control, bytes[10] & 0x0F == 0 else {
      let isKnown = type <= URBEvent.bulk && URBEvent.Kind(rawValue: bytes[8]) != nil
      self =
        isKnown
        ? .other(DeviceAddress(bus: bytes.littleEndian16(at: 12), address: bytes[11]))
        : .undecodable(Undecodable(kind: bytes[8], transferType: type))
      return
    }
    guard let kind = URBEvent.Kind(rawValue: bytes[8]) else {
      self = .undecodable(.unknownKind(bytes[8]))
      return
    }
    let hasSetup = bytes[14] == URBEvent.setupIsPresent
    self = kind == .submit && !hasSetup ? .undecodable(.withoutSetup) : .control
  }
}

/// Why a record cannot be read.
package enum Undecodable: Hashable, Sendable, CustomStringConvertible {
  /// The record ends within its header.
  case tooShort(bytes: Int)
  /// The event type is none of usbmon's.
  case unknownKind(UInt8)
  /// The transfer type is none of usbmon's.
  case unknownTransferType(UInt8)
  /// A control submission that does not hold its setup packet.
  case withoutSetup

  fileprivate init(kind: UInt8, transferType: UInt8) {
    self =
      transferType > URBEvent.bulk ? .unknownTransferType(transferType) : .unknownKind(kind)
  }

  /// What is wrong with the record.
  package var description: String {
    switch self {
    case .tooShort(let bytes): "cut off within its header, after \(bytes) bytes"
    case .unknownKind(let kind): "event type \(kind) is none of S, C and E"
    case .unknownTransferType(let type): "transfer type \(type) is none of 0 to 3"
    case .withoutSetup: "a control submission without its setup packet"
    }
  }
}
