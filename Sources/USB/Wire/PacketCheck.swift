/// The checksums of packets (USB 2.0, 8.3.5).
///
/// Both are sent inverted, and the lowest bit of the data comes first. So the tables are of the
/// mirrored polynomials.
struct PacketCheck: Sendable {
  /// The checksum of each address and endpoint number, which are 11 bits (USB 2.0, 8.3.5.1).
  private let ofToken: [UInt8]
  /// What each value of the lowest eight bits does to the checksum of data (USB 2.0, 8.3.5.2).
  private let ofByte: [UInt16]

  /// Makes the tables.
  init() {
    ofToken = (0..<0x800).map { Self.ofBits($0, count: 11) }
    ofByte = (0..<0x100).map { (byte: UInt16) in
      (0..<8).reduce(byte) { crc, _ in crc & 1 == 0 ? crc >> 1 : crc >> 1 ^ 0xA001 }
    }
  }

  /// Whether the bytes behind a token's first are whole: 11 bits and their checksum.
  @inline(__always)
  func isWhole(token: UInt16) -> Bool {
    ofToken[Int(token & 0x7FF)] == UInt8(truncatingIfNeeded: token >> 11)
  }

  /// Whether a split token is whole: 19 bits and their checksum (USB 2.0, 8.4.2.2).
  func isWhole(split record: Span<UInt8>) -> Bool {
    guard record.count == WireLayout.splitLength else { return false }
    let bits = UInt32(record.littleEndian16(at: 1)) | UInt32(record[3]) << 16
    return Self.ofBits(bits & 0x7FFFF, count: 19) == UInt8(truncatingIfNeeded: bits >> 19)
  }

  /// Whether a data packet is whole: its payload and two bytes of checksum.
  func isWhole(data record: Span<UInt8>) -> Bool {
    guard record.count >= WireLayout.emptyDataLength else { return false }
    return record.littleEndian16(at: record.count - 2) == checksum(ofData: record)
  }

  /// The checksum that a data packet of at least three bytes should end with.
  @inline(__always)
  func checksum(ofData record: Span<UInt8>) -> UInt16 {
    var crc: UInt16 = 0xFFFF
    for position in 1..<record.count - 2 {
      crc = crc >> 8 ^ ofByte[Int((crc ^ UInt16(record[position])) & 0xFF)]
    }
    return ~crc
  }

  /// The five-bit checksum of the lowest `count` bits.
  private static func ofBits(_ bits: UInt32, count: UInt32) -> UInt8 {
    var crc: UInt32 = 0x1F
    for position in 0..<count {
      let differs = (bits >> position ^ crc) & 1
      crc = crc >> 1 ^ (differs == 0 ? 0 : 0x14)
    }
    return UInt8(crc ^ 0x1F)
  }
}
