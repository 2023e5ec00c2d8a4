/// One record of a usbmon capture: a USB request block (URB) on its way down or back up
/// (kernel documentation, usb/usbmon).
package struct URBEvent: Hashable, Sendable {
  /// What happened to the request block.
  package enum Kind: UInt8, Sendable {
    case submit = 0x53
    case complete = 0x43
    /// The submission itself failed.
    case error = 0x45
  }

  /// The kind of transfer, in usbmon's numbering.
  package enum TransferType: UInt8, Sendable {
    case isochronous, interrupt, control, bulk
  }

  package var kind: Kind
  /// The request block's id: a kernel address, re-used; 0 throughout in some dialects.
  package var id: UInt64
  package var device: DeviceAddress
  /// 0...15.
  package var endpoint: UInt8
  /// The direction that the header states; not every dialect states it for endpoint 0.
  package var direction: RequestType.Direction
  package var transferType: TransferType
  /// The setup packet; nil where the record carries none.
  package var setup: SetupPacket?
  /// Linux's error number with its sign; -115 (in progress) in a real submission.
  package var status: Int32
  /// Bytes asked for (submission) or moved (completion).
  package var urbLength: Int
  /// The bytes of data that the record is said to hold.
  package var dataLength: Int
  /// Where the data stands in the record, as far as it was captured.
  package var payload: Range<Int>
}

/// The two forms of usbmon's header.
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

/// What a record turned out to be.
package enum DecodedRecord: Hashable, Sendable {
  /// A control request block on endpoint 0.
  case control(URBEvent)
  /// Any other transfer of this device.
  case other(DeviceAddress)
  /// Bytes that are no usbmon record.
  case undecodable(Undecodable)
}

/// Why a record cannot be read.
package enum Undecodable: Hashable, Sendable, CustomStringConvertible {
  case tooShort(bytes: Int, needed: Int)
  case unknownKind(UInt8)
  case unknownTransferType(UInt8)
  /// A control submission that does not hold its setup packet.
  case withoutSetup

  /// What is wrong with the record.
  package var description: String {
    switch self {
    case .tooShort(let bytes, let needed): "\(bytes) bytes, but the header has \(needed)"
    case .unknownKind(let kind): "event type \(kind) is none of S, C and E"
    case .unknownTransferType(let type): "transfer type \(type) is none of 0 to 3"
    case .withoutSetup: "a control submission without its setup packet"
    }
  }
}

extension DecodedRecord {
  /// Reads a record.
  ///
  /// libpcap has brought the header to the host's byte order, which is little-endian wherever
  /// this runs, but never the setup packet and the data, which USB sends little-endian. Most
  /// records of a capture are isochronous: those are told by three fields.
  package init(_ bytes: Span<UInt8>, _ form: HeaderForm) {
    guard bytes.count >= form.length else {
      self = .undecodable(.tooShort(bytes: bytes.count, needed: form.length))
      return
    }
    guard let type = URBEvent.TransferType(rawValue: bytes[9]) else {
      self = .undecodable(.unknownTransferType(bytes[9]))
      return
    }
    guard let kind = URBEvent.Kind(rawValue: bytes[8]) else {
      self = .undecodable(.unknownKind(bytes[8]))
      return
    }
    let device = DeviceAddress(bus: bytes.littleEndian16(at: 12), address: bytes[11])
    guard type == .control, bytes[10] & 0x0F == 0 else {
      self = .other(device)
      return
    }
    let event = URBEvent(controlOf: device, kind, bytes, form)
    self = kind == .submit && event.setup == nil ? .undecodable(.withoutSetup) : .control(event)
  }
}

extension URBEvent {
  /// Reads the header of a control record, which is whole; flag_setup (byte 14) is 0 where the
  /// setup packet is present.
  fileprivate init(
    controlOf device: DeviceAddress, _ kind: Kind, _ bytes: Span<UInt8>,
    _ form: HeaderForm
  ) {
    let dataLength = Int(bytes.littleEndian32(at: 36))
    self.init(
      kind: kind, id: bytes.littleEndian64(at: 0), device: device, endpoint: bytes[10] & 0x0F,
      direction: bytes[10] & 0x80 == 0 ? .hostToDevice : .deviceToHost, transferType: .control,
      setup: bytes[14] == 0 ? SetupPacket(bytes, at: 40) : nil,
      status: Int32(bitPattern: bytes.littleEndian32(at: 28)),
      urbLength: Int(bytes.littleEndian32(at: 32)), dataLength: dataLength,
      payload: form.length..<min(form.length + dataLength, bytes.count))
  }
}
