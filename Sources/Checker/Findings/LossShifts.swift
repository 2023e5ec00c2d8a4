import SpecTable

/// What missing transfers would change in the tallies, in the order in which it was found.
///
/// A loss may show late: then what was found since is taken back, and what was found before is not.
/// Memory is bounded: beyond `limit`, equal changes are only counted. The first of each stays by
/// itself, so that no verdict loses what it rests on when the counted ones are taken back together.
struct LossShifts {
  /// How an exchange or event counts, and how it would count if transfers were missing.
  struct Change: Hashable {
    var device = Side()
    var host = Side()
    var isExchange: Bool

    /// Whether it counts otherwise if transfers are missing.
    var isChange: Bool { device.isChange || host.isChange }
  }

  /// What one side of it counts as.
  struct Side: Hashable {
    var verdict = Verdict.pass
    var inDoubt = Verdict.pass

    /// Whether it counts otherwise if transfers are missing.
    var isChange: Bool { verdict != inDoubt }
  }

  private struct Entry {
    var change: Change
    /// The frame that showed it.
    var frame: Int
  }

  /// Equal changes that are counted together.
  private struct Rest {
    let change: Change
    var count = 0
    /// The last frame that showed one of them.
    var lastFrame = 0
  }

  /// How many changes are kept one by one.
  private static let limit = 4_096

  private var entries: [Entry] = []
  /// Beyond the limit: a place for each change of which one is kept.
  private var rests: [Rest] = []

  /// Keeps a change that `frame` showed.
  mutating func note(_ change: Change, at frame: Int) {
    if entries.count < Self.limit {
      entries.append(Entry(change: change, frame: frame))
    } else {
      noteBeyondLimit(change, at: frame)
    }
  }

  private mutating func noteBeyondLimit(_ change: Change, at frame: Int) {
    if rests.isEmpty { openRests() }
    if let place = rests.firstIndex(where: { $0.change == change }) {
      rests[place].count += 1
      rests[place].lastFrame = frame
    } else {
      entries.append(Entry(change: change, frame: frame))
      rests.append(Rest(change: change))
    }
  }

  /// Gives each change that is kept a place where more of it are counted.
  private mutating func openRests() {
    rests.removeAll { $0.count == 0 }
    for change in Set(entries.map(\.change)).subtracting(rests.map(\.change)) {
      rests.append(Rest(change: change))
    }
  }

  /// Hands out what was found behind a frame, how often each, and forgets it.
  mutating func take(behind frame: Int, _ body: (Change, _ count: Int) -> Void) {
    let before = entries.count
    while let last = entries.last, last.frame > frame {
      body(last.change, 1)
      entries.removeLast()
    }
    for place in rests.indices where rests[place].count > 0 && rests[place].lastFrame > frame {
      body(rests[place].change, rests[place].count)
      rests[place].count = 0
    }
    if entries.count < before, !rests.isEmpty { openRests() }
  }
}

extension Tally {
  /// Counts as doubted what was counted `count` times with its verdict.
  mutating func shift(_ side: LossShifts.Side, isExchange: Bool, _ count: Int) {
    guard side.isChange else { return }
    add(side.verdict, isExchange: isExchange, -count)
    add(side.inDoubt, isExchange: isExchange, count)
  }
}
