import JSON

/// Writes the members of a report in JSON one after the other, as `JSONValue` does, and passes the
/// bytes on in pieces. So a report is never there as a whole, and one of a shard is sealed.
struct ReportText {
  /// What was not passed on yet.
  private var bytes: [UInt8] = []
  private var passage = Passage()
  private var isEmpty = true
  /// The number of bytes of each element of the array that is being written.
  private var lengths: [Int] = []

  /// What was passed on.
  private struct Passage {
    var count = 0
    /// Of all bytes; nil where none is wanted.
    var seal: Seal?

    mutating func pass<E: Error>(
      _ bytes: inout [UInt8], _ sink: ([UInt8]) throws(E) -> Void
    ) throws(E) {
      seal?.add(bytes)
      count += bytes.count
      try sink(bytes)
      bytes.removeAll(keepingCapacity: true)
    }
  }

  /// The number of bytes from which on a piece is passed on.
  private let pieceLength: Int

  init(isSealed: Bool, pieceLength: Int) {
    self.pieceLength = pieceLength
    if isSealed { passage.seal = Seal() }
  }

  /// Goes on with bytes that were written before.
  init(isSealed: Bool, pieceLength: Int, beginning: [UInt8]) {
    self.init(isSealed: isSealed, pieceLength: pieceLength)
    (bytes, isEmpty) = (beginning, false)
  }

  /// Begins a member.
  mutating func begin(_ name: String) {
    bytes += (isEmpty ? "{\n  " : ",\n  ").utf8
    isEmpty = false
    JSONText.quote(name, to: &bytes)
    bytes += ": ".utf8
  }

  /// Writes a member.
  mutating func add(_ name: String, _ value: JSONValue) {
    begin(name)
    value.write(to: &bytes, indent: 2)
  }

  /// Writes an element of an array, which `endList` ends.
  mutating func element<E: Error>(
    _ value: JSONValue, to sink: ([UInt8]) throws(E) -> Void
  ) throws(E) {
    let start = beginElement()
    let least = pieceLength
    var (bytes, passage) = (bytes, passage)
    self.bytes = []
    try value.write(to: &bytes, indent: 4) { (bytes: inout [UInt8]) throws(E) in
      if bytes.count >= least { try passage.pass(&bytes, sink) }
    }
    (self.bytes, self.passage) = (bytes, passage)
    try endElement(start, sink)
  }

  /// Copies an element of an array, which `copy` appends.
  mutating func element<E: Error>(
    to sink: ([UInt8]) throws(E) -> Void, copy: (inout [UInt8]) throws(E) -> Void
  ) throws(E) {
    let start = beginElement()
    try copy(&bytes)
    try endElement(start, sink)
  }

  /// Gives the place where the element begins.
  private mutating func beginElement() -> Int {
    bytes += (lengths.isEmpty ? "[\n    " : ",\n    ").utf8
    return passage.count + bytes.count
  }

  private mutating func endElement<E: Error>(
    _ start: Int, _ sink: ([UInt8]) throws(E) -> Void
  ) throws(E) {
    lengths.append(passage.count + bytes.count - start)
    if bytes.count >= pieceLength { try passage.pass(&bytes, sink) }
  }

  /// Ends an array, and gives the number of bytes of each element.
  mutating func endList() -> [Int] {
    bytes += (lengths.isEmpty ? "[]" : "\n  ]").utf8
    defer { lengths = [] }
    return lengths
  }

  /// Ends the report. `shard`: which part of a run it holds, sealed; nil for all.
  mutating func end<E: Error>(
    _ shard: JSONValue?, to sink: ([UInt8]) throws(E) -> Void
  ) throws(E) {
    if let shard {
      add("shard", shard)
      // The seal is its last member, and about all before it.
      bytes.removeLast("\n  }".utf8.count)
      bytes += ",\n    \"seal\": ".utf8
      try passage.pass(&bytes, sink)
      bytes += SealedText.ending(passage.seal ?? Seal())
    } else {
      bytes += "\n}\n".utf8
    }
    try sink(bytes)
  }
}
