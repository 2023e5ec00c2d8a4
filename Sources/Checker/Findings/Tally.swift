package import SpecTable

/// How many exchanges ended with each verdict, for one actor.
package struct Tally: Sendable {
  private var counts: InlineArray<6, Int> = .init(repeating: 0)

  /// Zero for every verdict.
  package init() {}

  /// How many ended with this verdict.
  package subscript(verdict: Verdict) -> Int {
    get { counts[Self.slot(verdict)] }
    set { counts[Self.slot(verdict)] = newValue }
  }

  /// Adds another tally.
  mutating func add(_ other: Tally) {
    for verdict in Verdict.allCases { self[verdict] += other[verdict] }
  }

  /// The worst verdict that occurred; `pass` when none did.
  package var worst: Verdict {
    Verdict.allCases.filter { self[$0] > 0 }.max() ?? .pass
  }

  /// Whether there is a warning or a violation.
  var hasFault: Bool { counts[4] + counts[5] > 0 }

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
