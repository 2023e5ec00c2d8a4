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
  private var isWhole = true

  package init() {}

  /// False when the payload so far ends in a suffix with the right CRC; nil when bytes of it
  /// are not in the capture.
  package var isAbsent: Bool? {
    guard isWhole else { return nil }
    guard length >= 16 else { return true }
    // Bytes 8 to 10 of the suffix are "UFD", byte 11 is its length.
    let hasSignature = last >> 40 == 0x55_4644 && UInt8(truncatingIfNeeded: last >> 32) >= 16
    return !(hasSignature && crc == 0)
  }

  /// Takes note of the data of one accepted block.
  mutating func append(_ transfer: ControlTransfer) {
    guard transfer.data.count == Int(transfer.setup.length) else {
      isWhole = false
      return
    }
    let data = transfer.data.span
    let tables = Self.tables.span
    var position = 0
    var register = crc
    while position + 8 <= data.count {
      let word = data.littleEndian64(at: position) ^ UInt64(register)
      register = 0
      for place in 0..<8 {
        register ^= tables[(7 - place) << 8 | Int(word >> UInt64(place * 8) & 0xFF)]
      }
      position += 8
    }
    while position < data.count {
      register = register >> 8 ^ tables[Int(UInt8(truncatingIfNeeded: register) ^ data[position])]
      position += 1
    }
    crc = register
    for position in max(0, data.count - 8)..<data.count {
      last = last << 8 | UInt64(data[position])
    }
    length += data.count
  }

  /// The reflected CRC-32 of polynomial EDB88320h (DFU 1.1, Appendix B), eight bytes at a time:
  /// table k is for a byte that k others follow.
  private static let tables: [UInt32] = {
    var tables: [UInt32] = []
    for index in UInt32(0)..<256 {
      var crc = index
      for _ in 0..<8 { crc = crc & 1 == 0 ? crc >> 1 : crc >> 1 ^ 0xEDB8_8320 }
      tables.append(crc)
    }
    for place in 256..<2048 {
      let before = tables[place - 256]
      tables.append(before >> 8 ^ tables[Int(before & 0xFF)])
    }
    return tables
  }()
}
