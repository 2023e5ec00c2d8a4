/// Writes the records of one interface to a pcapng file, and the recorder's counters at its end.
///
/// Records are collected and written in large pieces. `flush` writes everything collected; the file
/// is then a complete capture. Without `finish` it has no counters.
package struct PcapngWriter: ~Copyable {
  /// The file as it was named.
  package let path: String
  /// How many records were appended.
  package private(set) var records: UInt64 = 0
  private let file: OutputDescriptor
  private let blocks: PcapngBlocks
  private var buffer: [UInt8] = []
  private var last: Int64 = 0

  /// How many bytes are collected before they are written.
  private static let pieceLength = 1 << 16

  /// Creates the file, or empties an existing one, and writes its header.
  ///
  /// - Parameters:
  ///   - linkType: the format of the records.
  ///   - interface: where they were recorded, such as `usbmon1`.
  ///   - snapLength: the most bytes of a record that are kept; 0 means all.
  ///   - application: the name of the writing program.
  package init(
    path: String, linkType: LinkType, interface: String, snapLength: Int = 0,
    application: String = "dfutrace"
  ) throws(CaptureError) {
    let file = try OutputDescriptor(path: path)
    let blocks = PcapngBlocks(snapLength: UInt32(clamping: snapLength))
    try file.write(
      blocks.sectionHeader(application: application) + blocks.interface(linkType, name: interface))
    self.path = path
    self.file = file
    self.blocks = blocks
    buffer.reserveCapacity(2 * Self.pieceLength)
  }

  /// Appends a record: its bytes, its time in nanoseconds since the epoch, and its length in bytes
  /// before the recorder cut it.
  package mutating func append(
    _ record: Span<UInt8>, nanoseconds: Int64, originalLength: Int
  ) throws(CaptureError) {
    records += 1
    last = max(last, nanoseconds)
    blocks.appendPacket(
      record, nanoseconds: nanoseconds, originalLength: originalLength, to: &buffer)
    if buffer.count >= Self.pieceLength { try flush() }
  }

  /// Writes the collected bytes.
  package mutating func flush() throws(CaptureError) {
    defer { buffer.removeAll(keepingCapacity: true) }
    try file.write(buffer)
  }

  /// Writes the counters and closes the file.
  ///
  /// - Parameters:
  ///   - received: records that reached the recorder; nil means as many as were written.
  ///   - dropped: records that the recorder lost.
  package consuming func finish(
    received: UInt64? = nil, dropped: UInt64
  ) throws(CaptureError) {
    buffer += blocks.statistics(
      received: received ?? records, dropped: dropped, nanoseconds: last)
    try flush()
  }
}
