/// Reads request-block events from usbmon's binary records, for the shared assembler.
package struct UsbmonURBs: URBDialect {
  /// Which of the two headers the capture uses.
  package let header: UsbmonHeader
  /// The program that wrote the records; nil until the first control submission.
  package private(set) var writer: UsbmonWriter?
  /// Whether later submissions tell nothing more of the writer.
  private var isWriterCertain: Bool

  /// Reads records with this header. `writer`: who wrote them, where that is not to be found out.
  package init(_ header: UsbmonHeader, writer: UsbmonWriter? = nil) {
    self.header = header
    self.writer = writer
    isWriterCertain = writer != nil
  }

  /// The name of the writer.
  package var name: String? { writer?.rawValue }

  /// The limits of the writer.
  package var limits: [String] { writer?.limits ?? [] }

  /// Classifies a record. It checks the transfer type first, because most records of a capture are
  /// isochronous and need no more checks.
  @inline(__always)
  package func kind(of record: Span<UInt8>) -> RecordKind {
    guard record.count >= UsbmonHeader.short.length, record.count >= header.length else {
      return .undecodable(.tooShort(bytes: record.count))
    }
    let type = record[UsbmonLayout.transferType]
    let isControl =
      type == UsbmonLayout.control
      && record[UsbmonLayout.endpoint] & UsbmonLayout.endpointNumber == 0
    guard type <= UsbmonLayout.bulk else { return .undecodable(.unknownTransferType(type)) }
    guard let kind = UsbmonLayout.kind(record[UsbmonLayout.kind]) else {
      return .undecodable(.unknownKind(record[UsbmonLayout.kind]))
    }
    guard isControl else { return .other(Self.device(record)) }
    guard kind != .submit || record[UsbmonLayout.setupFlag] == UsbmonLayout.isPresent else {
      return .undecodable(.withoutSetup)
    }
    return .control
  }

  /// The eight bytes from the event on, without the endpoint and the two flags. Of the event, all
  /// bits but the one in which submission and completion differ (`S` is 0x53, `C` is 0x43).
  package var streamBits: StreamBits? {
    StreamBits(
      offset: UsbmonLayout.kind, mask: 0x0000_FFFF_FF00_FFEF, shortest: header.length)
  }

  /// Whether a record is a submission or a completion of no control transfer.
  @inline(__always)
  package func isOfStream(_ record: Span<UInt8>) -> Bool {
    record[UsbmonLayout.transferType] != UsbmonLayout.control
      && record[UsbmonLayout.kind] != UInt8(ascii: "E")
  }

  /// Reads the header of a control record; nil if it is too short or its kind is unknown.
  ///
  /// libpcap converts the header to the host's byte order, which is little-endian on every
  /// supported host. It never converts the setup packet and the data; USB sends those
  /// little-endian.
  @inline(__always)
  package func event(in record: Span<UInt8>) -> URBEvent? {
    guard record.count >= UsbmonHeader.short.length, record.count >= header.length,
      let kind = UsbmonLayout.kind(record[UsbmonLayout.kind])
    else { return nil }
    let dataLength = Int(record.littleEndian32(at: UsbmonLayout.dataLength))
    return URBEvent(
      kind: kind, id: record.littleEndian64(at: UsbmonLayout.id), device: Self.device(record),
      isIn: record[UsbmonLayout.endpoint] & UsbmonLayout.towardsHost != 0,
      status: Int32(bitPattern: record.littleEndian32(at: UsbmonLayout.status)),
      urbLength: Int(record.littleEndian32(at: UsbmonLayout.urbLength)), dataLength: dataLength,
      payload: header.length..<min(header.length + dataLength, record.count))
  }

  /// The setup packet in the header of a submission.
  @inline(__always)
  package func setup(in record: Span<UInt8>) -> SetupPacket? {
    SetupPacket(record, at: UsbmonLayout.setup)
  }

  /// Linux moves no more bytes than the submission has room for. It ends a longer answer with
  /// -EOVERFLOW (kernel documentation, usb/usbmon, "URB Status" and "length"; usb/error-codes).
  /// Other writers put other numbers there.
  @inline(__always)
  package func mostMoved(by submission: URBEvent, _ setup: SetupPacket) -> Int? {
    writer == .usbmon ? max(Int(setup.length), submission.urbLength) : nil
  }

  /// Finds out from the first control submissions which program wrote the records.
  @inline(__always)
  package mutating func learn(from submission: URBEvent, _ setup: SetupPacket) {
    guard !isWriterCertain else { return }
    let shown = UsbmonWriter(submission: submission, setup)
    if writer == nil || shown == .converter { writer = shown }
    isWriterCertain = writer != .sigrok
  }

  /// Reads a completion. Until the writer is known, it is read as Linux's usbmon.
  @inline(__always)
  package func ending(
    of completion: URBEvent, isIn: Bool, submittedLength: Int
  ) -> URBEnding {
    (writer ?? .usbmon).ending(of: completion, isIn: isIn, submittedLength: submittedLength)
  }

  @inline(__always)
  private static func device(_ record: Span<UInt8>) -> DeviceAddress {
    DeviceAddress(
      bus: record.littleEndian16(at: UsbmonLayout.bus), address: record[UsbmonLayout.address])
  }
}
