/// One record of FreeBSD's usbdump: a header of 128 bytes, then the frames of the transfer, each
/// with a header of 8 bytes (FreeBSD, sys/dev/usb/usb_pf.h: usbpf_pkthdr, usbpf_framehdr).
///
/// All numbers are little-endian in every file. A control transfer's first frame is the setup
/// packet, the second one the data. A frame's data is there only in the record that knows it: in
/// the submission towards the device, in the completion towards the host.
struct FreeBSDRecord {
  let isSubmission: Bool
  let device: DeviceAddress
  /// A number for `FreeBSDStatus`.
  let status: Int32
  /// The frame of the data; empty without one.
  let data: Frame

  /// A frame.
  struct Frame {
    /// The bytes to move (submission), or moved (completion).
    var length = 0
    /// Where its captured data is in the record; empty where the record does not hold it.
    var payload = 0..<0
    /// Where the next frame begins.
    fileprivate var end: Int
  }

  /// The offsets of the header's fields.
  private enum Offset {
    /// 4 bytes each: the length of the whole record, and the number of the controller.
    static let length = 0
    static let bus = 4
    /// 1 byte each.
    static let device = 8
    static let mode = 9
    static let event = 10
    static let transferType = 11
    /// 4 bytes each.
    static let flags = 12
    static let status = 16
    static let error = 20
    static let frames = 28
    static let endpoint = 40
  }

  /// The values of the byte for the event.
  private static let submit: UInt8 = 0
  private static let done: UInt8 = 1
  /// The type of control transfers, and the highest type: those of an endpoint descriptor.
  private static let control: UInt8 = 0
  private static let interrupt: UInt8 = 3
  static let headerLength = 128
  private static let frameHeaderLength = 8
  /// The bit of a frame whose data follows.
  private static let dataFollows: UInt32 = 2
  /// The bit of a transfer's flags: its status stage is sent with a further part
  /// (USBPF_FLAG_MANUAL_STATUS).
  private static let manualStatus: UInt32 = 1 << 6
  /// The bit of a transfer's status: its first frame is a setup packet (USBPF_STATUS_CONTROL_HDR).
  private static let beginsWithSetup: UInt32 = 1 << 8

  /// Reads a control record; nil if it is none.
  init?(_ record: Span<UInt8>) {
    guard case .control = Self.kind(of: record) else { return nil }
    isSubmission = record[Offset.event] == Self.submit
    device = Self.device(record)
    let continues = record.littleEndian32(at: Offset.flags) & Self.manualStatus != 0
    let error = Int32(bitPattern: record.littleEndian32(at: Offset.error))
    status = continues && error == 0 ? FreeBSDStatus.continues : error
    let setup = Self.frame(record, at: Self.headerLength)
    let hasData = record.littleEndian32(at: Offset.frames) > 1
    data = hasData ? Self.frame(record, at: setup.end) : Frame(end: setup.end)
  }

  /// Classifies a record.
  static func kind(of record: Span<UInt8>) -> RecordKind {
    guard record.count >= headerLength else {
      return .undecodable(.tooShort(bytes: record.count))
    }
    // The length of the whole record. Older systems have another header, without this field.
    let stated = Int(record.littleEndian32(at: Offset.length))
    guard stated >= headerLength else { return .undecodable(.tooShort(bytes: stated)) }
    let (event, type) = (record[Offset.event], record[Offset.transferType])
    guard event <= done else { return .undecodable(.unknownKind(event)) }
    guard type <= interrupt else { return .undecodable(.unknownTransferType(type)) }
    // Mode 0 is a host: what the machine does as a device does not count.
    guard record[Offset.mode] == 0, type == control, record[Offset.endpoint] & 0x0F == 0 else {
      return .other(device(record))
    }
    return event == submit && setup(in: record) == nil ? .undecodable(.withoutSetup) : .control
  }

  /// The setup packet of a submission; nil in a further part of a transfer.
  static func setup(in record: Span<UInt8>) -> SetupPacket? {
    guard record.littleEndian32(at: Offset.frames) > 0,
      record.littleEndian32(at: Offset.status) & beginsWithSetup != 0
    else { return nil }
    let first = frame(record, at: headerLength)
    return first.payload.count >= 8 ? SetupPacket(record, at: first.payload.lowerBound) : nil
  }

  /// Reads the frame that begins at `offset`. The data of a frame is filled up to a multiple of
  /// four bytes.
  private static func frame(_ record: Span<UInt8>, at offset: Int) -> Frame {
    let start = offset + frameHeaderLength
    guard record.count >= start else { return Frame(end: record.count) }
    let length = Int(record.littleEndian32(at: offset))
    guard record.littleEndian32(at: offset + 4) & dataFollows != 0 else {
      return Frame(length: length, end: start)
    }
    return Frame(
      length: length, payload: start..<min(start + length, record.count),
      end: start + (length + 3) / 4 * 4)
  }

  /// Makes a record one without frames. Returns how many bytes are left.
  static func empty(_ record: inout MutableSpan<UInt8>) -> Int {
    record.put(UInt32(headerLength), at: Offset.length)
    record.put(0, at: Offset.frames)
    return headerLength
  }

  /// The device: the number of its controller, and its index there.
  private static func device(_ record: Span<UInt8>) -> DeviceAddress {
    DeviceAddress(
      bus: UInt16(clamping: record.littleEndian32(at: Offset.bus)), address: record[Offset.device])
  }
}
