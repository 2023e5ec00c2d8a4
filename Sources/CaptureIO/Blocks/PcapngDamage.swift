// What is done where the bytes are no block.

extension PcapngReader {
  /// The longest block that is looked for behind damage.
  private static let longestSought = 1 << 20

  /// The present place is no block: goes on to the next place that is one, or to the end.
  mutating func damage(_ reason: String) {
    let from = window.offset
    while let isBlock = seekBlock() {
      guard isBlock else { continue }
      note(damageAt: from, window.offset - from, reason)
      return
    }
    end = .damaged(
      afterFrame: frame, reason: window.source.damage ?? "\(reason), at byte \(from)")
  }

  /// Goes on by a byte. Returns whether a block stands there; nil at the end of the content.
  private mutating func seekBlock() -> Bool? {
    window.skip(1)
    if isBlock() { return true }
    if window.count > 0, window.fill(BlockType.shortest) { return false }
    window.skip(window.count)
    return nil
  }

  /// Notes damage. What follows other damage at once is a part of it.
  mutating func note(damageAt offset: Int, _ count: Int, _ reason: String) {
    if case .damaged(var before) = notes.last, before.offset + before.count == offset {
      before.count += count
      notes[notes.count - 1] = .damaged(before)
    } else {
      notes.append(
        .damaged(FileNote.Damage(offset: offset, count: count, reason: reason)))
    }
  }

  /// Whether a block that can be told from other bytes stands here: its type is a common one, its
  /// length stands at both ends, and a packet fits into its block and names an interface.
  mutating func isBlock() -> Bool {
    guard window.fill(BlockType.shortest) else { return false }
    let type = word(0)
    guard type == BlockType.section || BlockType.interface...BlockType.packet ~= type else {
      return false
    }
    let old = order
    if type == BlockType.section, !takeByteOrder() { return false }
    let length = Int(word(4))
    guard BlockType.shortest...Self.longestSought ~= length, length & 3 == 0, window.fill(length),
      Int(word(length - 4)) == length, type != BlockType.packet || isPacket(length)
    else {
      order = old
      return false
    }
    return true
  }

  private func isPacket(_ length: Int) -> Bool {
    length >= BlockType.packetHead + 4 && Int(word(8)) < interfaces.count
      && BlockType.packetHead + Int(word(20)) + 4 <= length
  }

  /// Notes how the content ended, unless that is known.
  mutating func finish() {
    guard end == nil else { return }
    if let damage = window.source.damage {
      end = .damaged(afterFrame: frame, reason: damage)
    } else if window.count > 0 {
      end = .damaged(
        afterFrame: frame, reason: "a block is cut off, at byte \(window.offset)")
    } else {
      end = .complete
    }
  }
}
