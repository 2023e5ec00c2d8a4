import USB

/// Watches a download for a DFU suffix that a host should have cut off
/// (DFU 1.1, Appendix B: the last 16 bytes of the file; they are not sent).
///
/// The suffix's CRC covers the whole file but itself and is not inverted, so the register over
/// a file with its suffix ends at zero.
package struct SuffixWatch: Hashable, Sendable {
  private var crc: UInt32 = 0xFFFF_FFFF
  /// The last 8 bytes, the latest lowest.
  private var last: UInt64 = 0
  private var length = 0
  /// False when the payload so far ends in a suffix with the right CRC; nil when bytes of it
  /// are not in the capture.
  package private(set) var isAbsent: Bool? = true

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
private struct CRCTables {
  /// Table k, from entry 256 * k on, is for a byte that k others follow.
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

  /// What the register holds after these bytes.
  func register(_ before: UInt32, after bytes: Span<UInt8>) -> UInt32 {
    // With a length that the compiler knows no index can be out of bounds.
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
