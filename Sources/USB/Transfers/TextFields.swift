// Words and numbers in a line of text, for the dialects whose records are lines.

extension Span where Element == UInt8 {
  /// The next line, without its end. `position` moves behind it. Nil at the end.
  func nextLine(_ position: inout Int) -> Range<Int>? {
    guard position < count else { return nil }
    let start = position
    while position < count, self[position] != UInt8(ascii: "\n") { position += 1 }
    let end = position
    position += 1
    return start..<(end > start && self[end - 1] == UInt8(ascii: "\r") ? end - 1 : end)
  }

  /// The next word: bytes without blanks or tabs. `position` moves behind it. Nil at the end.
  func nextWord(_ position: inout Int) -> Range<Int>? {
    while position < count, self[position].isBlank { position += 1 }
    let start = position
    while position < count, !self[position].isBlank { position += 1 }
    return start == position ? nil : start..<position
  }

  /// The next word as a decimal number; nil if there is none or it is something else.
  func nextDecimal(_ position: inout Int) -> Int64? {
    guard let word = nextWord(&position) else { return nil }
    return decimal(word)
  }

  /// The next word as a hexadecimal number; nil if there is none or it is something else.
  func nextHexadecimal(_ position: inout Int) -> UInt64? {
    guard let word = nextWord(&position) else { return nil }
    return hexadecimal(word)
  }

  /// A decimal number of at most 18 digits, with or without a minus; nil for anything else.
  func decimal(_ range: Range<Int>) -> Int64? {
    let isNegative = range.first.map { self[$0] == UInt8(ascii: "-") } ?? false
    let digits = isNegative ? range.dropFirst() : range
    guard (1...18).contains(digits.count) else { return nil }
    var value: Int64 = 0
    for index in digits {
      guard case UInt8(ascii: "0")...UInt8(ascii: "9") = self[index] else { return nil }
      value = value * 10 + Int64(self[index] - UInt8(ascii: "0"))
    }
    return isNegative ? -value : value
  }

  /// A hexadecimal number of at most 16 digits; nil for anything else.
  func hexadecimal(_ range: Range<Int>) -> UInt64? {
    guard (1...16).contains(range.count) else { return nil }
    var value: UInt64 = 0
    for index in range {
      guard let digit = Hex.value(self[index]) else { return nil }
      value = value << 4 | UInt64(digit)
    }
    return value
  }

  /// Appends the bytes that pairs of hexadecimal digits stand for. Returns false, without the rest,
  /// at the first that is none.
  func appendHexadecimal(_ range: Range<Int>, to bytes: inout [UInt8]) -> Bool {
    guard range.count.isMultiple(of: 2) else { return false }
    for index in stride(from: range.lowerBound, to: range.upperBound, by: 2) {
      guard let high = Hex.value(self[index]), let low = Hex.value(self[index + 1]) else {
        return false
      }
      bytes.append(high << 4 | low)
    }
    return true
  }

  /// Whether the bytes of a range are this text.
  func holds(_ text: String, at range: Range<Int>) -> Bool {
    range.count == text.utf8.count && begins(with: text, at: range)
  }

  /// Whether the bytes of a range begin with this text.
  func begins(with text: String, at range: Range<Int>) -> Bool {
    guard range.count >= text.utf8.count else { return false }
    return zip(range, text.utf8).allSatisfy { self[$0] == $1 }
  }

  /// Whether the bytes of a range end with this text.
  func ends(with text: String, at range: Range<Int>) -> Bool {
    holds(text, at: range.suffix(text.utf8.count))
  }

  /// Whether this text is somewhere in a range.
  func contains(_ text: String, in range: Range<Int>) -> Bool {
    range.contains { begins(with: text, at: $0..<range.upperBound) }
  }

  /// A range without the blanks around its text.
  func trimmed(_ range: Range<Int>) -> Range<Int> {
    var (start, end) = (range.lowerBound, range.upperBound)
    while start < end, self[start].isBlank { start += 1 }
    while end > start, self[end - 1].isBlank { end -= 1 }
    return start..<end
  }
}

extension UInt8 {
  /// Whether the byte is a blank or a tab.
  var isBlank: Bool { self == UInt8(ascii: " ") || self == UInt8(ascii: "\t") }
}
