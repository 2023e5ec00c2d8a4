import JSON

/// The parts of the report of a shard, found by what it says of their lengths.
struct ShardParts {
  var shard = Report.Shard(run: "", count: 0, inputs: 0, shards: [])
  var outcome = ShardOutcome()
  var headEnd = 0
  var captures: [Range<Int>] = []
  var names: [String] = []
  var failures: [Range<Int>] = []
  var statuses: [ExitStatus] = []
  /// The number of bytes of each capture.
  private var lengths: [Int] = []

  private static let capturesName = Array("\n  \"captures\": ".utf8)
  private static let shardName = Array(",\n  \"shard\": ".utf8)
  /// How the text begins. Another schema is another document.
  private static let beginning = Array("{\n  \"schema\": \"\(Report.Document.schema)\",\n".utf8)

  /// Finds the parts of bytes that end with the seal at `end`.
  init(_ bytes: [UInt8], end: Int) throws(JSONFault) {
    guard bytes.starts(with: Self.beginning),
      // No string holds a line break, so these are the members of the document.
      let head = bytes[..<end].indices.first(where: bytes.holds(Self.capturesName)),
      let last = bytes[..<end].indices.last(where: bytes.holds(Self.shardName)), head < last
    else { throw JSONFault("a member is missing", at: 0) }
    var reader = JSONReader(bytes, in: last + Self.shardName.count..<bytes.count)
    try read(&reader)
    headEnd = head + Self.capturesName.count
    let place = try placeCaptures(bytes, end: last)
    try readFailures(bytes, in: place..<last)
  }

  /// Whether the lists fit each other.
  var isSound: Bool { shard.isSound(captures: captures.count, failures: failures.count) }

  /// Reads the member `shard`.
  private mutating func read(_ reader: inout JSONReader) throws(JSONFault) {
    try reader.members { name, reader throws(JSONFault) in
      switch name {
      case "run": shard.run = try reader.string()
      case "count": shard.count = try reader.count()
      case "inputs": shard.inputs = try reader.count()
      case "shards": shard.shards = try reader.counts()
      case "captures": shard.captures = try reader.counts()
      case "failures": shard.failures = try reader.counts()
      case "violation": outcome.hasViolation = reader.takeBool() ?? false
      case "undecided": outcome.isUndecided = reader.takeBool() ?? false
      case "lengths": lengths = try reader.counts()
      default: try reader.skip()
      }
    }
  }

  /// Notes place and name of each capture; gives the place behind the last one.
  private mutating func placeCaptures(_ bytes: [UInt8], end: Int) throws(JSONFault) -> Int {
    var rest = bytes[headEnd..<end]
    for length in lengths {
      try rest.pass(captures.isEmpty ? "[\n    " : ",\n    ")
      guard length <= rest.count else { throw JSONFault("a capture is cut", at: rest.startIndex) }
      let place = rest.startIndex..<rest.startIndex + length
      captures.append(place)
      names.append(try Self.name(in: bytes, place))
      rest = rest.dropFirst(length)
    }
    try rest.pass(captures.isEmpty ? "[]" : "\n  ]")
    return rest.startIndex
  }

  /// The name of a capture, which is its first member.
  private static func name(
    in bytes: [UInt8], _ capture: Range<Int>
  ) throws(JSONFault) -> String {
    var rest = bytes[capture]
    try rest.pass("{\n      \"file\": ")
    var reader = JSONReader(bytes, in: rest.indices)
    return try reader.string()
  }

  private mutating func readFailures(
    _ bytes: [UInt8], in range: Range<Int>
  ) throws(JSONFault) {
    var rest = bytes[range]
    try rest.pass(",\n  \"failures\": ")
    var reader = JSONReader(bytes, in: rest.indices)
    failures = try reader.list { (reader) throws(JSONFault) in
      var again = reader
      statuses.append(try again.failure().status)
      let failure = try reader.skip()
      return failure.startIndex..<failure.endIndex
    }
    try reader.finish()
  }
}

extension [UInt8] {
  /// Whether a text begins at a place.
  fileprivate func holds(_ text: [UInt8]) -> (Int) -> Bool {
    { self[$0] == text[0] && self[$0...].starts(with: text) }
  }
}

extension ArraySlice<UInt8> {
  /// Removes a text that it has to begin with.
  fileprivate mutating func pass(_ text: String) throws(JSONFault) {
    let beginning = text.utf8
    guard starts(with: beginning) else {
      throw JSONFault("another text is expected", at: startIndex)
    }
    removeFirst(beginning.count)
  }
}

extension Report.Shard {
  /// Whether it fits a report with so many captures and failures.
  fileprivate func isSound(captures: Int, failures: Int) -> Bool {
    self.captures.count == captures && self.failures.count == failures
      && (self.captures + self.failures).allSatisfy { 0..<inputs ~= $0 }
      && zip(self.captures, self.captures.dropFirst()).allSatisfy { $0 < $1 }
      && count > 0 && !shards.isEmpty && shards.allSatisfy { 1...count ~= $0 }
      && zip(shards, shards.dropFirst()).allSatisfy { $0 < $1 }
  }
}

extension JSONReader {
  fileprivate mutating func counts() throws(JSONFault) -> [Int] {
    try list { (reader) throws(JSONFault) in try reader.count() }
  }
}
