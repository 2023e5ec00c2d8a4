import JSON

/// The report of a shard whose captures are known by their places in the file. They are copied from
/// there, so that a merge keeps no capture in memory.
package struct ShardFile: Sendable {
  /// The file, as it was named.
  package let file: String
  /// Which part of the run it holds.
  let shard: Report.Shard
  let outcome: ShardOutcome
  /// The text before the captures: schema, program, tables and filter.
  let head: [UInt8]
  /// The place of each capture, in bytes.
  let captures: [Range<Int>]
  /// The name of each capture.
  let names: [String]
  /// The place of each failure, in bytes.
  let failures: [Range<Int>]
  /// The exit status of each failure.
  let statuses: [ExitStatus]

  /// Finds the parts of a report. `file` names it in errors.
  ///
  /// Fails with status 65 where it is no report of a shard, one of a newer version, or damaged.
  package init(_ bytes: [UInt8], file: String) throws(CheckFailure) {
    self.file = file
    var parts = Parts()
    do throws(JSONFault) {
      var reader = JSONReader(bytes, in: 0..<bytes.count)
      try parts.read(&reader)
    } catch {
      throw ReadReport.failure(error, schema: parts.schema, in: bytes, file: file)
    }
    if parts.schema != Report.Document.schema {
      throw ReadReport.failure(JSONFault(""), schema: parts.schema, in: bytes, file: file)
    }
    guard let (shard, outcome) = parts.shard else {
      throw CheckFailure(
        file: file, status: .unreadable,
        message: "The report is of a whole run, and not of a shard: there is nothing to merge.")
    }
    guard shard.isSound(captures: parts.captures.count, failures: parts.failures.count),
      outcome.hasViolation == parts.hasViolation
    else {
      throw CheckFailure(
        file: file, status: .unreadable,
        message: "The report is damaged: its member shard does not fit its captures. Run this "
          + "shard again.")
    }
    self.shard = shard
    self.outcome = outcome
    head = Array(bytes[..<parts.headEnd])
    captures = parts.captures
    names = parts.names
    failures = parts.failures
    statuses = parts.statuses
  }

  /// The members of the document.
  private struct Parts {
    var schema: String?
    var shard: (Report.Shard, ShardOutcome)?
    var headEnd = 0
    var captures: [Range<Int>] = []
    var names: [String] = []
    /// Whether a capture holds what `ShardOutcome.hasViolation` tells.
    var hasViolation = false
    var failures: [Range<Int>] = []
    var statuses: [ExitStatus] = []

    mutating func read(_ reader: inout JSONReader) throws(JSONFault) {
      try reader.members { name, reader throws(JSONFault) in
        switch name {
        case "schema": schema = try reader.string()
        case "captures":
          _ = try reader.peek()
          headEnd = reader.offset
          (names, hasViolation) = ([], false)
          captures = try reader.list { (reader) throws(JSONFault) in try capture(&reader) }
        case "failures":
          failures = try reader.list { (reader) throws(JSONFault) in
            var again = reader
            statuses.append(try again.failure().status)
            return try reader.skip().range
          }
        case "shard": shard = try reader.shard()
        default: try reader.skip()
        }
      }
      try reader.finish()
    }

    /// Reads a capture, and gives its place.
    private mutating func capture(_ reader: inout JSONReader) throws(JSONFault) -> Range<Int> {
      _ = try reader.peek()
      let start = reader.offset
      var devices: [ReadReport.NamedDevice] = []
      let capture = try reader.capture(&devices)
      names.append(capture.file)
      if ExitStatus.of(Report.Document(captures: [capture])) == .violation { hasViolation = true }
      return start..<reader.offset
    }
  }
}

extension ArraySlice<UInt8> {
  fileprivate var range: Range<Int> { startIndex..<endIndex }
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
  fileprivate mutating func shard() throws(JSONFault) -> (Report.Shard, ShardOutcome) {
    let start = offset
    var (hasViolation, isUndecided): (Bool?, Bool?)
    var shard = Report.Shard(run: "", count: 0, inputs: 0, shards: [])
    try members { name, reader throws(JSONFault) in
      switch name {
      case "run": shard.run = try reader.string()
      case "count": shard.count = try reader.count()
      case "inputs": shard.inputs = try reader.count()
      case "shards": shard.shards = try reader.counts()
      case "captures": shard.captures = try reader.counts()
      case "failures": shard.failures = try reader.counts()
      case "violation": hasViolation = reader.takeBool()
      case "undecided": isUndecided = reader.takeBool()
      default: try reader.skip()
      }
    }
    guard let hasViolation, let isUndecided else {
      throw JSONFault("the shard does not say whether it has a violation", at: start)
    }
    return (shard, ShardOutcome(hasViolation: hasViolation, isUndecided: isUndecided))
  }

  private mutating func counts() throws(JSONFault) -> [Int] {
    try list { (reader) throws(JSONFault) in try reader.count() }
  }
}
