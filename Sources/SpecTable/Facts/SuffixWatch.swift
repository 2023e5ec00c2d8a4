import USB

/// Watches a download for a DFU suffix that a host should have cut off
/// (DFU 1.1, Appendix B: the last 16 bytes of the file; they are not sent).
///
/// The suffix's CRC covers the whole file but itself and is not inverted, so the register over
/// a file with its suffix ends at zero.
package struct SuffixWatch: Hashable, Sendable {
  private var crc: UInt32 = 0xFFFF_FFFF
  private var tail: [UInt8] = []
  private var isWhole = true

  package init() {}

  /// False when the payload so far ends in a suffix with the right CRC; nil when bytes of it
  /// are not in the capture.
  package var isAbsent: Bool? {
    guard isWhole else { return nil }
    guard tail.count == 16 else { return true }
    let hasSignature = tail[8...10].elementsEqual("UFD".utf8) && tail[11] >= 16
    return !(hasSignature && crc == 0)
  }

  /// Takes note of the data of one accepted block.
  mutating func append(_ transfer: ControlTransfer) {
    guard transfer.data.count == Int(transfer.setup.length) else {
      isWhole = false
      return
    }
    for byte in transfer.data {
      crc = crc >> 8 ^ Self.table[Int(UInt8(truncatingIfNeeded: crc) ^ byte)]
    }
    tail.append(contentsOf: transfer.data.suffix(16))
    tail.removeFirst(max(0, tail.count - 16))
  }

  /// The reflected CRC-32 of polynomial EDB88320h (DFU 1.1, Appendix B).
  private static let table: [UInt32] = (0..<256).map { index in
    (0..<8).reduce(UInt32(index)) { crc, _ in crc & 1 == 0 ? crc >> 1 : crc >> 1 ^ 0xEDB8_8320 }
  }
}
