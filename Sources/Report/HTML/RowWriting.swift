import JSON

extension Report.ConversationRows {
  /// Passes the conversation as JSON to `sink`, in pieces. The rows, which are most of it, go to
  /// `numbers`: they have no character but those of numbers and lists. The form of a row is in
  /// `specs/schemas/html-data.schema.json`.
  func writeJSON<E: Error>(
    to sink: (String) throws(E) -> Void, numbers: (String) throws(E) -> Void
  ) throws(E) {
    var writer = RowWriter()
    try sink("{\"rows\":[")
    for (index, row) in rows.enumerated() {
      writer.text(index == 0 ? "\n" : ",\n")
      writer.write(row)
      if writer.isFull { try numbers(writer.take()) }
    }
    try numbers(writer.take())
    writer.text("],\n\"further\":")
    writer.number(further)
    writer.text(",\n\"strings\":[")
    for (index, text) in texts.enumerated() {
      writer.text(index == 0 ? "\n" : ",\n")
      JSONText.quote(text, to: &writer.bytes)
      if writer.isFull { try sink(writer.take()) }
    }
    writer.text("]}")
    try sink(writer.take())
  }
}

/// Writes the numbers of rows, of which a report may hold millions.
private struct RowWriter {
  var bytes: [UInt8] = []

  /// The number of bytes from which on a piece is passed on.
  private static let pieceLength = 1 << 16

  init() { bytes.reserveCapacity(Self.pieceLength + 1_024) }

  var isFull: Bool { bytes.count >= Self.pieceLength }

  /// The text so far, and begins anew.
  mutating func take() -> String {
    defer { bytes.removeAll(keepingCapacity: true) }
    return String(decoding: bytes, as: UTF8.self)
  }

  mutating func text(_ text: String) { bytes += text.utf8 }

  mutating func number(_ number: Int) {
    bytes.append(addingCapacity: Self.mostOfNumber) { $0.put(number) }
  }

  /// The most bytes of a number with its comma, and the most numbers of a row.
  private static let mostOfNumber = 21
  private static let numbersOfRow = 18

  mutating func write(_ row: Report.ConversationRow) {
    bytes.append(addingCapacity: Self.numbersOfRow * Self.mostOfNumber + 2) { $0.put(row) }
  }
}

/// What is written to has room for it.
extension OutputSpan where Element == UInt8 {
  fileprivate mutating func put(_ row: Report.ConversationRow) {
    append(UInt8(ascii: "["))
    put(row.frame)
    next(row.completionFrame ?? 0)
    next(Int(row.nanoseconds))
    next(row.reply == nil ? 1 : 0)
    next(Int(row.text))
    next(row.reply)
    next(Int(row.statesBefore))
    next(Int(row.statesAfter))
    next(row.trigger)
    next(Int(row.bytes))
    next(row.pollTimeoutMilliseconds.map(Int32.init))
    next(row.device)
    if !row.isPlain { putRest(of: row) }
    append(UInt8(ascii: "]"))
  }

  /// What most rows do not need.
  private mutating func putRest(of row: Report.ConversationRow) {
    next(Int(row.repeats))
    next(Int(row.lastNanoseconds))
    next(row.lastFrame)
    next(Int(row.outcome.rawValue))
    next(row.setup)
    next(row.data)
  }

  private mutating func next(_ number: Int) {
    append(UInt8(ascii: ","))
    put(number)
  }

  /// The index, or -1 for none.
  private mutating func next(_ index: Int32?) { next(index.map(Int.init) ?? -1) }

  fileprivate mutating func put(_ number: Int) {
    if number < 0 { append(UInt8(ascii: "-")) }
    put(number.magnitude)
  }

  /// The digits in pairs, the first ones first.
  private mutating func put(_ number: UInt) {
    guard number >= 10 else { return put(digit: number) }
    if number >= 100 { put(number / 100) }
    put(digit: number % 100 / 10)
    put(digit: number % 10)
  }

  private mutating func put(digit: UInt) {
    append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: digit))
  }
}

extension Report.ConversationRow {
  /// Whether it was answered, alone, and shows no bytes.
  fileprivate var isPlain: Bool {
    repeats == 0 && outcome == .answered && setup == nil && data == nil
  }
}
