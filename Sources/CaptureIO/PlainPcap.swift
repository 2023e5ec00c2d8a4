/// The records of a pcap file that need no care, read without libpcap, which takes five times as
/// long: those of a little-endian file of version 2.4 (draft-ietf-opsawg-pcap, 4 and 5), up to the
/// first one that is longer than the file's snap length, or is cut.
///
/// What comes then is libpcap's: `PcapReader` reads the rest, and says what is wrong with it.
@safe
struct PlainPcap: ~Copyable {
  /// The number of nanoseconds in which the file counts time.
  let unit: Int64
  /// The link type of the records.
  let linkType: LinkType
  /// The most bytes of a record.
  let snapLength: Int
  /// The number of records that were handed out.
  private(set) var frame = 0
  private let header: [UInt8]
  private var window: BlockWindow

  /// The bytes of the file's header, and of a record's.
  private static let (headerLength, recordHead) = (24, 16)
  /// The highest snap length that libpcap takes as it is, for every link type.
  private static let longest = 1 << 18

  /// Begins a file; nil where it is of another kind, or where its link type is none of `linkTypes`.
  init?(_ source: ByteSource, linkTypes: Set<LinkType>) {
    let header = Array(source.beginning.prefix(Self.headerLength))
    guard header.count == Self.headerLength, let unit = Self.unit(Array(header[..<4])),
      header[4..<8].elementsEqual([2, 0, 4, 0])
    else { return nil }
    let snapLength = Int(ByteOrder.little.word(header.span, 16))
    let linkType = LinkType(rawValue: Int(ByteOrder.little.word(header.span, 20)))
    guard 1...Self.longest ~= snapLength, linkTypes.contains(linkType) else { return nil }
    (self.header, self.unit, self.snapLength, self.linkType) = (header, unit, snapLength, linkType)
    window = BlockWindow(source)
    if window.fill(Self.headerLength) { window.skip(Self.headerLength) }
  }

  /// The unit of time for a magic number; nil for another than the two of little-endian files.
  private static func unit(_ magic: [UInt8]) -> Int64? {
    switch magic {
    case [0xD4, 0xC3, 0xB2, 0xA1]: 1_000
    case [0x4D, 0x3C, 0xB2, 0xA1]: 1
    default: nil
    }
  }

  /// The time of the first record in nanoseconds, until that record is handed out; nil without one.
  var firstNanoseconds: Int64? {
    mutating get { frame == 0 && nextLength() != nil ? nanoseconds : nil }
  }

  /// Hands out the records, up to one that is not plain, or until `body` returns `.stop`. Passes
  /// over those that the receiver wants to be passed over.
  mutating func forEach(
    passing likeness: RecordLikeness, _ passed: (PassedRecords) -> Void,
    _ body: (Span<UInt8>, RecordInfo) -> Flow
  ) -> Flow {
    var alike = AlikeRecords(likeness)
    while let length = nextLength() {
      frame += 1
      let time = nanoseconds
      let info = RecordInfo(
        frame: frame, nanoseconds: time, capturedLength: length,
        originalLength: Int(window.word(12)))
      let bytes = unsafe UnsafeBufferPointer(
        rebasing: window.bytes[Self.recordHead..<Self.recordHead + length])
      let flow = body(unsafe bytes.span, info)
      if flow == .passAlike {
        alike.begin(window, at: Self.recordHead, length, interface: 0)
      }
      window.skip(Self.recordHead + length)
      if flow == .stop { return .stop }
      if alike.interface == 0 { passOver(alike, after: time, passed) }
    }
    return .proceed
  }

  /// Passes over the records after one of `time` that are alike, as long as time does not go back,
  /// up to the end of the window: so the receiver hears of long streams too.
  @inline(__always)
  private mutating func passOver(
    _ alike: AlikeRecords, after time: Int64, _ passed: (PassedRecords) -> Void
  ) {
    var (count, time) = (0, time)
    while let length = lengthInWindow, alike.contain(window, at: Self.recordHead, length),
      case let next = nanoseconds, next >= time
    {
      (count, time) = (count + 1, next)
      window.skip(Self.recordHead + length)
    }
    guard count > 0 else { return }
    frame += count
    passed(PassedRecords(count: count, frame: frame, nanoseconds: time))
  }

  /// Whether nothing is left, and nothing is wrong.
  var isAtEnd: Bool { window.count == 0 && window.source.damage == nil }

  /// Puts what is left back into the content, as a file of its own.
  mutating func giveBack() {
    let rest = unsafe Array(window.bytes)
    window.source.putBack(header + rest)
    window.skip(window.count)
  }

  /// The length of the next record, without its head; nil where it is not plain.
  @inline(__always)
  private mutating func nextLength() -> Int? {
    guard window.fill(Self.recordHead) else { return nil }
    let length = Int(window.word(8))
    return length <= snapLength && window.fill(Self.recordHead + length) ? length : nil
  }

  /// The same, where nothing has to be read for it.
  @inline(__always)
  private var lengthInWindow: Int? {
    guard window.count >= Self.recordHead else { return nil }
    let length = Int(window.word(8))
    return length <= snapLength && Self.recordHead + length <= window.count ? length : nil
  }

  /// The time of the next record. libpcap reads both of its numbers with a sign.
  @inline(__always)
  private var nanoseconds: Int64 {
    let (seconds, units) = (Int32(bitPattern: window.word(0)), Int32(bitPattern: window.word(4)))
    return Int64(seconds) * 1_000_000_000 + Int64(units) * unit
  }
}
