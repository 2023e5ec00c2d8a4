import TestSupport
import Testing

@testable import Suite

@Suite struct AlignmentTests {
  typealias Run = AlignedRun

  private func runs(_ a: String, _ b: String) -> [Run] {
    Alignment(a.utf8.map(UInt64.init), b.utf8.map(UInt64.init)).runs
  }

  @Test(arguments: [
    ("", "", []), ("abc", "", []), ("", "abc", []), ("abc", "xyz", []),
    ("abc", "abc", [Run(a: 0, b: 0, count: 3)]),
    ("abXcd", "abcd", [Run(a: 0, b: 0, count: 2), Run(a: 3, b: 2, count: 2)]),
    ("abcd", "abXYcd", [Run(a: 0, b: 0, count: 2), Run(a: 2, b: 4, count: 2)]),
    ("aXc", "aYc", [Run(a: 0, b: 0, count: 1), Run(a: 2, b: 2, count: 1)]),
  ])
  func `finds what is beside each other`(_ a: String, _ b: String, _ expected: [Run]) {
    #expect(runs(a, b) == expected)
  }

  @Test func `the last pairs before a step are found across runs`() {
    let runs = [Run(a: 0, b: 0, count: 2), Run(a: 5, b: 2, count: 3), Run(a: 9, b: 9, count: 1)]
    func pairs(_ most: Int, _ a: Int, _ b: Int) -> [[Int]] {
      runs.lastPairs(most, before: a, b).map { [$0.a, $0.b] }
    }
    #expect(pairs(4, 8, 9) == [[1, 1], [5, 2], [6, 3], [7, 4]])
    #expect(pairs(2, 8, 4) == [[5, 2], [6, 3]])
    #expect(pairs(4, 5, 9) == [[0, 0], [1, 1]])
    #expect(pairs(4, 0, 9).isEmpty)
  }

  @Test func `what stands once on each side holds an insertion together`() {
    // The blocks after an error are sent again from the first on.
    let once = "1pi2pi3pi4pi5pi"
    let again = "1pi2pi3pe" + "c" + once
    let found = runs(once + "x", again + "y")
    #expect(found.first == Run(a: 0, b: 0, count: 8))
    #expect(found.last == Run(a: 8, b: 18, count: 7))
  }

  /// The length of the longest common subsequence, by the textbook.
  private func longest(_ a: [UInt64], _ b: [UInt64]) -> Int {
    var row = [Int](repeating: 0, count: b.count + 1)
    for x in a {
      var before = 0
      for (index, y) in b.enumerated() {
        let above = row[index + 1]
        row[index + 1] = x == y ? before + 1 : max(above, row[index])
        before = above
      }
    }
    return row[b.count]
  }

  /// `count` tokens of a small alphabet, and the same with `edits` changes.
  private func sample(
    _ random: inout SeededRandom, count: Int, edits: Int, alphabet: Int
  ) -> (a: [UInt64], b: [UInt64]) {
    let a = (0..<count).map { _ in UInt64(random.next() % UInt64(alphabet)) }
    var b = a
    for _ in 0..<edits {
      let place = Int(random.next() % UInt64(b.count))
      switch random.next() % 3 {
      case 0: b.remove(at: place)
      case 1: b.insert(UInt64(random.next() % UInt64(alphabet)), at: place)
      default: b[place] = UInt64(random.next() % UInt64(alphabet))
      }
    }
    return (a, b)
  }

  private func isOrdered(_ runs: [Run], _ a: [UInt64], _ b: [UInt64]) -> Bool {
    var (x, y) = (0, 0)
    for run in runs {
      guard run.count > 0, run.a >= x, run.b >= y, run.a + run.count <= a.count,
        run.b + run.count <= b.count,
        (0..<run.count).allSatisfy({ a[run.a + $0] == b[run.b + $0] })
      else { return false }
      (x, y) = (run.a + run.count, run.b + run.count)
    }
    return true
  }

  @Test(arguments: 0..<200)
  func `is in order, and misses little of what could be beside each other`(seed: Int) {
    var random = SeededRandom(UInt64(seed))
    let (a, b) = sample(&random, count: 60, edits: seed % 12, alphabet: 3 + seed % 9)
    let found = Alignment(a, b).runs
    #expect(isOrdered(found, a, b))
    let count = found.reduce(0) { $0 + $1.count }
    // A patience diff may miss some where an anchor is a chance match.
    #expect(count + 2 * (seed % 12) >= longest(a, b))
  }

  @Test(arguments: 0..<60)
  func `a window finds the shortest edit`(seed: Int) {
    var random = SeededRandom(UInt64(seed))
    let (a, b) = sample(&random, count: 40, edits: seed % 10, alphabet: 3)
    let window = EditWindow(a, a.indices, b, b.indices)
    #expect(isOrdered(window.runs, a, b))
    #expect(window.end == (a.count, b.count))
    #expect(window.runs.reduce(0) { $0 + $1.count } == longest(a, b))
  }

  @Test func `a window that is too small ends at the furthest place`() {
    let a = [UInt64](repeating: 1, count: 500)
    let b = [UInt64](repeating: 2, count: 500)
    let window = EditWindow(a, a.indices, b, b.indices)
    #expect(window.runs.isEmpty)
    #expect(window.end.a + window.end.b == 128)
  }

  @Test func `one hundred thousand steps of nothing alike take no time`() {
    let a = (0..<100_000).map { UInt64($0 % 7) }
    let b = (0..<100_000).map { UInt64($0 % 5 + 10) }
    let start = ContinuousClock.now
    #expect(Alignment(a, b).runs.isEmpty)
    #expect(ContinuousClock.now - start < .seconds(60))
  }
}
