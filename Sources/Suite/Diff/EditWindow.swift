/// The shortest edit between the beginnings of two sequences, as far as `limit` edits go (Myers,
/// "An O(ND) Difference Algorithm and Its Variations", 1986).
///
/// Where more edits are needed, the window ends at the place that is furthest on after `limit` of
/// them, and the caller opens the next one there. So the time grows with the length times `limit`,
/// and the memory with the square of `limit`.
struct EditWindow {
  /// The steps that stand beside each other, in order.
  private(set) var runs: [AlignedRun] = []
  /// Where it ends: the first step of each side that is not in it.
  private(set) var end: (a: Int, b: Int)

  /// The most edits of one window.
  private static let limit = 128
  /// A diagonal that no path has reached.
  private static let unreached = -1

  /// By number of edits, how far each diagonal goes on the left side; entry 0 is diagonal -d.
  private var fronts: [[Int]] = []
  private let lengthA: Int
  private let lengthB: Int

  /// Opens a window at the beginning of two ranges, which must not be empty.
  init(_ a: [UInt64], _ left: Range<Int>, _ b: [UInt64], _ right: Range<Int>) {
    end = (left.lowerBound, right.lowerBound)
    (lengthA, lengthB) = (left.count, right.count)
    var furthest: (x: Int, diagonal: Int) = (0, 0)
    for edits in 0...Self.limit {
      var front = [Int](repeating: Self.unreached, count: 2 * edits + 1)
      for diagonal in stride(from: -edits, through: edits, by: 2) {
        guard var x = move(edits, diagonal)?.x else { continue }
        while x < lengthA, x - diagonal < lengthB,
          a[left.lowerBound + x] == b[right.lowerBound + x - diagonal]
        {
          x += 1
        }
        front[diagonal + edits] = x
        if 2 * x - diagonal > 2 * furthest.x - furthest.diagonal { furthest = (x, diagonal) }
      }
      fronts.append(front)
      if 2 * furthest.x - furthest.diagonal == lengthA + lengthB { break }
    }
    trace(to: furthest, from: end)
  }

  /// Where a path arrives on a diagonal with the last of `edits` edits, and the diagonal that it
  /// comes from; nil when none leads there.
  private func move(_ edits: Int, _ diagonal: Int) -> (x: Int, from: Int)? {
    guard edits > 0 else { return (0, 0) }
    let (left, above) = (reach(edits - 1, diagonal - 1), reach(edits - 1, diagonal + 1))
    let x = left == Self.unreached || left == lengthA ? Self.unreached : left + 1
    let canGoDown = above != Self.unreached && above - diagonal <= lengthB
    if canGoDown, above >= x { return (above, diagonal + 1) }
    return x == Self.unreached ? nil : (x, diagonal - 1)
  }

  private func reach(_ edits: Int, _ diagonal: Int) -> Int {
    let index = diagonal + edits
    return fronts[edits].indices.contains(index) ? fronts[edits][index] : Self.unreached
  }

  /// Goes the path back that reaches a place with the fewest edits, and notes its equal steps.
  private mutating func trace(to place: (x: Int, diagonal: Int), from origin: (a: Int, b: Int)) {
    var (x, diagonal) = place
    end = (origin.a + x, origin.b + x - diagonal)
    let first = fronts.indices.first { reach($0, diagonal) == x } ?? 0
    var found: [AlignedRun] = []
    for edits in stride(from: first, through: 0, by: -1) {
      guard let move = move(edits, diagonal) else { break }
      if x > move.x {
        found.append(
          AlignedRun(
            a: origin.a + move.x, b: origin.b + move.x - diagonal, count: x - move.x))
      }
      diagonal = move.from
      if edits > 0 { x = reach(edits - 1, diagonal) }
    }
    runs = found.reversed()
  }
}
