/// What stands before a record's data (draft-ietf-opsawg-pcap, 5).
struct RecordHead {
  let seconds: UInt32
  /// The part of a second, in the unit of the file.
  let part: UInt32
  let captured: UInt32
  let original: UInt32

  /// Takes apart the head's two halves, as little-endian numbers.
  @inline(__always)
  init(time: UInt64, lengths: UInt64, _ order: ByteOrder) {
    func halves(_ long: UInt64) -> (UInt32, UInt32) {
      let (low, high) = (UInt32(truncatingIfNeeded: long), UInt32(long >> 32))
      return order == .big ? (low.byteSwapped, high.byteSwapped) : (low, high)
    }
    (seconds, part) = halves(time)
    (captured, original) = halves(lengths)
  }

  /// Whether it looks like a head that begins four bytes before it: that reads both lengths, which
  /// mostly are equal, as a part of a second and a length.
  @inline(__always)
  var isLate: Bool { part == captured }
}
