import USB

/// Watches a download for a DFU suffix that a host should have cut off
/// (DFU 1.1, Appendix B: the last 16 bytes of the file; they are not sent).
///
/// The suffix's CRC covers the whole file but itself and is not inverted, so the register over
/// a file with its suffix ends at zero.
package struct SuffixWatch: Hashable, Sendable {
  private var crc: UInt32 = 0xFFFF_FFFF
  /// The last 16 bytes, of which `length` are there.
  private var tail = SIMD16<UInt8>()
  private var length = 0
  private var isWhole = true

  package init() {}

  /// False when the payload so far ends in a suffix with the right CRC; nil when bytes of it
  /// are not in the capture.
  package var isAbsent: Bool? {
    guard isWhole else { return nil }
    guard length == 16 else { return true }
    let hasSignature =
      tail[8] == UInt8(ascii: "U") && tail[9] == UInt8(ascii: "F") && tail[10] == UInt8(ascii: "D")
      && tail[11] >= 16
    return !(hasSignature && crc == 0)
  }

  /// Takes note of the data of one accepted block.
  mutating func append(_ transfer: ControlTransfer) {
    guard transfer.data.count == Int(transfer.setup.length) else {
      isWhole = false
      return
    }
    let data = transfer.data.span
    let table = Self.table.span
    for position in data.indices {
      crc = crc >> 8 ^ table[Int(UInt8(truncatingIfNeeded: crc) ^ data[position])]
    }
    keepTail(data)
  }

  private mutating func keepTail(_ data: Span<UInt8>) {
    let new = min(data.count, 16)
    if new < 16 { for place in 0..<(16 - new) { tail[place] = tail[place + new] } }
    for place in 0..<new { tail[16 - new + place] = data[data.count - new + place] }
    length = min(16, length + new)
  }

  /// The reflected CRC-32 of polynomial EDB88320h (DFU 1.1, Appendix B).
  private static let table: [UInt32] = (0..<256).map { index in
    (0..<8).reduce(UInt32(index)) { crc, _ in crc & 1 == 0 ? crc >> 1 : crc >> 1 ^ 0xEDB8_8320 }
  }
}
