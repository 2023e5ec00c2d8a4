/// The internal flash of an STM32: sectors that are erased as a whole, bytes that are programmed.
struct DfuSeFlash: Hashable, Sendable {
  /// A run of sectors of one size, as the interface string lists them.
  struct Run: Hashable, Sendable {
    /// The number of sectors, 1...999.
    var count: Int
    /// The size of one sector in KiB, 1...999.
    var kibibytes: Int
  }

  /// The address of the first byte, on every STM32 (ST AN2606).
  static let start: UInt32 = 0x0800_0000

  /// The sectors, in the order of their addresses.
  let layout: [Run]
  /// The bytes up to the last one that was written. All that follows is erased.
  private(set) var contents: [UInt8]
  /// The offsets of the bytes that nobody knows: a device was recorded, and neither an upload has
  /// shown them nor an erase.
  private var unknown = RangeSet<Int>()

  init(layout: [Run], contents: [UInt8]) {
    self.layout = layout
    self.contents = []
    install(contents)
  }

  /// The size in bytes.
  var size: Int { layout.reduce(0) { $0 + $1.count * $1.kibibytes * 1024 } }

  /// The offset of `count` bytes at an address; nil when they are not all in the flash.
  func offset(of address: UInt32, count: Int = 1) -> Int? {
    guard address >= Self.start else { return nil }
    let offset = Int(address - Self.start)
    return offset + count <= size ? offset : nil
  }

  /// Whether code may stand at an address: its first word, the initial stack pointer, is written,
  /// or may be.
  func isExecutable(at address: UInt32) -> Bool {
    guard let offset = offset(of: address, count: 4) else { return false }
    return unknown.contains(offset) || !read(offset, 4).allSatisfy { $0 == 0xFF }
  }

  /// Reads bytes; those that were never written are FFh.
  func read(_ offset: Int, _ count: Int) -> [UInt8] {
    let written = Array(contents.dropFirst(offset).prefix(count))
    return written + [UInt8](repeating: 0xFF, count: count - written.count)
  }

  /// Programs bytes. Without an erase a bit only goes from 1 to 0 (ST RM0090, 3.6).
  mutating func program(_ offset: Int, _ bytes: [UInt8]) {
    let missing = offset + bytes.count - contents.count
    if missing > 0 { contents += [UInt8](repeating: 0xFF, count: missing) }
    for (index, byte) in bytes.enumerated() { contents[offset + index] &= byte }
  }

  /// Erases the sector that holds `offset`.
  mutating func eraseSector(holding offset: Int) {
    var first = 0
    for run in layout {
      let size = run.kibibytes * 1024
      let end = first + run.count * size
      if offset < end {
        erase(from: first + (offset - first) / size * size, count: size)
        return
      }
      first = end
    }
  }

  private mutating func erase(from first: Int, count: Int) {
    unknown.remove(contentsOf: first..<first + count)
    guard first < contents.count else { return }
    if first + count >= contents.count {
      contents.removeSubrange(first...)
    } else {
      for index in first..<first + count { contents[index] = 0xFF }
    }
  }

  /// Erases everything.
  mutating func eraseAll() { install([]) }

  /// Erases everything, then writes an image to the start. It is cut to the size of the flash.
  mutating func install(_ image: [UInt8]) {
    unknown = RangeSet()
    contents = Array(image.prefix(size))
  }

  /// Makes every byte unknown.
  mutating func forget() { unknown = RangeSet(0..<size) }

  /// Takes the bytes at an offset, as far as they are unknown; returns how many these are.
  mutating func learn(_ bytes: [UInt8], at offset: Int) -> Int {
    let new = unknown.intersection(RangeSet(offset..<offset + bytes.count))
    unknown.remove(contentsOf: offset..<offset + bytes.count)
    let missing = (new.ranges.last?.upperBound ?? 0) - contents.count
    if missing > 0 { contents += [UInt8](repeating: 0xFF, count: missing) }
    for range in new.ranges {
      let skipped = range.lowerBound - offset
      contents.replaceSubrange(range, with: bytes.dropFirst(skipped).prefix(range.count))
    }
    return new.ranges.reduce(0) { $0 + $1.count }
  }
}
