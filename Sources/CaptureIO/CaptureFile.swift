// The module CaptureIO: opens a capture file or a live bus, hands out its records, writes records.
//
// It knows no USB: a record is bytes with a time and a number. Start here for files.
// Bytes/ByteSource opens a file and decompresses it. PlainPcap reads pcap, and PcapReader its older
// versions by libpcap; Blocks/PcapngReader reads pcapng, and in Blocks/PlainPacket its usual
// packets; TextCapture reads lines. Live/LiveCapture does the same for a bus;
// Writing/PcapngWriter writes. CaptureError lists what can go wrong, with the messages.

/// A value that cannot be copied, in a place that can be optional.
private final class Shared<Value: ~Copyable> {
  var value: Value

  init(_ value: consuming Value) { self.value = value }
}

/// A pcap or pcapng file, read from beginning to end.
///
/// Reading is synchronous and allocates nothing per record. The file is opened once, so that a pipe
/// can be read too.
package struct CaptureFile: ~Copyable {
  /// What the records are read out of.
  package let content: ByteSource
  /// The link type of its first record that can be read; of its first interface, if there is none.
  package let linkType: LinkType
  private let plain: Shared<PlainPcap>?
  private let pcap: Shared<PcapReader>?
  private let pcapng: Shared<PcapngReader>?
  /// Whether the unit of the clock was told that libpcap reads.
  private var isClockTold = false

  /// Opens a file, or standard input for `-`. Throws for link types outside `linkTypes`.
  package init(path: String, linkTypes: Set<LinkType>) throws(CaptureError) {
    try self.init(ByteSource(path: path), linkTypes: linkTypes)
  }

  /// Reads the records of an open file. Throws where none has a link type of `linkTypes`.
  package init(_ content: ByteSource, linkTypes: Set<LinkType>) throws(CaptureError) {
    guard content.holdsRecords else { throw content.refusal }
    let blocks = content.holdsBlocks ? Shared(PcapngReader(content, readable: linkTypes)) : nil
    let plain = blocks == nil ? Self.plainRecords(content, linkTypes) : nil
    let other = blocks == nil && plain == nil ? Shared(try PcapReader(content)) : nil
    blocks?.value.prepare()
    let all =
      (plain?.value.linkType ?? other?.value.linkType).map { [$0] } ?? blocks?.value.linkTypes
      ?? []
    let shown = blocks?.value.nextLinkType ?? all.first(where: linkTypes.contains)
    guard let shown else { throw Self.refusal(content, all) }
    self.content = content
    linkType = shown
    self.plain = plain
    pcap = other
    pcapng = blocks
  }

  private static func plainRecords(
    _ content: ByteSource, _ linkTypes: Set<LinkType>
  ) -> Shared<PlainPcap>? {
    guard let plain = PlainPcap(content, linkTypes: linkTypes) else { return nil }
    return Shared(plain)
  }

  /// The error for a file none of whose link types is read.
  private static func refusal(_ content: ByteSource, _ linkTypes: [LinkType]) -> CaptureError {
    guard let first = linkTypes.first else {
      return .notACapture(
        file: content.path, reason: content.damage ?? "it describes no interface")
    }
    return .unsupportedLinkType(file: content.path, number: first.rawValue)
  }

  /// The most bytes that a record of this file holds; 0 where any number is possible.
  package var snapLength: Int {
    plain?.value.snapLength ?? pcap?.value.snapLength ?? pcapng?.value.snapLength ?? 0
  }

  /// The time of the first record, in nanoseconds, until that record is handed out; nil without a
  /// record.
  package var firstNanoseconds: Int64? {
    if let plain { return plain.value.firstNanoseconds }
    return pcap?.value.firstNanoseconds ?? pcapng?.value.nextNanoseconds
  }

  /// Hands out the records in order until the end, or until `body` returns `.stop`. With
  /// `stopsAtNotes`, also until a record before which the file tells something. The next call
  /// continues there.
  ///
  /// Where `body` returns `.passAlike`, the records that follow and are like this one by `likeness`
  /// may be passed over, up to one whose time goes back. They are told to `passed`, in their turn.
  package mutating func forEach(
    stopsAtNotes: Bool = false, passing likeness: RecordLikeness = .none,
    passed: (PassedRecords) -> Void = { _ in }, _ body: (Span<UInt8>, RecordInfo) -> Flow
  ) -> ReadEnd {
    let blockEnd = pcapng?.value.forEach(
      stopsAtNotes: stopsAtNotes, passing: likeness, passed, body)
    if let blockEnd { return blockEnd }
    let plainEnd = plain?.value.forEach(
      stopsAtNotes: stopsAtNotes, passing: likeness, passed, body)
    if let plainEnd { return plainEnd }
    if stopsAtNotes, !isClockTold { return .noted }
    return pcap?.value.forEach(body) ?? .complete
  }
}

// MARK: - What the file tells besides its records

extension CaptureFile {
  /// Takes what the file tells before the next record, in order.
  package mutating func takeNotes() -> [FileNote] {
    if let notes = pcapng?.value.takeNotes() ?? plain?.value.takeNotes() { return notes }
    guard !isClockTold, let unit = pcap?.value.unit else { return [] }
    isClockTold = true
    return [.clock(unit: unit)]
  }

  /// Reads what is left of the file, up to its end.
  package func readRest() {
    pcapng?.value.readRest()
    content.readRest()
  }

  /// How many records the recorder lost; nil if the file does not say it. A pcap file never does.
  /// Known after `readRest`.
  package var dropped: Int? { pcapng?.value.losses.lost }

  /// How many of the lost records the file does not place. Known after `readRest`.
  package var droppedAnywhere: Int { pcapng?.value.losses.lostAnywhere ?? 0 }

  /// How many records were passed over, because their link type is not read.
  package var otherRecords: Int { pcapng?.value.otherRecords ?? 0 }
}
