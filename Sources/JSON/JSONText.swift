/// Strings as JSON text (RFC 8259, 7).
package enum JSONText {
  /// Appends a string with its quotes, as UTF-8.
  ///
  /// It escapes what JSON requires, and also what steers a terminal: DEL, C1 and the marks that
  /// change the direction of text. So a report may be printed, and its reader gets each string as
  /// it was.
  package static func quote(_ value: String, to bytes: inout [UInt8]) {
    bytes.append(UInt8(ascii: "\""))
    if mayNeedEscape(value.utf8.span) {
      for scalar in value.unicodeScalars { append(scalar, to: &bytes) }
    } else {
      bytes += value.utf8
    }
    bytes.append(UInt8(ascii: "\""))
  }

  private static func append(_ scalar: Unicode.Scalar, to bytes: inout [UInt8]) {
    switch scalar {
    case "\"", "\\": bytes += [UInt8(ascii: "\\"), UInt8(ascii: scalar)]
    case "\n": bytes += "\\n".utf8
    case "\r": bytes += "\\r".utf8
    case "\t": bytes += "\\t".utf8
    case _ where scalar.steers:
      // All of them have four digits at most.
      let digits = String(scalar.value, radix: 16)
      bytes += ("\\u" + String(repeating: "0", count: 4 - digits.utf8.count) + digits).utf8
    default: bytes += String(scalar).utf8
    }
  }

  private static func mayNeedEscape(_ bytes: Span<UInt8>) -> Bool {
    for index in bytes.indices where mayNeedEscape(bytes[index]) { return true }
    return false
  }

  /// Whether a character that begins with this byte may have to be escaped.
  private static func mayNeedEscape(_ byte: UInt8) -> Bool {
    // Nearly all are from "#" to "~".
    if byte &- UInt8(ascii: "#") <= UInt8(ascii: "~") - UInt8(ascii: "#") {
      return byte == UInt8(ascii: "\\")
    }
    return byte < 0x20 || byte == UInt8(ascii: "\"") || byte == 0x7F || byte == 0xC2 || byte == 0xD8
      || byte == 0xE2
  }

  /// The string with its quotes, as UTF-8.
  package static func quoted(_ value: String) -> [UInt8] {
    var bytes: [UInt8] = []
    quote(value, to: &bytes)
    return bytes
  }
}
