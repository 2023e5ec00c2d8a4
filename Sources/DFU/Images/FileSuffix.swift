import USB

/// The DFU suffix: the last bytes of a firmware file. It names the device that the file is for. A
/// host cuts it off and does not send it (DFU 1.1, Appendix B).
package struct FileSuffix: Hashable, Sendable {
  /// bcdDevice; FFFFh where it does not matter.
  package var device: UInt16
  /// idProduct; FFFFh where it does not matter.
  package var product: UInt16
  /// idVendor; FFFFh where it does not matter.
  package var vendor: UInt16
  /// bcdDFU: 0100h, or 011Ah for a file of DfuSe.
  package var version: UInt16
  /// bLength: the number of bytes of the whole suffix, 16 or more.
  package var length: UInt8
  /// dwCRC: the CRC of all bytes before it.
  package var crc: UInt32

  /// The bytes that every suffix ends with.
  package static let size = 16

  /// Makes a suffix of 16 bytes; `crc` is filled in by `bytes(after:)`.
  package init(device: UInt16, product: UInt16, vendor: UInt16, version: UInt16) {
    self.device = device
    self.product = product
    self.vendor = vendor
    self.version = version
    length = UInt8(Self.size)
    crc = 0
  }

  /// Reads the last 16 bytes of a file. Nil for fewer bytes, for another signature than "UFD", and
  /// for a bLength below 16.
  package init?(end bytes: some Collection<UInt8>) {
    let last = Array(bytes.suffix(Self.size))
    guard last.count == Self.size, Array(last[8..<11]) == Self.signature, last[11] >= Self.size
    else { return nil }
    let span = last.span
    device = span.littleEndian16(at: 0)
    product = span.littleEndian16(at: 2)
    vendor = span.littleEndian16(at: 4)
    version = span.littleEndian16(at: 6)
    length = last[11]
    crc = span.littleEndian32(at: 12)
  }

  /// ucDfuSignature as it stands in the file.
  private static let signature = Array("UFD".utf8)

  /// The bytes of the suffix with the CRC of a file whose bytes so far have the CRC `before`.
  package func bytes(after before: SuffixCRC) -> [UInt8] {
    var bytes = [device, product, vendor, version].flatMap(\.lowestFirst)
    bytes += Self.signature + [length]
    var crc = before
    crc.take(bytes)
    return bytes + crc.value.lowestFirst
  }
}

extension FixedWidthInteger {
  /// The bytes of the number, the lowest first.
  package var lowestFirst: [UInt8] {
    (0..<Self.bitWidth / 8).map { UInt8(truncatingIfNeeded: self >> ($0 * 8)) }
  }
}
