/// Colours for a terminal, or none.
struct Paint {
  var isOn: Bool

  func bold(_ text: String) -> String { wrap(text, "1") }

  func dim(_ text: String) -> String { wrap(text, "2") }

  /// A verdict's word in its colour.
  func verdict(_ verdict: Report.Verdict) -> String {
    switch verdict {
    case .pass: wrap(verdict.rawValue, "32")
    case .note, .declared: wrap(verdict.rawValue, "36")
    case .inconclusive: wrap(verdict.rawValue, "35")
    case .warning: wrap(verdict.rawValue, "33")
    case .violation: wrap(verdict.rawValue, "1;31")
    }
  }

  /// Select graphic rendition, and back to normal (ECMA-48, 8.3.117).
  private func wrap(_ text: String, _ code: String) -> String {
    isOn ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
  }
}
