import JSON

extension String {
  /// JSON that means the same, and that cannot end the element of HTML that it stands in: no
  /// character of it has a meaning in HTML, ends a line of a script, or steers a terminal.
  var insideScript: String {
    let bytes = Array(utf8)
    guard var next = bytes.firstIndex(where: \.mayNeedEscape) else { return self }
    var text = Array(bytes[..<next])
    text.reserveCapacity(bytes.count + 1_024)
    while next < bytes.count {
      let scalar = Self.scalar(bytes, at: next)
      text += scalar.isSafeInScript ? String(scalar).utf8 : scalar.escape.utf8
      next += UTF8.width(scalar)
      let start = next
      while next < bytes.count, !bytes[next].mayNeedEscape { next += 1 }
      text += bytes[start..<next]
    }
    return String(decoding: text, as: UTF8.self)
  }

  /// The scalar that begins at a place of valid UTF-8.
  private static func scalar(_ bytes: [UInt8], at place: Int) -> Unicode.Scalar {
    var rest = bytes[place...].prefix(4).makeIterator()
    var decoder = UTF8()
    guard case .scalarValue(let scalar) = decoder.decode(&rest) else { return "\u{FFFD}" }
    return scalar
  }
}

extension Unicode.Scalar {
  fileprivate var isSafeInScript: Bool {
    switch self {
    case "<", ">", "&": false
    default: !steers
    }
  }

  /// The scalar, which is one unit of UTF-16, as JSON writes it by its number.
  fileprivate var escape: String {
    let digits = String(value, radix: 16)
    return "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
  }
}

extension UInt8 {
  /// Whether a character that begins with this byte may have to be escaped.
  fileprivate var mayNeedEscape: Bool {
    // Without branches: it is asked of every byte, and "<" and ">" differ in one bit.
    self & 0xFD == UInt8(ascii: "<") || self == UInt8(ascii: "&") || self > 0x7F
  }
}
