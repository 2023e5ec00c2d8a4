import USB

/// Writes captures in which firmware goes to a device in DFU mode, or comes from it.
package struct FirmwareWriter: Sendable {
  package var writer = CaptureWriter(.pcapng)

  /// Begins with the enumeration of 1209:0007. `dfu`: bcdDFUVersion, 011Ah for DfuSe.
  package init(transferSize: UInt16 = 64, dfu: UInt16 = 0x0110) {
    writer.setAddress(5)
    descriptors(transferSize: transferSize, dfu: dfu)
    writer.setConfiguration(1)
    status(2)
  }

  /// The host reads the device's descriptors. `version`: the low byte of bcdDevice.
  package mutating func descriptors(
    transferSize: UInt16 = 64, dfu: UInt16 = 0x0110, version: UInt8 = 0x34
  ) {
    writer.getDescriptor(
      type: 1, reply: [18, 1, 0, 2, 0, 0, 0, 64, 0x09, 0x12, 7, 0, version, 2, 0, 0, 0, 1])
    writer.getDescriptor(
      type: 2,
      reply: [9, 2, 27, 0, 1, 1, 0, 0x80, 50, 9, 4, 0, 0, 0, 0xFE, 1, 2, 0]
        + [9, 0x21, 0x0F, 0xE8, 3] + [UInt8(transferSize & 0xFF), UInt8(transferSize >> 8)]
        + [UInt8(dfu & 0xFF), UInt8(dfu >> 8)])
  }

  /// DNLOAD of a block; `status` is Linux's, -32 for a STALL.
  package mutating func down(_ number: UInt16, _ data: [UInt8], status: Int32 = 0) {
    writer.control(Self.down(number, data.count), data: data, status: status)
  }

  /// A DNLOAD of which the recorder kept only the first bytes of the data.
  package mutating func downCut(_ number: UInt16, _ data: [UInt8], kept: Int) {
    writer.wait(milliseconds: 1)
    var record = UsbmonRecord(
      kind: .submit, id: 0xFFFF_8880_0000_1000, isIn: false, device: writer.device,
      setup: Self.down(number, data.count), status: -115, urbLength: data.count,
      data: Array(data.prefix(kept)))
    writer.append(record)
    (record.kind, record.status, record.setup, record.data) = (.complete, 0, nil, [])
    record.dataLength = 0
    writer.append(record)
  }

  /// A DNLOAD whose answer is not in the capture.
  package mutating func downUnanswered(_ number: UInt16, _ data: [UInt8]) {
    writer.wait(milliseconds: 1)
    writer.submit(Self.down(number, data.count), data: data)
  }

  /// The zero-length DNLOAD, and a GETSTATUS that shows dfuIDLE.
  package mutating func end(_ number: UInt16) {
    down(number, [])
    status(2)
  }

  /// UPLOAD of a block of at most `length` bytes.
  package mutating func up(_ number: UInt16, _ data: [UInt8], length: UInt16 = 64) {
    writer.control(
      SetupPacket(requestType: .classInterfaceIn, request: 2, value: number, length: length),
      data: data)
  }

  /// A GETSTATUS that shows this bState and bStatus.
  package mutating func status(_ state: UInt8, _ status: UInt8 = 0) {
    writer.control(
      SetupPacket(requestType: .classInterfaceIn, request: 3, length: 6),
      data: [status, 0, 0, 0, state, 0])
  }

  /// CLRSTATUS (4) or ABORT (6).
  package mutating func request(_ request: UInt8) {
    writer.control(SetupPacket(requestType: .classInterfaceOut, request: request))
  }

  /// A command of DfuSe with an address: 21h sets the pointer, 41h erases (ST AN2662, 4.5).
  package mutating func command(_ code: UInt8, _ address: UInt32) {
    down(0, [code] + (0..<4).map { UInt8(truncatingIfNeeded: address >> ($0 * 8)) })
    status(5)
  }

  private static func down(_ number: UInt16, _ length: Int) -> SetupPacket {
    SetupPacket(
      requestType: .classInterfaceOut, request: 1, value: number, length: UInt16(length))
  }
}
