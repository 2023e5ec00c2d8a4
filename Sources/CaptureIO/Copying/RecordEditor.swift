/// A record that is copied.
package struct CopiedRecord: Hashable, Sendable {
  /// The record's number as Wireshark shows it, from 1.
  package var frame: Int
  /// Its format.
  package var linkType: LinkType
}

/// What became of a record of a copy.
package enum RecordEdit: Hashable, Sendable {
  /// The copy has all of it, as it is now.
  case whole
  /// The copy has so many of its bytes, from its beginning, as they are now.
  case emptied(Int)
}

/// Changes the records of a copy.
package protocol RecordEditor {
  /// Changes a record in place. The numbers in usbmon's headers are in this machine's byte order.
  mutating func edit(_ record: inout MutableSpan<UInt8>, _ place: CopiedRecord) -> RecordEdit

  /// What becomes of the records of this link type in whose form a record was emptied. `bits`: the
  /// eight bytes at `EmptiedForm.place` before that, as a little-endian number. Nil where they do
  /// not tell it.
  func form(of bits: UInt64, _ linkType: LinkType) -> EmptiedForm?
}

/// What a copy leaves out beside records.
package struct LeftOut: Hashable, Sendable {
  /// Comments and other texts at sections, interfaces, packets and statistics.
  package var options = 0
  /// Blocks that hold no packets: names, secrets, logs, blocks of single programs.
  package var blocks = 0
  /// Bytes that are no blocks or records.
  package var damaged = 0
}
