/// What has a prepared form of its own.
protocol PreparedPart {
  init(from reader: inout PreparedReader) throws(TableError)
  func write(to writer: inout PreparedWriter)
}

/// Walks over prepared numbers, and makes the texts that they name.
///
/// A number has a character for every five bits, the lowest first: 48, the bits, and 32 where more
/// follow.
struct PreparedReader: Sendable {
  private let numbers: [UInt8]
  private var at = 0
  /// The texts, with those that were made.
  private(set) var made: PreparedTexts

  init(_ numbers: String, _ texts: String) throws(TableError) {
    self.numbers = Array(numbers.utf8)
    made = PreparedTexts(texts)
    for _ in 0..<(try number()) {
      guard made.add(length: try number()) else { throw damage }
    }
  }

  /// The same, from another place on.
  func from(_ place: Int, _ texts: PreparedTexts?) -> PreparedReader {
    var reader = self
    reader.at = place
    if let texts { reader.made = texts }
    return reader
  }

  /// Passes over a part that begins with its length, and gives its place.
  mutating func passOver() throws(TableError) -> Int {
    let length = try number()
    guard length <= numbers.count - at else { throw damage }
    defer { at += length }
    return at
  }

  /// What is thrown where something else was expected.
  var damage: TableError { .damagedPreparedTable(at: at) }

  mutating func number() throws(TableError) -> Int {
    var (number, shift) = (0, 0)
    while at < numbers.count, 48..<112 ~= numbers[at], shift < 60 {
      let bits = Int(numbers[at] &- 48)
      at += 1
      number |= (bits & 31) << shift
      if bits < 32 { return number }
      shift += 5
    }
    throw damage
  }

  mutating func text() throws(TableError) -> String {
    guard let text = made[try number()] else { throw damage }
    return text
  }

  mutating func texts() throws(TableError) -> [String] {
    try list { (reader: inout PreparedReader) throws(TableError) in try reader.text() }
  }

  mutating func optionalText() throws(TableError) -> String? { try flag() ? text() : nil }

  mutating func flag() throws(TableError) -> Bool { try number() != 0 }

  mutating func bits<Bits: FixedWidthInteger>(_ type: Bits.Type) throws(TableError) -> Bits {
    guard let bits = Bits(exactly: try number()) else { throw damage }
    return bits
  }

  /// One of `choices`, by its place.
  mutating func choice<Choice>(of choices: [Choice]) throws(TableError) -> Choice {
    let number = try number()
    guard choices.indices.contains(number) else { throw damage }
    return choices[number]
  }

  mutating func choices<Choice>(of all: [Choice]) throws(TableError) -> [Choice] {
    try list { (reader: inout PreparedReader) throws(TableError) in try reader.choice(of: all) }
  }

  mutating func list<Part: PreparedPart>() throws(TableError) -> [Part] {
    try list { (reader: inout PreparedReader) throws(TableError) in try Part(from: &reader) }
  }

  private mutating func list<Part>(
    _ part: (inout PreparedReader) throws(TableError) -> Part
  ) throws(TableError) -> [Part] {
    let count = try number()
    guard count <= numbers.count - at else { throw damage }
    var parts: [Part] = []
    parts.reserveCapacity(count)
    for _ in 0..<count { parts.append(try part(&self)) }
    return parts
  }

  /// A list of which parts may be those of `base`.
  mutating func list<Part: PreparedPart>(over base: [Part]) throws(TableError) -> [Part] {
    if try flag() { return base }
    let count = try number()
    guard count <= base.count + numbers.count - at else { throw damage }
    var parts: [Part] = []
    parts.reserveCapacity(count)
    while parts.count < count {
      let run = try number()
      if run == 0 {
        parts.append(try Part(from: &self))
      } else {
        let start = try number()
        guard start <= base.count, run <= min(base.count - start, count - parts.count) else {
          throw damage
        }
        parts += base[start..<start + run]
      }
    }
    return parts
  }
}

/// The texts of the prepared tables. Each is made when it is asked for first; all that name it then
/// share it.
struct PreparedTexts: Sendable {
  private let all: String
  private var ends: [Int] = [0]
  private var made: [String?] = []

  init(_ all: String) { self.all = all }

  /// Adds the text that is next. Returns false where there is no such text.
  mutating func add(length: Int) -> Bool {
    let start = ends[ends.count - 1]
    guard length <= all.utf8.count - start else { return false }
    ends.append(start + length)
    made.append(nil)
    return true
  }

  subscript(index: Int) -> String? {
    mutating get {
      guard made.indices.contains(index) else { return nil }
      if let text = made[index] { return text }
      let start = all.utf8.index(all.startIndex, offsetBy: ends[index])
      let text = String(all[start..<all.utf8.index(start, offsetBy: ends[index + 1] - ends[index])])
      made[index] = text
      return text
    }
  }
}

/// Writes what `PreparedReader` reads.
struct PreparedWriter {
  private(set) var numbers = ""
  private var texts: [String] = []
  private var places: [String: Int] = [:]

  /// The prepared form of all that was written, with the lengths of the texts before it.
  var prepared: (numbers: String, texts: String) {
    var head = PreparedWriter()
    head.write(texts.count)
    for text in texts { head.write(text.utf8.count) }
    return (head.numbers + numbers, texts.joined())
  }

  mutating func write(_ number: some BinaryInteger) {
    var rest = UInt64(number)
    repeat {
      let bits = UInt8(rest & 31)
      rest >>= 5
      numbers.unicodeScalars.append(Unicode.Scalar(48 + bits + (rest > 0 ? 32 : 0)))
    } while rest > 0
  }

  mutating func write(_ text: String) {
    if places[text] == nil {
      places[text] = texts.count
      texts.append(text)
    }
    write(places[text] ?? 0)
  }

  mutating func write(_ texts: [String]) {
    write(texts.count)
    for text in texts { write(text) }
  }

  mutating func write(_ text: String?) {
    write(text != nil)
    if let text { write(text) }
  }

  mutating func write(_ flag: Bool) { write(flag ? 1 : 0) }

  /// Writes the place of one of `choices`.
  mutating func write<Choice: Equatable>(_ choice: Choice, of choices: [Choice]) {
    write(choices.firstIndex(of: choice) ?? 0)
  }

  mutating func write<Choice: Equatable>(_ chosen: [Choice], of choices: [Choice]) {
    write(chosen.count)
    for choice in chosen { write(choice, of: choices) }
  }

  mutating func write<Part: PreparedPart>(_ parts: [Part]) {
    write(parts.count)
    for part in parts { part.write(to: &self) }
  }

  /// Writes a list; parts that `base` has too, by their places there.
  mutating func write<Part: PreparedPart & Hashable>(_ parts: [Part], over base: [Part]) {
    write(parts == base)
    guard parts != base else { return }
    write(parts.count)
    var known: [Part: Int] = [:]
    for (place, part) in base.enumerated() { known[part] = place }
    var rest = parts[...]
    while let part = rest.first {
      let start = known[part] ?? base.count
      let run = zip(rest, base[start...]).prefix { $0 == $1 }.count
      write(run)
      if run > 0 { write(start) } else { part.write(to: &self) }
      rest = rest.dropFirst(max(1, run))
    }
  }

  /// Writes a part with its length before it, so that a reader can pass over it.
  mutating func writePart(_ write: (inout PreparedWriter) -> Void) {
    var part = self
    part.numbers = ""
    write(&part)
    let before = numbers
    self = part
    numbers = before
    self.write(part.numbers.utf8.count)
    numbers += part.numbers
  }
}
