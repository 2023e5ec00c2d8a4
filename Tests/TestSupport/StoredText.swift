package import Report

/// The report of a shard that is stored in memory.
package struct StoredText: ShardText {
  private let all: [UInt8]

  /// Stores bytes.
  package init(_ bytes: [UInt8]) { all = bytes }

  package var length: Int { all.count }

  package func bytes(_ range: Range<Int>) throws(CheckFailure) -> [UInt8] { Array(all[range]) }
}
