/// Steps of two sequences that stand beside each other: `count` from `a` on and from `b` on.
struct AlignedRun: Hashable {
  var a: Int
  var b: Int
  var count: Int
}

extension [AlignedRun] {
  /// Adds steps behind those that are there; a run grows where they follow it.
  mutating func add(_ a: Int, _ b: Int, count: Int = 1) {
    guard count > 0 else { return }
    if let last, last.a + last.count == a, last.b + last.count == b {
      self[self.count - 1].count += count
    } else {
      append(AlignedRun(a: a, b: b, count: count))
    }
  }

  /// The last pairs, at most `most`, of steps that are before the step `a` and before the step `b`.
  func lastPairs(_ most: Int, before a: Int, _ b: Int) -> [(a: Int, b: Int)] {
    var pairs: [(a: Int, b: Int)] = []
    for run in reversed() {
      let fitting = Swift.min(run.count, a - run.a, b - run.b)
      guard fitting > 0 else { continue }
      for index in Swift.max(0, fitting - most + pairs.count)..<fitting {
        pairs.append((run.a + index, run.b + index))
      }
      guard pairs.count < most else { break }
    }
    return pairs.sorted { $0.a < $1.a }
  }
}
