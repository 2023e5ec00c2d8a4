/// What a control record of a usbmon capture tells of a USB request block (URB) on its way down
/// or back up (kernel documentation, usb/usbmon).
package struct URBEvent: Hashable, Sendable {
  /// What happened to the request block.
  package enum Kind: UInt8, Sendable {
    case submit = 0x53
    case complete = 0x43
    /// The submission itself failed.
    case error = 0x45
  }

  /// The transfer type of control transfers.
  static let control: UInt8 = 2
  /// The highest transfer type; 0 is isochronous and 1 interrupt.
  static let bulk: UInt8 = 3
  /// Where the setup packet stands in the header.
  static let setupOffset = 40
  /// The value of flag_setup where the header holds a setup packet.
  static let setupIsPresent: UInt8 = 0

  package var kind: Kind
  /// The request block's id: a kernel address, re-used; 0 throughout in some dialects.
  package var id: UInt64
  package var device: DeviceAddress
  /// Linux's error number with its sign; -115 (in progress) in a real submission.
  package var status: Int32
  /// Bytes asked for (submission) or moved (completion).
  package var urbLength: Int
  /// The bytes of data that the record is said to hold.
  package var dataLength: Int
  /// Where the data stands in the record, as far as it was captured.
  package var payload: Range<Int>

  /// Reads the header of a record that `RecordKind` calls `control`; nil for others.
  ///
  /// libpcap has brought the header to the host's byte order, which is little-endian wherever
  /// this runs, but never the setup packet and the data, which USB sends little-endian.
  @inline(__always)
  package init?(_ bytes: Span<UInt8>, _ form: HeaderForm) {
    guard bytes.count >= HeaderForm.short.length, bytes.count >= form.length,
      let kind = Kind(rawValue: bytes[8])
    else { return nil }
    self.kind = kind
    id = bytes.littleEndian64(at: 0)
    device = DeviceAddress(bus: bytes.littleEndian16(at: 12), address: bytes[11])
    status = Int32(bitPattern: bytes.littleEndian32(at: 28))
    urbLength = Int(bytes.littleEndian32(at: 32))
    dataLength = Int(bytes.littleEndian32(at: 36))
    payload = form.length..<min(form.length + dataLength, bytes.count)
  }
}
