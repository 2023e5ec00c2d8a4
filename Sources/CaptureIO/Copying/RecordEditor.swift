/// A record that is copied.
package struct CopiedRecord: Hashable, Sendable {
  /// The record's number as Wireshark shows it, from 1.
  package var frame: Int
  /// Its format.
  package var linkType: LinkType
}

/// Changes the records of a copy.
package protocol RecordEditor {
  /// Changes a record in place. Returns how many of its bytes the copy has, from its beginning. The
  /// numbers in usbmon's headers are in this machine's byte order.
  mutating func edit(_ record: inout MutableSpan<UInt8>, _ place: CopiedRecord) -> Int
}

extension RecordEditor {
  /// Changes a record of a file whose numbers have this byte order.
  mutating func edit(
    _ record: inout MutableSpan<UInt8>, _ place: CopiedRecord, in order: ByteOrder
  ) -> Int {
    guard order == .big, LinkType.ofUsbmon.contains(place.linkType) else {
      return edit(&record, place)
    }
    let hasLongHeader = place.linkType == .usbLinuxMmapped
    UsbmonHostOrder.convert(&record, hasLongHeader: hasLongHeader)
    let kept = edit(&record, place)
    UsbmonHostOrder.convert(&record, hasLongHeader: hasLongHeader)
    return kept
  }
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
