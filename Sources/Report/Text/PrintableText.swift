import JSON

extension StringProtocol {
  /// The text with its control characters in the form `\u{1B}`, so that a name of a file or of a
  /// vector cannot steer the terminal that shows it.
  ///
  /// Control characters are those of Unicode's categories Cc (C0, DEL, C1) and the marks that
  /// change the direction of text. `keepsLines` leaves line breaks as they are.
  package func printable(keepsLines: Bool = false) -> String {
    guard unicodeScalars.contains(where: { $0.steers && !(keepsLines && $0 == "\n") }) else {
      return String(self)
    }
    var text = ""
    for scalar in unicodeScalars {
      if scalar.steers, !(keepsLines && scalar == "\n") {
        text += "\\u{\(String(scalar.value, radix: 16, uppercase: true))}"
      } else {
        text.unicodeScalars.append(scalar)
      }
    }
    return text
  }
}
