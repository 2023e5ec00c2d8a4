import DFU

/// The checksum of a download that ends with a DFU suffix, before and after its redaction.
///
/// dwCRC covers the whole file before it (DFU 1.1, Appendix B). The new one differs from the right
/// one as the old one did: a right one stays right, a wrong one wrong.
struct SuffixSeal {
  /// The frame in which the present block began, and how many of its bytes are counted.
  private var block = (began: 0, counted: 0)
  private var (before, after) = (SuffixCRC(), SuffixCRC())

  /// The bytes of the suffix before dwCRC.
  private static let kept = 0..<12

  /// A download begins.
  init() {}

  /// Takes data of a block, `old` as it was and `new` as it is now, from `offset` on in the block.
  /// Puts the part of the suffix in it in its place. Data that come again do not count again.
  mutating func seal(
    _ old: [UInt8], _ new: inout [UInt8], at offset: Int, began: Int, _ part: SuffixPart?
  ) {
    if block.began != began { block = (began, 0) }
    if part == nil, offset >= block.counted {
      before.take(old)
      after.take(new)
      block.counted = offset + old.count
      return
    }
    for index in old.indices {
      let inSuffix = part.flatMap { part in
        let place = offset + index - part.start + part.bytes.lowerBound
        return part.bytes.contains(place) ? place : nil
      }
      if let place = inSuffix, !Self.kept.contains(place) {
        let byte = UInt8(truncatingIfNeeded: (before.value ^ after.value) >> ((place - 12) * 8))
        new[index] = old[index] ^ byte
        continue
      }
      if inSuffix != nil { new[index] = old[index] }
      guard offset + index >= block.counted else { continue }
      before.take(old[index])
      after.take(new[index])
      block.counted = offset + index + 1
    }
  }
}
