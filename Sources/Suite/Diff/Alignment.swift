/// Finds which steps of two sequences stand beside each other.
///
/// Equal beginnings and ends are taken first. What is between is cut at tokens that are there once
/// in each, as a patience diff does; the rest goes to `EditWindow`. Time is bounded: about `depth`
/// passes, and the bound of `EditWindow`.
struct Alignment {
  private let a: [UInt64]
  private let b: [UInt64]
  private(set) var runs: [AlignedRun] = []

  /// How often what is between anchors is cut again.
  private static let depth = 12

  /// Aligns two sequences.
  init(_ a: [UInt64], _ b: [UInt64]) {
    (self.a, self.b) = (a, b)
    align(0..<a.count, 0..<b.count, depth: 0)
  }

  private mutating func align(_ left: Range<Int>, _ right: Range<Int>, depth: Int) {
    guard !left.isEmpty, !right.isEmpty else { return }
    let most = min(left.count, right.count)
    var front = 0
    while front < most, a[left.lowerBound + front] == b[right.lowerBound + front] { front += 1 }
    runs.add(left.lowerBound, right.lowerBound, count: front)
    var back = 0
    while back < most - front, a[left.upperBound - 1 - back] == b[right.upperBound - 1 - back] {
      back += 1
    }
    alignMiddle(
      left.lowerBound + front..<left.upperBound - back,
      right.lowerBound + front..<right.upperBound - back, depth: depth)
    runs.add(left.upperBound - back, right.upperBound - back, count: back)
  }

  private mutating func alignMiddle(_ left: Range<Int>, _ right: Range<Int>, depth: Int) {
    guard !left.isEmpty, !right.isEmpty else { return }
    let anchors = depth < Self.depth ? anchors(left, right) : []
    guard !anchors.isEmpty else { return alignByEdits(left, right) }
    var (x, y) = (left.lowerBound, right.lowerBound)
    for anchor in anchors {
      align(x..<anchor.a, y..<anchor.b, depth: depth + 1)
      runs.add(anchor.a, anchor.b)
      (x, y) = (anchor.a + 1, anchor.b + 1)
    }
    align(x..<left.upperBound, y..<right.upperBound, depth: depth + 1)
  }

  private mutating func alignByEdits(_ left: Range<Int>, _ right: Range<Int>) {
    var (x, y) = (left.lowerBound, right.lowerBound)
    while x < left.upperBound, y < right.upperBound {
      let window = EditWindow(a, x..<left.upperBound, b, y..<right.upperBound)
      for run in window.runs { runs.add(run.a, run.b, count: run.count) }
      (x, y) = window.end
    }
  }

  // MARK: - Anchors

  /// Where a token is on one side.
  private struct Occurrence {
    var countA = 0
    var a = 0
    var countB = 0
    var b = 0
  }

  /// The longest sequence of tokens that are there once on each side, in the order of both.
  private func anchors(_ left: Range<Int>, _ right: Range<Int>) -> [(a: Int, b: Int)] {
    var seen: [UInt64: Occurrence] = [:]
    for index in left {
      seen[a[index], default: Occurrence()].countA += 1
      seen[a[index]]?.a = index
    }
    for index in right {
      seen[b[index]]?.countB += 1
      seen[b[index]]?.b = index
    }
    let once = seen.values.filter { $0.countA == 1 && $0.countB == 1 }.sorted { $0.a < $1.a }
    return Self.rising(once.map { ($0.a, $0.b) })
  }

  /// The longest part of the pairs in which `b` rises; `a` rises already.
  private static func rising(_ pairs: [(a: Int, b: Int)]) -> [(a: Int, b: Int)] {
    /// By length less 1, the index of the pair with the lowest `b` that ends a part of this length.
    var ends: [Int] = []
    var before = [Int](repeating: -1, count: pairs.count)
    for index in pairs.indices {
      var (low, high) = (0, ends.count)
      while low < high {
        let middle = (low + high) / 2
        if pairs[ends[middle]].b < pairs[index].b { low = middle + 1 } else { high = middle }
      }
      if low > 0 { before[index] = ends[low - 1] }
      if low == ends.count { ends.append(index) } else { ends[low] = index }
    }
    var found: [(a: Int, b: Int)] = []
    var index = ends.last ?? -1
    while index >= 0 {
      found.append(pairs[index])
      index = before[index]
    }
    return found.reversed()
  }
}
