/// The blocks of a pcapng file, cut by their lengths alone.
struct BlockList {
  struct Block: Hashable {
    var type: UInt32
    var bytes: [UInt8]
    var isBigEndian: Bool

    func word(_ offset: Int) -> UInt32 { BlockList.word(bytes, offset, isBigEndian) }

    /// The options from an offset on, up to the end of the block.
    func options(from start: Int) -> [(code: Int, value: [UInt8])] {
      var (offset, found) = (start, [(code: Int, value: [UInt8])]())
      while offset + 4 <= bytes.count - 4 {
        let both = word(offset)
        let (code, length) =
          isBigEndian ? (both >> 16, both & 0xFFFF) : (both & 0xFFFF, both >> 16)
        if code == 0 { break }
        let value = Array(bytes[(offset + 4)..<(offset + 4 + Int(length))])
        found.append((Int(code), value))
        offset += 4 + (Int(length) + 3) / 4 * 4
      }
      return found
    }

    /// The comments of a packet's block.
    var comments: [String] {
      let start = type == 0x0A0D_0D0A ? 24 : 28 + (Int(word(20)) + 3) / 4 * 4
      return options(from: start).filter { $0.code == 1 }.map {
        String(decoding: $0.value, as: UTF8.self)
      }
    }
  }

  var blocks: [Block] = []

  init(_ file: [UInt8]) {
    var (offset, isBigEndian) = (0, false)
    while offset + 12 <= file.count {
      let type = Self.word(file, offset, isBigEndian)
      if type == 0x0A0D_0D0A { isBigEndian = file[offset + 8] == 0x1A }
      let length = Int(Self.word(file, offset + 4, isBigEndian))
      guard length >= 12, offset + length <= file.count else { return }
      blocks.append(
        Block(
          type: type, bytes: Array(file[offset..<offset + length]), isBigEndian: isBigEndian))
      offset += length
    }
  }

  private static func word(_ bytes: [UInt8], _ offset: Int, _ isBigEndian: Bool) -> UInt32 {
    let part = bytes[offset..<offset + 4]
    return (isBigEndian ? Array(part) : part.reversed()).reduce(0) { $0 << 8 | UInt32($1) }
  }
}
