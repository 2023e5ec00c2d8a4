import DFU
import USB

/// Two images that were moved in the same place of two sessions, compared as streams of bytes.
///
/// So blocks of another size make no difference in the image.
struct ImageComparison {
  /// A side of the comparison.
  struct Side {
    let steps: [DiffStep]
    let store: DataStore
    /// The steps that hold the blocks.
    let blocks: ArraySlice<Int>

    /// The number of bytes.
    var length: Int { blocks.reduce(0) { $0 + (steps[$1].exchange?.blockLength ?? 0) } }
  }

  /// A byte that differs.
  struct Place {
    /// Where it is in the image.
    var offset: Int
    /// The steps of the blocks that hold it.
    var a: Int
    var b: Int
    /// Both bytes; nil when only digests of the blocks tell that they differ.
    var bytes: (a: UInt8, b: UInt8)?
  }

  private let a: Side
  private let b: Side
  /// The first byte that differs; nil when what both have is the same.
  private(set) var first: Place?
  /// The number of blocks of A that have another content in B.
  private(set) var differing = 0

  init(_ a: Side, _ b: Side) {
    (self.a, self.b) = (a, b)
    compare()
  }

  private mutating func compare() {
    var (x, y) = (BlockCursor(a), BlockCursor(b))
    var lastDiffering: Int?
    while let one = x.block, let other = y.block {
      let count = min(x.left, y.left)
      if let place = difference(&x, &y, one, other, count) {
        if first == nil { first = place }
        if lastDiffering != place.a { differing += 1 }
        lastDiffering = place.a
      }
      x.advance(count)
      y.advance(count)
    }
  }

  /// The first byte that differs in the next `count` bytes of two blocks.
  private func difference(
    _ x: inout BlockCursor, _ y: inout BlockCursor, _ one: Int, _ other: Int, _ count: Int
  ) -> Place? {
    guard let left = a.steps[one].exchange, let right = b.steps[other].exchange else { return nil }
    let isWhole = x.done == 0 && y.done == 0 && left.captured == right.captured
    if isWhole, a.store.holdsSame(left, as: right, in: b.store) { return nil }
    guard let ours = a.store.data(of: left), let theirs = b.store.data(of: right) else {
      return isWhole ? Place(offset: x.offset, a: one, b: other, bytes: nil) : nil
    }
    let pairs = zip(ours.dropFirst(x.done), theirs.dropFirst(y.done)).prefix(count).enumerated()
    guard let found = pairs.first(where: { $0.element.0 != $0.element.1 }) else { return nil }
    return Place(offset: x.offset + found.offset, a: one, b: other, bytes: found.element)
  }
}

/// A place in the blocks of an image.
private struct BlockCursor {
  private let side: ImageComparison.Side
  private var index: Int
  /// How many bytes of the block are behind it.
  private(set) var done = 0
  /// How many bytes of the image are behind it.
  private(set) var offset = 0

  init(_ side: ImageComparison.Side) {
    self.side = side
    index = side.blocks.startIndex
    skipEmpty()
  }

  /// The step of its block; nil at the end.
  var block: Int? { index < side.blocks.endIndex ? side.blocks[index] : nil }

  /// How many bytes of the block are before it.
  var left: Int { block.map { (side.steps[$0].exchange?.blockLength ?? 0) - done } ?? 0 }

  mutating func advance(_ count: Int) {
    done += count
    offset += count
    skipEmpty()
  }

  private mutating func skipEmpty() {
    while block != nil, left <= 0 {
      index += 1
      done = 0
    }
  }
}

extension DiffExchange {
  /// The number of bytes of the image in this block.
  var blockLength: Int {
    request == .upload ? max(0, Int(length ?? Int32(clamping: captured))) : Int(setup.length)
  }
}
