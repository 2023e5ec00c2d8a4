package import SpecTable

/// How many exchanges ended with each verdict, for one actor, and how many other findings there are
/// of each: of events and of descriptors.
package struct Tally: Sendable {
  private var ofExchanges: InlineArray<6, Int> = .init(repeating: 0)
  private var ofOthers: InlineArray<6, Int> = .init(repeating: 0)

  /// Zero for every verdict.
  package init() {}

  /// How many exchanges, events and descriptors have this verdict.
  package subscript(verdict: Verdict) -> Int {
    ofExchanges[Self.slot(verdict)] + ofOthers[Self.slot(verdict)]
  }

  /// How many exchanges ended with this verdict.
  package func exchanges(_ verdict: Verdict) -> Int { ofExchanges[Self.slot(verdict)] }

  /// How many events and descriptors have this verdict.
  package func others(_ verdict: Verdict) -> Int { ofOthers[Self.slot(verdict)] }

  /// Counts an exchange, or an event or a descriptor.
  mutating func add(_ verdict: Verdict, isExchange: Bool, _ count: Int = 1) {
    if isExchange {
      ofExchanges[Self.slot(verdict)] += count
    } else {
      ofOthers[Self.slot(verdict)] += count
    }
  }

  /// Adds another tally.
  mutating func add(_ other: Tally) {
    for slot in ofExchanges.indices {
      ofExchanges[slot] += other.ofExchanges[slot]
      ofOthers[slot] += other.ofOthers[slot]
    }
  }

  /// The worst verdict that occurred; `pass` when none did.
  package var worst: Verdict {
    Verdict.allCases.filter { self[$0] > 0 }.max() ?? .pass
  }

  /// Whether there is a warning or a violation.
  var hasFault: Bool { ofExchanges[4] | ofExchanges[5] | ofOthers[4] | ofOthers[5] != 0 }

  private static func slot(_ verdict: Verdict) -> Int {
    switch verdict {
    case .pass: 0
    case .note: 1
    case .declared: 2
    case .inconclusive: 3
    case .warning: 4
    case .violation: 5
    }
  }
}
