import JSON

/// The report of a shard whose captures are known by their places in the file. They are copied from
/// there, so that a merge keeps no capture in memory.
///
/// Of a capture only its name is read: the seal tells that the report is as it was written.
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
  /// Fails with status 65 where it is no report of a shard, one of a newer version, damaged, or
  /// changed by hand, and where it cannot be read.
  package init(_ text: some ShardText, file: String) throws(CheckFailure) {
    self.file = file
    guard let end = try text.sealedLength(), let parts = try ShardParts(text, end: end) else {
      throw try Self.refusal(text, file)
    }
    shard = parts.shard
    outcome = parts.outcome
    head = parts.head
    captures = parts.captures
    names = parts.names
    failures = parts.failures
    statuses = parts.statuses
  }

  /// Why a file is no report of a shard as it was written.
  private static func refusal(
    _ text: some ShardText, _ file: String
  ) throws(CheckFailure) -> CheckFailure {
    // A report that is too long to be read at once is read at its beginning only.
    let most = min(text.length, ReadReport.mostBytes)
    let bytes = try text.bytes(0..<most)
    var schema: String?
    var isShard = false
    if most < text.length { isShard = try ShardParts.isShard(text) }
    do throws(JSONFault) {
      var reader = JSONReader(bytes, in: bytes.indices)
      try reader.members { name, reader throws(JSONFault) in
        if name == "schema" {
          schema = try reader.string()
        } else {
          if name == "shard" { isShard = true }
          try reader.skip()
        }
      }
      try reader.finish()
    } catch {
      if most == text.length {
        return ReadReport.failure(error, schema: schema, in: bytes, file: file)
      }
    }
    if schema != Report.Document.schema {
      return ReadReport.failure(JSONFault(""), schema: schema, in: bytes, file: file)
    }
    return CheckFailure(
      file: file, status: .unreadable,
      message: isShard
        ? "The report is damaged, or was changed: its seal does not fit. Run this shard again."
        : "The report is of a whole run, and not of a shard: there is nothing to merge.")
  }
}
