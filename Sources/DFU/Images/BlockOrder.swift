/// Counts the blocks of one image by their wBlockNum, on over its wrap from 65535 to 0 (DFU 1.1,
/// 6.1.1 and 6.2.1).
package struct BlockOrder: Hashable, Sendable {
  /// What the number of a block says of its place.
  package enum Place: Hashable, Sendable {
    /// It is the first block.
    case first
    /// It is the block after the last one.
    case next
    /// It has the number of the last block.
    case again
    /// It has the number of the first block, and is not the second block.
    case restart
    /// It has the number of another earlier block.
    case back
    /// Blocks with the number 0 were counted as they came, and its number is another: so these were
    /// one block, which came several times.
    case restOfZeros
    /// So many numbers are missing before it.
    case ahead(missing: Int)
  }

  /// The number of the first block.
  package private(set) var first = 0
  /// The position of the last block: its number, counted on over 65535. Nil before the first.
  package private(set) var last: Int?
  /// Whether every block had the number 0.
  private var zerosOnly = true

  /// No block was seen.
  package init() {}

  /// Takes the next block, and gives its position.
  ///
  /// The number of an upload's block may be 0 throughout (DFU 1.1, Table 3.1): then its blocks are
  /// counted as they come. Or it counts from block to block (6.2.1). The first number that is not 0
  /// tells which, and that a 0 before it which came again was the same block again.
  package mutating func take(
    _ number: UInt16, isUpload: Bool
  ) -> (position: Int, place: Place) {
    guard let last else {
      (first, self.last, zerosOnly) = (Int(number), Int(number), isUpload && number == 0)
      return (Int(number), .first)
    }
    if zerosOnly {
      guard number != 0 else {
        self.last = last + 1
        return (last + 1, .next)
      }
      zerosOnly = false
      if last > 0 { return restOfZeros(number) }
    }
    let position = position(of: number, after: last)
    self.last = position
    return (position, place(position, after: last))
  }

  private mutating func restOfZeros(_ number: UInt16) -> (position: Int, place: Place) {
    let position = position(of: number, after: 0)
    last = position
    return (position, .restOfZeros)
  }

  /// How many numbers are missing between the last block and `number`; 0 where none is, and where
  /// `number` is an earlier one.
  package func missing(before number: UInt16) -> Int {
    guard let last, !zerosOnly else { return 0 }
    return max(0, position(of: number, after: last) - last - 1)
  }

  /// The position of a number that is nearest to the last one, and not before the first block.
  private func position(of number: UInt16, after last: Int) -> Int {
    let step = Int16(bitPattern: number &- UInt16(truncatingIfNeeded: last))
    let position = last + Int(step)
    return position < first ? position + 65_536 : position
  }

  private func place(_ position: Int, after last: Int) -> Place {
    switch position - last {
    case 1: .next
    case 0: .again
    case 2...: .ahead(missing: position - last - 1)
    default: position == first ? .restart : .back
    }
  }
}
