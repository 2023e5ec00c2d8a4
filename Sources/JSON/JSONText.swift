/// Strings as JSON text (RFC 8259, 7).
package enum JSONText {
  /// Appends a string with its quotes, as UTF-8.
  ///
  /// It escapes what JSON requires, and also DEL, because terminals swallow it. All that is escaped
  /// is ASCII, so it goes byte by byte.
  package static func quote(_ value: String, to bytes: inout [UInt8]) {
    bytes.append(UInt8(ascii: "\""))
    if value.utf8.contains(where: mustBeEscaped) {
      for byte in value.utf8 { append(byte, to: &bytes) }
    } else {
      bytes += value.utf8
    }
    bytes.append(UInt8(ascii: "\""))
  }

  private static func append(_ byte: UInt8, to bytes: inout [UInt8]) {
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"): bytes += [UInt8(ascii: "\\"), byte]
    case UInt8(ascii: "\n"): bytes += "\\n".utf8
    case UInt8(ascii: "\r"): bytes += "\\r".utf8
    case UInt8(ascii: "\t"): bytes += "\\t".utf8
    case _ where mustBeEscaped(byte):
      bytes += (byte < 0x10 ? "\\u000" : "\\u00").utf8
      bytes += String(byte, radix: 16).utf8
    default: bytes.append(byte)
    }
  }

  private static func mustBeEscaped(_ byte: UInt8) -> Bool {
    byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") || byte == 0x7F
  }

  /// The string with its quotes, as UTF-8.
  package static func quoted(_ value: String) -> [UInt8] {
    var bytes: [UInt8] = []
    quote(value, to: &bytes)
    return bytes
  }
}
