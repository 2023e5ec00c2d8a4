/// Finds the content of usbmon's records.
///
/// It wraps the finder of all request blocks so that the compiler specialises that for usbmon in
/// this module. As a generic type called from another module, the finder would cost several times
/// as much.
package struct UsbmonContents: ContentFinder {
  private var contents: URBContents<UsbmonURBs>

  /// Finds the content in records with this header.
  package init(_ header: UsbmonHeader) { contents = URBContents(UsbmonURBs(header)) }

  /// The content of the next record.
  package mutating func content(of record: Span<UInt8>, frame: Int) -> RecordContent {
    contents.content(of: record, frame: frame)
  }

  /// Makes a record say that it has no content.
  package func empty(_ record: inout MutableSpan<UInt8>) -> Int { contents.empty(&record) }

  /// What is left of an emptied record whose header has these eight bytes from the event on, as a
  /// little-endian number. `staying`: FFh for each byte of the header that stays, 0 for each other;
  /// `values`: those of the others. Nothing else of a record decides what becomes of it.
  package static func emptied(
    _ header: UsbmonHeader, _ bits: UInt64
  ) -> (staying: [UInt8], values: [UInt8]) {
    // What stays of a header differs where the headers do.
    let (zeros, ones) = (emptied(header, bits, filling: 0), emptied(header, bits, filling: 0xFF))
    return (zip(zeros, ones).map { $0 ^ $1 }, zip(zeros, ones).map { $0 & $1 })
  }

  private static func emptied(
    _ header: UsbmonHeader, _ bits: UInt64, filling byte: UInt8
  ) -> [UInt8] {
    var record = [UInt8](repeating: byte, count: header.length)
    for place in 0..<8 {
      record[UsbmonLayout.kind + place] = UInt8(truncatingIfNeeded: bits >> (place * 8))
    }
    var span = record.mutableSpan
    _ = UsbmonURBs(header).empty(&span)
    return record
  }
}
