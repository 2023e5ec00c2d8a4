/// Which records are alike: those that agree in some bits of eight bytes in a row.
///
/// The receiver of the records says what is alike for it. What it would only count is then passed
/// over and counted: nearly all records of a capture with audio.
package struct RecordLikeness: Hashable, Sendable {
  let offset: Int
  let mask: UInt64
  let shortest: Int

  /// Records agree in the bits of `mask`, of the eight bytes at `offset` taken as a little-endian
  /// number. A record of less than `shortest` bytes is like no other.
  package init(at offset: Int, mask: UInt64, shortest: Int) {
    self.offset = offset
    self.mask = mask
    self.shortest = max(shortest, offset + 8)
  }

  /// No record is like another.
  package static let none = RecordLikeness(at: 0, mask: 0, shortest: .max)
}

/// Records in a row that were passed over. None of their times goes back.
package struct PassedRecords: Hashable, Sendable {
  /// How many they are.
  package var count: Int
  /// The number of the last one.
  package var frame: Int
  /// The time of the last one, in nanoseconds since the epoch.
  package var nanoseconds: Int64
}

/// The records of one interface that are like one which the receiver has seen.
struct AlikeRecords {
  /// Their interface; -1 where there is no such record.
  private(set) var interface = -1
  private let likeness: RecordLikeness
  /// The place of the eight bytes, from the beginning of a record's head.
  private var place = 0
  private var bits: UInt64 = 0

  init(_ likeness: RecordLikeness) { self.likeness = likeness }

  /// From now on these are the records like the one of `count` bytes behind a head at the beginning
  /// of the window, which has `head` bytes.
  mutating func begin(
    _ window: borrowing BlockWindow, behind head: Int, _ count: Int, interface: Int
  ) {
    self.interface = count >= likeness.shortest ? interface : -1
    place = head + likeness.offset
    bits = window.long(place) & likeness.mask
  }

  /// Whether the record of `count` bytes whose head begins the window is one of them.
  @inline(__always)
  func contain(_ window: borrowing BlockWindow, _ count: Int) -> Bool {
    count >= likeness.shortest && window.long(place) & likeness.mask == bits
  }
}
