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

extension Unicode.Scalar {
  /// Whether a terminal takes it for an order and not for a character.
  var steers: Bool {
    switch value {
    case 0..<0x20, 0x7F..<0xA0, 0x61C, 0x200E...0x200F, 0x2028...0x202E, 0x2066...0x2069: true
    default: false
    }
  }
}
