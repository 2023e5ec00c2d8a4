/// The header of a USBPcap record (USBPcap, "Capture format specification" and
/// USBPcapDriver/include/USBPcap.h).
///
/// All numbers are little-endian in every file: libpcap leaves them as they are.
struct USBPcapHeader {
  /// The address of the I/O request packet (IRP). Windows uses it again as soon as it is free. 0 in
  /// descriptors that USBPcap itself has put in.
  let id: UInt64
  /// The device. USBPcap gives the root hub a number, which is the bus here.
  let device: DeviceAddress
  /// USBD_STATUS; it counts only on the way back.
  let status: Int32
  /// What the record tells of the transfer.
  let stage: Stage
  /// The number of data bytes that the record claims to hold, with a setup packet.
  let dataLength: Int
  /// Where the captured data is in the record.
  let payload: Range<Int>

  /// What a record of a control transfer holds.
  ///
  /// Up to version 1.4 a transfer has a record for each of its stages: setup, data if there is any,
  /// status. Since 1.5 it has two: the setup packet with the data to the device, and the completion
  /// with the data from it.
  enum Stage: UInt8 {
    case setup, data, status, complete
  }

  /// The offsets of the fields.
  private enum Offset {
    /// 2 bytes: the length of the header, with what a type of transfer adds.
    static let headerLength = 0
    /// 8 bytes.
    static let id = 2
    /// 4 bytes.
    static let status = 10
    /// 2 bytes each.
    static let bus = 17
    static let device = 19
    /// 1 byte each.
    static let endpoint = 21
    static let transferType = 22
    /// 4 bytes.
    static let dataLength = 23
    /// 1 byte, in control transfers only.
    static let stage = 27
  }

  /// The types of transfers in `transferType`.
  private enum TransferType {
    static let control: UInt8 = 2
    /// Isochronous, interrupt, control, bulk.
    static let known: ClosedRange<UInt8> = 0...3
    /// No transfer: the fate of an IRP, and a request that USBPcap does not know.
    static let others: Set<UInt8> = [0xFE, 0xFF]
  }

  /// The length of the shortest header, and of that of a control transfer.
  private static let length = 27
  static let controlLength = 28
  private static let setupLength = 8

  /// Reads the header of a control record; nil if it is none.
  @inline(__always)
  init?(_ record: Span<UInt8>) {
    guard case .control = Self.kind(of: record),
      let stage = Stage(rawValue: record[Offset.stage])
    else { return nil }
    let start = Int(record.littleEndian16(at: Offset.headerLength))
    id = record.littleEndian64(at: Offset.id)
    status = Int32(bitPattern: record.littleEndian32(at: Offset.status))
    device = Self.device(record)
    self.stage = stage
    dataLength = Int(record.littleEndian32(at: Offset.dataLength))
    payload = start..<min(start + dataLength, record.count)
  }

  /// Classifies a record.
  @inline(__always)
  static func kind(of record: Span<UInt8>) -> RecordKind {
    guard record.count >= length else { return .undecodable(.tooShort(bytes: record.count)) }
    let stated = Int(record.littleEndian16(at: Offset.headerLength))
    guard stated >= length, record.count >= stated else {
      return .undecodable(.tooShort(bytes: min(stated, record.count)))
    }
    let type = record[Offset.transferType]
    if type == TransferType.control, record[Offset.endpoint] & 0x0F == 0 {
      return controlKind(of: record, headerLength: stated)
    }
    return TransferType.known.contains(type) || TransferType.others.contains(type)
      ? .other(device(record)) : .undecodable(.unknownTransferType(type))
  }

  private static func controlKind(
    of record: Span<UInt8>, headerLength: Int
  ) -> RecordKind {
    guard headerLength >= controlLength else {
      return .undecodable(.tooShort(bytes: headerLength))
    }
    guard let stage = Stage(rawValue: record[Offset.stage]) else {
      return .undecodable(.unknownKind(record[Offset.stage]))
    }
    let claimed = Int(record.littleEndian32(at: Offset.dataLength))
    let held = min(claimed, record.count - headerLength)
    return stage == .setup && held < setupLength ? .undecodable(.withoutSetup) : .control
  }

  /// Makes a record say that nothing follows its header. Returns how many bytes are left.
  static func empty(_ record: inout MutableSpan<UInt8>) -> Int {
    record.put(0, at: Offset.dataLength)
    return Int(record.span.littleEndian16(at: Offset.headerLength))
  }

  /// The device. Its number has 16 bits; a pipe that USBPcap does not know has FFFFh.
  @inline(__always)
  private static func device(_ record: Span<UInt8>) -> DeviceAddress {
    DeviceAddress(
      bus: record.littleEndian16(at: Offset.bus),
      address: UInt8(clamping: record.littleEndian16(at: Offset.device)))
  }
}
