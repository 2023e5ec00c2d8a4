/// Something that a capture file tells between two records.
package enum FileNote: Hashable, Sendable {
  /// From here on the clock may count in steps of this many nanoseconds.
  case clock(unit: Int64)
  /// The next record has no time, and gets that of the record before.
  case timeless
  /// The recorder lost this many records here.
  case lost(Int)
  /// This many bytes of the content cannot be read; the records go on behind them.
  case damaged(Damage)

  /// Bytes that are no blocks or records of a file.
  package struct Damage: Hashable, Sendable {
    /// The place of the first one in the content, decompressed, from 0.
    package var offset: Int
    /// Their number.
    package var count: Int
    /// What is wrong with them.
    package var reason: String

    /// Makes the note without checks.
    package init(offset: Int, count: Int, reason: String) {
      self.offset = offset
      self.count = count
      self.reason = reason
    }
  }
}
