/// Strings as JSON text (RFC 8259, 7).
package enum JSONText {
  /// Appends a string with its quotes.
  ///
  /// It escapes what JSON requires, and also DEL, because terminals swallow it. Everything else
  /// stays UTF-8.
  package static func quote(_ value: String, to text: inout String) {
    text += "\""
    defer { text += "\"" }
    guard value.utf8.contains(where: mustBeEscaped) else {
      text += value
      return
    }
    for scalar in value.unicodeScalars {
      switch scalar {
      case "\"": text += "\\\""
      case "\\": text += "\\\\"
      case "\n": text += "\\n"
      case "\r": text += "\\r"
      case "\t": text += "\\t"
      case "\u{0}"..<"\u{20}", "\u{7F}":
        let digits = String(scalar.value, radix: 16)
        text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: text.unicodeScalars.append(scalar)
      }
    }
  }

  private static func mustBeEscaped(_ byte: UInt8) -> Bool {
    byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") || byte == 0x7F
  }

  /// The string with its quotes, as UTF-8.
  package static func quoted(_ value: String) -> [UInt8] {
    var text = ""
    quote(value, to: &text)
    return Array(text.utf8)
  }
}
