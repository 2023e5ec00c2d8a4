/// What is wrong with a JSON text, or with what it says.
package struct JSONFault: Error, Hashable, Sendable {
  /// What is wrong; without a place and without a full stop.
  package var problem: String
  /// The place, in bytes from the start of what is read; nil for none.
  package var offset: Int?

  /// Makes a fault.
  package init(_ problem: String, at offset: Int? = nil) {
    self.problem = problem
    self.offset = offset
  }

  /// What is wrong and where, without a full stop.
  package var message: String { problem + (offset.map { ", at byte \($0)" } ?? "") }
}

/// Reads one JSON text (RFC 8259) member by member, and refuses what the standard forbids.
///
/// Why not FoundationEssentials' `JSONDecoder`: it does not name the wrong byte, and it does not
/// keep the text of an `id`, which a trace repeats unchanged. It is also slower: 4.6 ms for
/// specs/vectors/dfu-1.1.json, against 1.7 ms here, and a script may send tens of thousands of
/// steps a second. The standard leaves three points open. Here the last of two members with one
/// name counts; half of a surrogate pair is refused; a byte order mark is refused.
package struct JSONReader {
  private let bytes: [UInt8]
  private let start: Int
  private var at: Int
  private let end: Int
  private var depth = 0

  /// The deepest nesting of arrays and objects.
  private static let depthLimit = 32

  /// Reads the part of `bytes` in `range`. Errors count bytes from the start of that part.
  package init(_ bytes: [UInt8], in range: Range<Int>) {
    self.bytes = bytes
    start = range.lowerBound
    at = start
    end = range.upperBound
  }

  /// Reads an object. `body` gets the name of each member and must read its value.
  package mutating func members(
    _ body: (String, inout JSONReader) throws(JSONFault) -> Void
  ) throws(JSONFault) {
    try sequence(UInt8(ascii: "{"), UInt8(ascii: "}")) { reader throws(JSONFault) in
      let name = try reader.string()
      try reader.expect(UInt8(ascii: ":"))
      try body(name, &reader)
    }
  }

  /// Reads an array. `body` must read each element.
  package mutating func elements(
    _ body: (inout JSONReader) throws(JSONFault) -> Void
  ) throws(JSONFault) {
    try sequence(UInt8(ascii: "["), UInt8(ascii: "]"), body)
  }

  /// Reads a whole number.
  package mutating func integer() throws(JSONFault) -> Int {
    let isNegative = take(UInt8(ascii: "-"))
    if !isNegative { skipSpace() }
    let start = at
    var value = 0
    while at < end, let digit = Self.digit(bytes[at]) {
      guard at - start < 18 else { throw fault("a number with too many digits") }
      value = value * 10 + digit
      at += 1
    }
    guard at > start else { throw fault("a whole number is expected") }
    try refuseLeadingZero(from: start)
    if at < end, [UInt8(ascii: "."), UInt8(ascii: "e"), UInt8(ascii: "E")].contains(bytes[at]) {
      throw fault("a whole number is expected")
    }
    return isNegative ? -value : value
  }

  /// Reads a string.
  package mutating func string() throws(JSONFault) -> String {
    try expect(UInt8(ascii: "\""))
    let start = at
    while at < end, bytes[at] != UInt8(ascii: "\""), bytes[at] != UInt8(ascii: "\\"),
      bytes[at] >= 0x20
    {
      at += 1
    }
    guard at < end, bytes[at] == UInt8(ascii: "\"") else { return try escapedString(from: start) }
    at += 1
    return try text(bytes[start..<at - 1])
  }

  /// Reads `null` if it is next. Returns whether it was.
  package mutating func takeNull() -> Bool { takeWord("null") }

  /// Reads `true` or `false` if one of them is next; else returns nil.
  package mutating func takeBool() -> Bool? {
    if takeWord("true") { return true }
    return takeWord("false") ? false : nil
  }

  /// The first byte of the next value.
  package mutating func peek() throws(JSONFault) -> UInt8 {
    skipSpace()
    guard at < end else { throw fault("the text ends too early") }
    return bytes[at]
  }

  /// Skips a value of any kind and returns its text.
  @discardableResult
  package mutating func skip() throws(JSONFault) -> ArraySlice<UInt8> {
    let first = try peek()
    let start = at
    switch first {
    case UInt8(ascii: "{"):
      try sequence(first, UInt8(ascii: "}")) { reader throws(JSONFault) in
        try reader.skipString()
        try reader.expect(UInt8(ascii: ":"))
        _ = try reader.skip()
      }
    case UInt8(ascii: "["): try elements { reader throws(JSONFault) in _ = try reader.skip() }
    case UInt8(ascii: "\""): try skipString()
    default:
      let isWord = first > UInt8(ascii: "9") && (takeNull() || takeBool() != nil)
      if !isWord { try skipNumber() }
    }
    return bytes[start..<at]
  }

  /// Throws if anything except white space is left.
  package mutating func finish() throws(JSONFault) {
    skipSpace()
    guard at == end else { throw fault("something follows the object") }
  }

  /// The place of the next byte, in bytes from the start of the part.
  package var offset: Int { min(at, end) - start }

  /// Makes an error at this place.
  package func fault(_ problem: String) -> JSONFault { JSONFault(problem, at: offset) }
}

// MARK: Characters

extension JSONReader {
  private static func digit(_ byte: UInt8) -> Int? {
    byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9") ? Int(byte - UInt8(ascii: "0")) : nil
  }

  private mutating func enter(_ byte: UInt8) throws(JSONFault) {
    try expect(byte)
    depth += 1
    guard depth <= Self.depthLimit else { throw fault("nested too deep") }
  }

  /// Reads items between `open` and `close`, with commas between them.
  private mutating func sequence(
    _ open: UInt8, _ close: UInt8, _ item: (inout JSONReader) throws(JSONFault) -> Void
  ) throws(JSONFault) {
    try enter(open)
    if !take(close) {
      repeat { try item(&self) } while take(UInt8(ascii: ","))
      try expect(close)
    }
    depth -= 1
  }

  /// Skips a string. One of plain ASCII, which most are, is not copied.
  private mutating func skipString() throws(JSONFault) {
    try expect(UInt8(ascii: "\""))
    var place = at
    while place < end, 0x20..<0x7F ~= bytes[place], bytes[place] != UInt8(ascii: "\\") {
      place += 1
      guard bytes[place - 1] == UInt8(ascii: "\"") else { continue }
      at = place
      return
    }
    at -= 1
    _ = try string()
  }

  private static func isSpace(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09
  }

  private mutating func skipSpace() {
    var place = at
    while place < end, Self.isSpace(bytes[place]) { place += 1 }
    at = place
  }

  private mutating func take(_ byte: UInt8) -> Bool {
    skipSpace()
    guard at < end, bytes[at] == byte else { return false }
    at += 1
    return true
  }

  private mutating func expect(_ byte: UInt8) throws(JSONFault) {
    guard take(byte) else { throw fault("\(Character(UnicodeScalar(byte))) is expected") }
  }

  private mutating func takeWord(_ word: String) -> Bool {
    skipSpace()
    let letters = word.utf8
    guard end - at >= letters.count, bytes[at..<at + letters.count].elementsEqual(letters) else {
      return false
    }
    at += letters.count
    return true
  }

  /// Reads a character that must directly follow the previous one.
  private mutating func takeNext(_ byte: UInt8) -> Bool {
    guard at < end, bytes[at] == byte else { return false }
    at += 1
    return true
  }

  /// Skips a sign, a whole number, a fraction and an exponent (RFC 8259, 6).
  private mutating func skipNumber() throws(JSONFault) {
    let isNegative = takeNext(UInt8(ascii: "-"))
    let start = at
    try skipDigits(otherwise: isNegative ? "a digit is expected" : "a value is expected")
    try refuseLeadingZero(from: start)
    if takeNext(UInt8(ascii: ".")) { try skipDigits(otherwise: "a digit is expected") }
    if takeNext(UInt8(ascii: "e")) || takeNext(UInt8(ascii: "E")) {
      if !takeNext(UInt8(ascii: "+")) { _ = takeNext(UInt8(ascii: "-")) }
      try skipDigits(otherwise: "a digit is expected")
    }
  }

  private mutating func skipDigits(otherwise message: String) throws(JSONFault) {
    let start = at
    while at < end, Self.digit(bytes[at]) != nil { at += 1 }
    guard at > start else { throw fault(message) }
  }

  /// Refuses a leading zero. `start` is the position of the first digit.
  private mutating func refuseLeadingZero(from start: Int) throws(JSONFault) {
    guard bytes[start] == UInt8(ascii: "0"), at > start + 1 else { return }
    at = start
    throw fault("a number begins with 0")
  }

  private func text(_ slice: ArraySlice<UInt8>) throws(JSONFault) -> String {
    guard let text = String(validating: slice, as: UTF8.self) else {
      throw fault("a string is not UTF-8")
    }
    return text
  }

  private mutating func escapedString(from start: Int) throws(JSONFault) -> String {
    at = start
    var units: [UInt8] = []
    while at < end, bytes[at] != UInt8(ascii: "\"") {
      guard bytes[at] >= 0x20 else { throw fault("a control character in a string") }
      guard bytes[at] == UInt8(ascii: "\\") else {
        units.append(bytes[at])
        at += 1
        continue
      }
      try units.append(contentsOf: escape())
    }
    guard at < end else { throw fault("a string has no end") }
    at += 1
    return try text(units[...])
  }

  private static let escapes: [UInt8: UInt8] = [
    UInt8(ascii: "\""): 0x22, UInt8(ascii: "\\"): 0x5C, UInt8(ascii: "/"): 0x2F,
    UInt8(ascii: "b"): 0x08, UInt8(ascii: "f"): 0x0C, UInt8(ascii: "n"): 0x0A,
    UInt8(ascii: "r"): 0x0D, UInt8(ascii: "t"): 0x09,
  ]

  /// The UTF-8 bytes of an escape sequence. Half of a surrogate pair is refused.
  private mutating func escape() throws(JSONFault) -> [UInt8] {
    guard at + 1 < end else { throw fault("a string has no end") }
    if let plain = Self.escapes[bytes[at + 1]] {
      at += 2
      return [plain]
    }
    var scalar = try hexUnit()
    if scalar & 0xFC00 == 0xD800, at < end, bytes[at] == UInt8(ascii: "\\") {
      let low = try hexUnit()
      guard low & 0xFC00 == 0xDC00 else { throw fault("half of a surrogate pair") }
      scalar = 0x10000 + (scalar & 0x3FF) << 10 + low & 0x3FF
    }
    guard let scalar = Unicode.Scalar(scalar) else { throw fault("half of a surrogate pair") }
    return Array(String(Character(scalar)).utf8)
  }

  private mutating func hexUnit() throws(JSONFault) -> UInt32 {
    guard end - at >= 6, bytes[at + 1] == UInt8(ascii: "u") else {
      throw fault("an escape that JSON has not")
    }
    var unit: UInt32 = 0
    for byte in bytes[at + 2..<at + 6] {
      guard let digit = Character(UnicodeScalar(byte)).hexDigitValue else {
        throw fault("an escape that JSON has not")
      }
      unit = unit << 4 | UInt32(digit)
    }
    at += 6
    return unit
  }
}
