/// A usbmon record to be written (kernel documentation, usb/usbmon).
///
/// `UsbmonURBs` reads back the same values.
package struct UsbmonRecord: Hashable, Sendable {
  /// What happened to the request block.
  package var kind: URBEvent.Kind
  /// The request block's id. A submission and its completion have the same id.
  package var id: UInt64
  /// 0 is an isochronous transfer, 1 interrupt, 2 control, 3 bulk.
  package var transferType = UsbmonLayout.control
  /// The endpoint number, with bit 7 set towards the host.
  package var endpoint: UInt8
  /// The device that the request block is for.
  package var device: DeviceAddress
  /// The setup packet, in submissions of control transfers only.
  package var setup: SetupPacket?
  /// `LinuxStatus.inProgress` for a submission.
  package var status: Int32
  /// Bytes asked for (submission) or moved (completion).
  package var urbLength: Int
  /// The number of data bytes that the record claims to hold. QEMU claims more than there is.
  package var dataLength: Int
  /// The data after the header.
  package var data: [UInt8]

  /// Makes a record of a control transfer on endpoint 0. `isIn` means data towards the host.
  /// `dataLength` becomes the real length of the data.
  package init(
    kind: URBEvent.Kind, id: UInt64, isIn: Bool, device: DeviceAddress,
    setup: SetupPacket? = nil, status: Int32, urbLength: Int, data: [UInt8] = []
  ) {
    self.kind = kind
    self.id = id
    endpoint = isIn ? UsbmonLayout.towardsHost : 0
    self.device = device
    self.setup = setup
    self.status = status
    self.urbLength = urbLength
    dataLength = data.count
    self.data = data
  }

  /// The record's bytes in a little-endian capture. `nanoseconds` is the time since the epoch; the
  /// header keeps only the microseconds.
  package func bytes(_ header: UsbmonHeader, nanoseconds: Int64) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: header.length)
    Self.put(id, at: UsbmonLayout.id, in: &bytes)
    bytes[UsbmonLayout.kind] = UsbmonLayout.byte(kind)
    bytes[UsbmonLayout.transferType] = transferType
    bytes[UsbmonLayout.endpoint] = endpoint
    bytes[UsbmonLayout.address] = device.address
    Self.put(device.bus, at: UsbmonLayout.bus, in: &bytes)
    bytes[UsbmonLayout.setupFlag] =
      setup == nil ? UsbmonLayout.withoutSetup : UsbmonLayout.isPresent
    bytes[UsbmonLayout.dataFlag] = data.isEmpty ? withoutData : UsbmonLayout.isPresent
    Self.put(nanoseconds / 1_000_000_000, at: UsbmonLayout.seconds, in: &bytes)
    Self.put(
      Int32(nanoseconds % 1_000_000_000 / 1_000), at: UsbmonLayout.microseconds, in: &bytes)
    Self.put(status, at: UsbmonLayout.status, in: &bytes)
    Self.put(UInt32(clamping: urbLength), at: UsbmonLayout.urbLength, in: &bytes)
    Self.put(UInt32(clamping: dataLength), at: UsbmonLayout.dataLength, in: &bytes)
    if let setup {
      bytes.replaceSubrange(UsbmonLayout.setup..<UsbmonLayout.setup + 8, with: setup.bytes)
    }
    return bytes + data
  }

  private var withoutData: UInt8 {
    endpoint & UsbmonLayout.towardsHost != 0
      ? UsbmonLayout.withoutData.in : UsbmonLayout.withoutData.out
  }

  private static func put<Number: FixedWidthInteger>(
    _ value: Number, at offset: Int, in bytes: inout [UInt8]
  ) {
    for index in 0..<Number.bitWidth / 8 {
      bytes[offset + index] = UInt8(truncatingIfNeeded: value >> (index * 8))
    }
  }
}
