/// The records of a pcap file of version 2.4 (draft-ietf-opsawg-pcap, 4 and 5), read without
/// libpcap, which takes five times as long. Files of older versions are libpcap's: `PcapReader`.
///
/// A record is handed out at once where its head and the one behind it are orderly. All others are
/// looked at with care (`PcapDamage`): what is damaged is noted and passed over, and the reading
/// goes on at the next place where records follow each other.
@safe
struct PlainPcap: ~Copyable {
  /// The number of nanoseconds in which the file counts time.
  let unit: Int64
  /// The link type of the records.
  let linkType: LinkType
  /// The most bytes of a record that are handed out.
  let snapLength: Int
  /// The order of the bytes in the file's numbers.
  let order: ByteOrder
  /// The number of records that were handed out.
  private(set) var frame = 0
  /// The seconds of the last record that was handed out; at the beginning those of the next one.
  var lastSeconds: UInt32 = 0
  var window: BlockWindow
  /// What the file tells before the next record.
  var notes: [FileNote]
  /// How the content ended; nil before its end.
  var end: ReadEnd?
  /// Whether the records end where damage begins. Those behind it are found by a search.
  let endsAtDamage: Bool
  /// Whether the file is of another version, and each record is taken for one.
  private var isTrusted = false
  /// Whether the head at the beginning of the window was found to be orderly.
  private var isChecked = false

  /// The bytes of the file's header, and of a record's.
  private static let headerLength = 24
  static let recordHead = 16
  /// The most bytes of a record, as of a block of a pcapng.
  static let longest = 16 << 20
  /// How much later a record is than the one before, at most: a day in seconds.
  private static let day: UInt32 = 86_400

  /// Begins a file; nil where it is of another kind, or where its link type is none of `linkTypes`.
  init?(_ source: ByteSource, linkTypes: Set<LinkType>, endsAtDamage: Bool = false) {
    let header = Array(source.beginning.prefix(Self.headerLength))
    let found = ByteOrder.all.first { Self.unit(header, $0) != nil }
    guard let order = found, let unit = Self.unit(header, order) else { return nil }
    let linkType = LinkType(rawValue: Int(order.word(header.span, 20)))
    guard linkTypes.contains(linkType) else { return nil }
    // Of a snap length that says nothing libpcap makes the largest one too.
    let stated = Int(order.word(header.span, 16))
    snapLength = 1...Int(Int32.max) ~= stated ? min(stated, Self.longest) : Self.longest
    (self.order, self.unit, self.linkType) = (order, unit, linkType)
    notes = [.clock(unit: unit)]
    self.endsAtDamage = endsAtDamage
    window = BlockWindow(source)
    if window.fill(Self.headerLength) { window.skip(Self.headerLength) }
    if window.fill(Self.recordHead) { lastSeconds = word(0) }
  }

  /// The unit of time of a header in this byte order; nil for another version and another order.
  private static func unit(_ header: [UInt8], _ order: ByteOrder) -> Int64? {
    guard header.count == headerLength, order.halves(header.span, 4) == (2, 4) else { return nil }
    switch order.word(header.span, 0) {
    case 0xA1B2_C3D4: return 1_000
    case 0xA1B2_3C4D: return 1
    default: return nil
    }
  }

  /// The time of the first record in nanoseconds, until that record is handed out; nil without one.
  var firstNanoseconds: Int64? {
    mutating get { frame == 0 && nextLength() != nil ? nanoseconds : nil }
  }

  /// Takes what the file tells before the next record, in order.
  mutating func takeNotes() -> [FileNote] {
    defer { notes = [] }
    return notes
  }

  /// Hands out the records: see `CaptureFile.forEach`.
  mutating func forEach(
    stopsAtNotes: Bool, passing likeness: RecordLikeness, _ passed: (PassedRecords) -> Void,
    _ body: (Span<UInt8>, RecordInfo) -> Flow
  ) -> ReadEnd {
    var alike = AlikeRecords(likeness)
    while let length = nextLength() {
      if !notes.isEmpty {
        if stopsAtNotes { return .noted }
        notes = []
      }
      frame += 1
      lastSeconds = word(0)
      let kept = min(length, snapLength)
      let time = nanoseconds
      let info = RecordInfo(
        frame: frame, nanoseconds: time, capturedLength: kept, originalLength: Int(word(12)))
      let bytes = unsafe UnsafeMutableBufferPointer(
        rebasing: window.bytes[Self.recordHead..<Self.recordHead + kept])
      if order == .big { unsafe convert(bytes) }
      let flow = body(unsafe UnsafeBufferPointer(bytes).span, info)
      // Bytes in the other order were changed where they are.
      if flow == .passAlike, order == .little {
        alike.begin(window, at: Self.recordHead, kept, interface: 0)
      }
      window.skip(Self.recordHead + length)
      if flow == .stop { return .stopped(afterFrame: frame) }
      if alike.interface == 0 { passOver(alike, after: time, passed) }
    }
    if stopsAtNotes, !notes.isEmpty { return .noted }
    return end ?? .complete
  }

  /// Passes over the orderly records after one of `time` that are alike, as long as time does not
  /// go back, up to the end of the window: so the receiver hears of long streams too.
  @inline(__always)
  private mutating func passOver(
    _ alike: AlikeRecords, after time: Int64, _ passed: (PassedRecords) -> Void
  ) {
    var (count, time) = (0, time)
    while let length = orderlyLengthInWindow, alike.contain(window, at: Self.recordHead, length),
      case let next = nanoseconds, next >= time
    {
      (count, time) = (count + 1, next)
      lastSeconds = word(0)
      window.skip(Self.recordHead + length)
    }
    guard count > 0 else { return }
    frame += count
    passed(PassedRecords(count: count, frame: frame, nanoseconds: time))
  }

  private func convert(_ bytes: UnsafeMutableBufferPointer<UInt8>) {
    guard LinkType.ofUsbmon.contains(linkType) else { return }
    var span = unsafe bytes.mutableSpan
    UsbmonHostOrder.convert(&span, hasLongHeader: linkType == .usbLinuxMmapped)
  }

  /// The number of 32 bits at a place of the window.
  @inline(__always)
  func word(_ offset: Int) -> UInt32 {
    order == .big ? window.word(offset).byteSwapped : window.word(offset)
  }

  /// The length of the next record, without its head; nil at the end.
  @inline(__always)
  private mutating func nextLength() -> Int? {
    guard window.fill(Self.recordHead), isChecked || isOrderly(0, after: lastSeconds),
      window.fill(2 * Self.recordHead + Int(word(8)))
    else { return lengthWithCare() }
    isChecked = true
    return orderlyLengthInWindow ?? lengthWithCare()
  }

  /// The length of the next record, if its head and the next one are orderly and in the window.
  ///
  /// Nothing changes. It is `mutating` so that the reader's address is handed over: a value of this
  /// size would be copied.
  private var orderlyLengthInWindow: Int? {
    @inline(__always)
    mutating get {
      guard isChecked, window.count >= Self.recordHead else { return nil }
      let length = Int(word(8))
      let next = Self.recordHead + length
      guard window.count >= next + Self.recordHead, isOrderly(next, after: word(0)) else {
        return nil
      }
      return length
    }
  }

  private mutating func lengthWithCare() -> Int? {
    isChecked = false
    return carefulLength()
  }

  /// Whether a head stands at a place of the window with whose fields nothing is wrong, behind a
  /// record of this second.
  @inline(__always)
  func isOrderly(_ place: Int, after seconds: UInt32) -> Bool {
    let captured = word(place + 8)
    // Of no bytes at all this makes the largest number.
    return captured &- 1 < UInt32(snapLength) && captured <= word(place + 12)
      && isInTime(place, after: seconds) && !isLate(place)
  }

  /// Whether the head at a place of the window looks like one that begins four bytes before it:
  /// that reads both lengths, which mostly are equal, as a part of a second and a length.
  @inline(__always)
  func isLate(_ place: Int) -> Bool { word(place + 4) == word(place + 8) }

  /// Whether the head at a place of the window has a possible time, near this second.
  @inline(__always)
  func isInTime(_ place: Int, after seconds: UInt32) -> Bool {
    isNear(word(place), seconds) && Int64(word(place + 4)) * unit < 1_000_000_000
  }

  /// Whether this second can follow the other one. Recorders mix records up, by far less than one.
  @inline(__always)
  func isNear(_ one: UInt32, _ other: UInt32) -> Bool { one &- other &+ 1 <= Self.day }

  /// The time of the next record. libpcap reads both of its numbers with a sign.
  @inline(__always)
  private var nanoseconds: Int64 {
    let (seconds, units) = (Int32(bitPattern: word(0)), Int32(bitPattern: word(4)))
    return Int64(seconds) * 1_000_000_000 + Int64(units) * unit
  }
}

// MARK: - Copies

extension PlainPcap {
  /// Begins a file of any version, for a copy.
  init(copying source: ByteSource, _ head: PcapHead, endsAtDamage: Bool) {
    let linkTypes: Set = [head.linkType]
    if let plain = PlainPcap(source, linkTypes: linkTypes, endsAtDamage: endsAtDamage) {
      self = plain
    } else {
      self.init(trusting: head, source)
    }
  }

  /// Begins a file whose records are not looked at with care.
  private init(trusting head: PcapHead, _ source: ByteSource) {
    (order, linkType, unit) = (head.order, head.linkType, head.isFine ? 1 : 1_000)
    snapLength = Self.longest
    notes = []
    endsAtDamage = true
    window = BlockWindow(source)
    isTrusted = true
    if window.fill(Self.headerLength) { window.skip(Self.headerLength) }
  }

  /// Reads what stands before the data of the next record; nil at the end, and before damage where
  /// that ends the records.
  @inline(__always)
  mutating func nextRecord(_ head: PcapHead) -> PcapHead.Record? {
    guard isTrusted || nextLength() != nil, window.fill(head.recordHead),
      let record = head.record(window), window.fill(head.recordHead + record.captured)
    else { return nil }
    return record
  }

  /// Passes over the next record, which is this one.
  @inline(__always)
  mutating func pass(_ record: PcapHead.Record, _ head: PcapHead) {
    frame += 1
    lastSeconds = record.seconds
    // Nobody asks for what a copy leaves out.
    if !notes.isEmpty { notes = [] }
    window.skip(head.recordHead + record.captured)
  }
}
