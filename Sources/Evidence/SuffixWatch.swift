import USB

/// Watches a download for a DFU suffix. The suffix is the last 16 bytes of a firmware file; a host
/// cuts it off and does not send it (DFU 1.1, Appendix B).
///
/// The CRC in the suffix covers all of the file before it and is not inverted. So the CRC register
/// is zero after a file with its suffix.
package struct SuffixWatch: Hashable, Sendable {
  private var crc: UInt32 = 0xFFFF_FFFF
  /// The last 8 bytes, the latest lowest.
  private var last: UInt64 = 0
  private var length = 0
  /// False when the payload so far ends in a suffix with the right CRC; nil when the capture does
  /// not have all of its bytes.
  package private(set) var isAbsent: Bool? = true

  /// Nothing was sent yet.
  package init() {}

  /// Takes note of the data of one accepted block.
  mutating func append(_ transfer: ControlTransfer) {
    guard isAbsent != nil, transfer.data.count == Int(transfer.setup.length) else {
      isAbsent = nil
      return
    }
    let data = transfer.data.span
    crc = Self.tables.register(crc, after: data)
    if data.count >= 8 {
      last = data.littleEndian64(at: data.count - 8).byteSwapped
    } else {
      for position in data.indices { last = last << 8 | UInt64(data[position]) }
    }
    length += data.count
    // Bytes 8 to 10 of the suffix are "UFD", byte 11 is its length.
    let hasSignature = last >> 40 == 0x55_4644 && UInt8(truncatingIfNeeded: last >> 32) >= 16
    isAbsent = !(length >= 16 && hasSignature && crc == 0)
  }

  private static let tables = CRCTables()
}

/// The reflected CRC-32 of polynomial EDB88320h (DFU 1.1, Appendix B), eight bytes at a time.
package struct CRCTables: Sendable {
  /// Eight tables of 256 entries. Table k begins at entry 256 * k; it is for a byte that k other
  /// bytes follow.
  private let entries: [UInt32]

  /// Makes the tables.
  package init() {
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

  /// The register after one byte.
  package func register(_ before: UInt32, afterByte byte: UInt8) -> UInt32 {
    before >> 8 ^ entries[Int((before ^ UInt32(byte)) & 0xFF)]
  }

  /// The register after `bytes`, when it was `before`.
  package func register(_ before: UInt32, after bytes: Span<UInt8>) -> UInt32 {
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
      register = register >> 8 ^ table[Int((register ^ UInt32(bytes[position])) & 0xFF)]
      position += 1
    }
    return register
  }
}
