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
  // The raw values stand in YAML and in the paths of rules.
  case device, host
}

/// How an exchange is judged for one actor, best first.
///
/// `note`: allowed by a reading of the text. `declared`: known of this product. `inconclusive`: the
/// recording does not decide. `warning` and `violation`: a *should* and a *must* were broken.
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
