import DFU
import USB

/// Watches a download for a DFU suffix. The suffix is the last 16 bytes of a firmware file; a host
/// cuts it off and does not send it (DFU 1.1, Appendix B).
///
/// The CRC in the suffix covers all of the file before it and is not inverted. So the CRC register
/// is zero after a file with its suffix.
package struct SuffixWatch: Hashable, Sendable {
  private var crc = SuffixCRC()
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
    crc.take(data)
    if data.count >= 8 {
      last = data.littleEndian64(at: data.count - 8).byteSwapped
    } else {
      for position in data.indices { last = last << 8 | UInt64(data[position]) }
    }
    length += data.count
    // Bytes 8 to 10 of the suffix are "UFD", byte 11 is its length.
    let hasSignature = last >> 40 == 0x55_4644 && UInt8(truncatingIfNeeded: last >> 32) >= 16
    isAbsent = !(length >= 16 && hasSignature && crc.value == 0)
  }
}
