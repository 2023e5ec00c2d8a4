import USB

/// A record in the form of Linux's usbmon with its 64-byte header, link type 220 (kernel
/// documentation, usb/usbmon).
struct UsbmonRecord: Hashable, Sendable {
  enum Kind: UInt8, Sendable {
    case submit = 0x53
    case complete = 0x43
  }

  var kind: Kind
  /// The same for a submission and its completion.
  var id: UInt64
  /// 2 is a control transfer, 3 a bulk transfer.
  var transferType: UInt8 = 2
  /// The endpoint number, with bit 7 set towards the host.
  var endpoint: UInt8
  var device: DeviceAddress
  /// In submissions of control transfers.
  var setup: SetupPacket?
  /// -115, in progress, for a submission.
  var status: Int32
  /// Bytes asked for, or moved.
  var length: Int
  var data: [UInt8] = []

  /// The record as it stands in a capture.
  func bytes(nanoseconds: Int64) -> [UInt8] {
    var bytes = Self.littleEndian(id)
    bytes += [kind.rawValue, transferType, endpoint, device.address]
    bytes += Self.littleEndian(device.bus)
    bytes.append(setup == nil ? UInt8(ascii: "-") : 0)
    bytes.append(data.isEmpty ? UInt8(ascii: endpoint & 0x80 != 0 ? "<" : ">") : 0)
    bytes += Self.littleEndian(nanoseconds / 1_000_000_000)
    bytes += Self.littleEndian(Int32(nanoseconds % 1_000_000_000 / 1_000))
    bytes += Self.littleEndian(status)
    bytes += Self.littleEndian(UInt32(clamping: length))
    bytes += Self.littleEndian(UInt32(clamping: data.count))
    bytes += setup?.bytes ?? [UInt8](repeating: 0, count: 8)
    // interval, start_frame, xfer_flags, ndesc
    bytes += [UInt8](repeating: 0, count: 16)
    return bytes + data
  }

  private static func littleEndian<Number: FixedWidthInteger>(_ value: Number) -> [UInt8] {
    stride(from: 0, to: Number.bitWidth, by: 8).map { UInt8(truncatingIfNeeded: value >> $0) }
  }
}
