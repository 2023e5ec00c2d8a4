/// How binding a rule is.
package enum Level: String, CaseIterable, Hashable, Sendable {
  /// Breaking it is a violation.
  case must
  /// Breaking it is a warning.
  case should
  /// Breaking it is a note.
  case may
}

/// Who is at fault when a rule is broken.
package enum Actor: String, CaseIterable, Hashable, Sendable {
  case device, host
}

/// How an exchange is judged for one actor, best first.
package enum Verdict: String, CaseIterable, Comparable, Hashable, Sendable {
  case pass, note, declared, inconclusive, warning, violation

  package static func < (a: Verdict, b: Verdict) -> Bool { a.severity < b.severity }

  private var severity: Int {
    switch self {
    case .pass: 0
    case .note: 1
    case .declared: 2
    case .inconclusive: 3
    case .warning: 4
    case .violation: 5
    }
  }
}
