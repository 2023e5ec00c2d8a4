/// One record of a usbmon capture: a USB request block on its way down or back up
/// (kernel documentation, usb/usbmon).
package struct URBEvent: Hashable, Sendable {
  /// What happened to the request block.
  package enum Kind: UInt8, Sendable {
    case submit = 0x53
    case complete = 0x43
    /// The submission itself failed.
    case error = 0x45
  }

  package var kind: Kind
  /// The request block's id: a kernel address, re-used; 0 throughout in some dialects.
  package var id: UInt64
  package var device: DeviceAddress
  /// The setup packet; nil where the record carries none.
  package var setup: SetupPacket?
  package var status: Int32
  /// urb_len: the bytes asked for (submission) or moved (completion).
  package var urbLength: Int
  /// data_len: the bytes said to be captured.
  package var dataLength: Int
  /// Where the data stands in the record.
  package var payload: Range<Int>
}

/// The two forms of usbmon's header.
package enum HeaderForm: Hashable, Sendable {
  /// Link type 189.
  case short
  /// Link type 220: isochronous descriptors stand between header and data.
  case long

  package var length: Int {
    switch self {
    case .short: 48
    case .long: 64
    }
  }
}

/// What a record turned out to be.
package enum DecodedRecord: Hashable, Sendable {
  /// A control request block on endpoint 0.
  case control(URBEvent)
  /// Any other transfer of this device.
  case other(DeviceAddress)
  case undecodable
}

extension DecodedRecord {
  /// Reads a record; libpcap has brought the header, but not the setup packet, to little-endian.
  ///
  /// Everything but control transfers is told by three bytes, for that is most of a capture.
  package init(_ bytes: Span<UInt8>, _ form: HeaderForm) {
    guard bytes.count >= form.length, let kind = URBEvent.Kind(rawValue: bytes[8]) else {
      self = .undecodable
      return
    }
    let device = DeviceAddress(bus: bytes.littleEndian16(at: 12), address: bytes[11])
    guard bytes[9] == 2, bytes[10] & 0x0F == 0 else {
      self = bytes[9] <= 3 ? .other(device) : .undecodable
      return
    }
    let dataLength = Int(bytes.littleEndian32(at: 36))
    self = .control(
      URBEvent(
        kind: kind, id: bytes.littleEndian64(at: 0), device: device,
        setup: bytes[14] == 0 ? SetupPacket(bytes, at: 40) : nil,
        status: Int32(bitPattern: bytes.littleEndian32(at: 28)),
        urbLength: Int(bytes.littleEndian32(at: 32)), dataLength: dataLength,
        payload: form.length..<bytes.count))
  }
}
