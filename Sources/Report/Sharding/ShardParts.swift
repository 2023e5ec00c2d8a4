import JSON

/// The parts of the report of a shard, found by what it says of their lengths.
struct ShardParts {
  var shard = Report.Shard(run: "", count: 0, inputs: 0, shards: [])
  var outcome = ShardOutcome()
  /// The text before the captures.
  var head: [UInt8] = []
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

  /// Finds the parts of a text that ends with the seal at `end`; nil where it has other parts, or
  /// its lists do not fit each other.
  init?(_ text: some ShardText, end: Int) throws(CheckFailure) {
    guard try text.bytes(0..<min(Self.beginning.count, end)) == Self.beginning,
      // No string holds a line break, so these are the members of the document.
      let list = try text.first(Self.capturesName, before: end),
      let last = try text.last(Self.shardName, before: end), list < last
    else { return nil }
    head = try text.bytes(0..<list + Self.capturesName.count)
    let member = try text.bytes(last + Self.shardName.count..<text.length)
    guard (try? read(member)) != nil, let place = try placeCaptures(text, end: last) else {
      return nil
    }
    let rest = try text.bytes(place..<last)
    guard (try? readFailures(rest, at: place)) != nil, isSound else { return nil }
  }

  /// Whether a text says that it holds a shard.
  static func isShard(_ text: some ShardText) throws(CheckFailure) -> Bool {
    try text.last(shardName, before: text.length) != nil
  }

  /// Whether the lists fit each other.
  private var isSound: Bool { shard.isSound(captures: captures.count, failures: failures.count) }

  /// Reads the member `shard`.
  private mutating func read(_ member: [UInt8]) throws(JSONFault) {
    var reader = JSONReader(member, in: member.indices)
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

  /// Notes place and name of each capture; gives the place behind the last one, and nil where they
  /// do not stand there.
  private mutating func placeCaptures(_ text: some ShardText, end: Int) throws(CheckFailure) -> Int?
  {
    var place = head.count
    for length in lengths {
      let separator = captures.isEmpty ? "[\n    " : ",\n    "
      let start = place + separator.utf8.count
      guard length <= end - start,
        let name = try Self.name(in: text, place..<start + length, separator)
      else { return nil }
      captures.append(start..<start + length)
      names.append(name)
      place = start + length
    }
    let closing = Array((captures.isEmpty ? "[]" : "\n  ]").utf8)
    guard try text.bytes(place..<min(place + closing.count, end)) == closing else { return nil }
    return place + closing.count
  }

  /// The name of a capture, which is its first member; nil where the capture does not begin so.
  private static func name(
    in text: some ShardText, _ place: Range<Int>, _ separator: String
  ) throws(CheckFailure) -> String? {
    // Nearly every name is in the first bytes.
    for most in [256, 1 << 16] {
      let bytes = try text.bytes(place.prefix(most))
      if let name = try? name(in: bytes, separator) { return name }
    }
    return nil
  }

  private static func name(in bytes: [UInt8], _ separator: String) throws(JSONFault) -> String {
    var rest = bytes[...]
    try rest.pass(separator)
    try rest.pass("{\n      \"file\": ")
    var reader = JSONReader(bytes, in: rest.indices)
    return try reader.string()
  }

  /// Reads the text behind the captures, which stands at `place`.
  private mutating func readFailures(_ bytes: [UInt8], at place: Int) throws(JSONFault) {
    var rest = bytes[...]
    try rest.pass(",\n  \"failures\": ")
    var reader = JSONReader(bytes, in: rest.indices)
    failures = try reader.list { (reader) throws(JSONFault) in
      var again = reader
      statuses.append(try again.failure().status)
      let failure = try reader.skip()
      return place + failure.startIndex..<place + failure.endIndex
    }
    try reader.finish()
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
