import USB

/// The CRC of a firmware file's suffix, taken piece by piece: CRC-32 of the reflected polynomial
/// EDB88320h that begins with FFFFFFFFh and is not inverted (DFU 1.1, Appendix B).
package struct SuffixCRC: Hashable, Sendable {
  /// The CRC of the bytes so far. It is 0 after a file with its own right CRC at the end.
  package private(set) var value: UInt32 = 0xFFFF_FFFF

  /// Makes the CRC of no bytes.
  package init() {}

  /// Takes the next bytes, eight at a time.
  package mutating func take(_ bytes: Span<UInt8>) {
    value = Self.tables.register(value, after: bytes)
  }

  /// Takes the next byte.
  package mutating func take(_ byte: UInt8) { value = Self.tables.register(value, after: byte) }

  /// Takes the next bytes.
  package mutating func take(_ bytes: [UInt8]) { take(bytes.span) }

  private static let tables = CRCTables()
}

/// Eight tables of 256 entries. Table k begins at entry 256 * k; it is for a byte that k other
/// bytes follow.
private struct CRCTables {
  private let entries: [UInt32]

  init() {
    var entries = [UInt32](repeating: 0, count: 2048)
    for index in 0..<256 {
      var crc = UInt32(index)
      for _ in 0..<8 { crc = crc & 1 == 0 ? crc >> 1 : crc >> 1 ^ 0xEDB8_8320 }
      entries[index] = crc
    }
    for index in 256..<2048 {
      let before = entries[index - 256]
      entries[index] = before >> 8 ^ entries[Int(before & 0xFF)]
    }
    self.entries = entries
  }

  /// The register after one byte, when it was `before`.
  func register(_ before: UInt32, after byte: UInt8) -> UInt32 {
    before >> 8 ^ entries[Int((before ^ UInt32(byte)) & 0xFF)]
  }

  /// The register after `bytes`, when it was `before`.
  func register(_ before: UInt32, after bytes: Span<UInt8>) -> UInt32 {
    // The compiler knows this length, so it leaves out the checks of bounds.
    let table = entries.span.extracting(0..<2048)
    var register = before
    var position = 0
    while position + 8 <= bytes.count {
      let word = bytes.littleEndian64(at: position) ^ UInt64(register)
      register = 0
      for place in 0..<8 {
        register ^= table[(7 - place) << 8 | Int(word >> UInt64(place * 8) & 0xFF)]
      }
      position += 8
    }
    while position < bytes.count {
      register = self.register(register, after: bytes[position])
      position += 1
    }
    return register
  }
}
