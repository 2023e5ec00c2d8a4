import JSON

extension String {
  /// JSON that means the same, and that cannot end the element of HTML that it stands in: no
  /// character of it has a meaning in HTML, ends a line of a script, or steers a terminal.
  var insideScript: String {
    guard utf8.contains(where: { $0.mayNeedEscape }) else { return self }
    let bytes = Array(utf8)
    var text: [UInt8] = []
    text.reserveCapacity(bytes.count + 1_024)
    var next = 0
    while next < bytes.count {
      let start = next
      while next < bytes.count, !bytes[next].mayNeedEscape { next += 1 }
      text += bytes[start..<next]
      guard next < bytes.count else { break }
      let scalar = Self.scalar(bytes, at: next)
      text += scalar.isSafeInScript ? String(scalar).utf8 : scalar.escape.utf8
      next += UTF8.width(scalar)
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
    switch self {
    case UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "&"), 0x80...: true
    default: false
    }
  }
}
