/// Colours text for a terminal, or leaves it as it is when `isOn` is false.
struct Paint {
  var isOn: Bool

  func bold(_ text: String) -> String { wrap(text, "1") }

  func dim(_ text: String) -> String { wrap(text, "2") }

  /// The word for a verdict, in the colour of the verdict.
  func verdict(_ verdict: Report.Verdict) -> String {
    switch verdict {
    case .pass: wrap(verdict.rawValue, "32")
    case .note, .declared: wrap(verdict.rawValue, "36")
    case .inconclusive: wrap(verdict.rawValue, "35")
    case .warning: wrap(verdict.rawValue, "33")
    case .violation: wrap(verdict.rawValue, "1;31")
    }
  }

  /// Puts the control sequence for a colour or style (Select Graphic Rendition) before `text`, and
  /// the reset after it (ECMA-48, 8.3.117).
  private func wrap(_ text: String, _ code: String) -> String {
    isOn ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
  }
}
