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
    snapLength = 1...Int(Int32.max) ~= stated ? min(stated, BlockType.longest) : BlockType.longest
    (self.order, self.unit, self.linkType) = (order, unit, linkType)
    notes = [.clock(unit: unit)]
    self.endsAtDamage = endsAtDamage
    window = BlockWindow(source)
    if window.fill(Self.headerLength) { window.skip(Self.headerLength) }
    if window.fill(Self.recordHead) { lastSeconds = self.head(0).seconds }
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
    mutating get {
      guard frame == 0, let head = nextHead() else { return nil }
      return nanoseconds(head)
    }
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
    while let head = nextHead() {
      if !notes.isEmpty {
        if stopsAtNotes { return .noted }
        notes = []
      }
      frame += 1
      lastSeconds = head.seconds
      let kept = min(Int(head.captured), snapLength)
      let time = nanoseconds(head)
      let info = RecordInfo(
        frame: frame, nanoseconds: time, capturedLength: kept, originalLength: Int(head.original))
      let bytes = unsafe UnsafeMutableBufferPointer(
        rebasing: window.bytes[Self.recordHead..<Self.recordHead + kept])
      if order == .big { unsafe UsbmonHostOrder.convert(bytes, linkType) }
      let flow = body(unsafe UnsafeBufferPointer(bytes).span, info)
      // Bytes in the other order were changed where they are.
      if flow == .passAlike, order == .little {
        alike.begin(window, behind: Self.recordHead, kept, interface: 0)
      }
      window.skip(Self.recordHead + Int(head.captured))
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
    while let head = orderlyHeadInWindow, alike.contain(window, Int(head.captured)),
      case let next = nanoseconds(head), next >= time
    {
      (count, time) = (count + 1, next)
      lastSeconds = head.seconds
      window.skip(Self.recordHead + Int(head.captured))
    }
    guard count > 0 else { return }
    frame += count
    passed(PassedRecords(count: count, frame: frame, nanoseconds: time))
  }

  /// The head of a record at a place of the window; zeros where it is not whole there.
  ///
  /// It is read as two numbers, because each reading asks whether the place is in the window.
  @inline(__always)
  func head(_ place: Int) -> RecordHead {
    RecordHead(time: window.long(place), lengths: window.long(place + 8), order)
  }

  /// The head of the next record; nil at the end.
  @inline(__always)
  private mutating func nextHead() -> RecordHead? {
    orderlyHeadInWindow ?? headBeyondWindow()
  }

  /// The head of the next record, if it and the one behind it are orderly and in the window.
  ///
  /// Nothing changes. It is `mutating` so that the reader's address is handed over: a value of this
  /// size would be copied.
  private var orderlyHeadInWindow: RecordHead? {
    @inline(__always)
    mutating get {
      guard isChecked, window.count >= Self.recordHead else { return nil }
      let head = head(0)
      let next = Self.recordHead + Int(head.captured)
      guard window.count >= next + Self.recordHead, isOrderly(next, after: head.seconds) else {
        return nil
      }
      return head
    }
  }

  /// Reads on; nil at the end.
  @inline(never)
  private mutating func headBeyondWindow() -> RecordHead? {
    if window.fill(Self.recordHead), isChecked || isOrderly(0, after: lastSeconds),
      window.fill(2 * Self.recordHead + Int(head(0).captured))
    {
      isChecked = true
      if let head = orderlyHeadInWindow { return head }
    }
    isChecked = false
    return findRecord() ? head(0) : nil
  }

  /// Whether a head stands at a place of the window with whose fields nothing is wrong, behind a
  /// record of this second.
  @inline(__always)
  func isOrderly(_ place: Int, after seconds: UInt32) -> Bool {
    isOrderly(head(place), after: seconds)
  }

  /// Whether nothing is wrong with the fields of a head behind a record of this second.
  @inline(__always)
  private func isOrderly(_ head: RecordHead, after seconds: UInt32) -> Bool {
    // Of no bytes at all this makes the largest number.
    return UInt(head.captured) &- 1 < UInt(bitPattern: snapLength)
      && head.captured <= head.original && isInTime(head, after: seconds) && !head.isLate
  }

  /// Whether a head has a possible time, near this second.
  @inline(__always)
  func isInTime(_ head: RecordHead, after seconds: UInt32) -> Bool {
    isNear(head.seconds, seconds) && Int64(head.part) * unit < 1_000_000_000
  }

  /// Whether this second can follow the other one. Recorders mix records up, by far less than one.
  @inline(__always)
  func isNear(_ one: UInt32, _ other: UInt32) -> Bool { one &- other &+ 1 <= Self.day }

  /// The time of a record. libpcap reads both of its numbers with a sign.
  @inline(__always)
  private func nanoseconds(_ head: RecordHead) -> Int64 {
    let (seconds, units) = (Int32(bitPattern: head.seconds), Int32(bitPattern: head.part))
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
    snapLength = BlockType.longest
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
    guard !isTrusted else { return nextTrusted(head) }
    guard let next = nextHead(), let record = head.record(next),
      window.fill(Self.recordHead + record.captured)
    else { return nil }
    return record
  }

  @inline(never)
  private mutating func nextTrusted(_ head: PcapHead) -> PcapHead.Record? {
    guard window.fill(head.recordHead), let record = head.record(window),
      window.fill(head.recordHead + record.captured)
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

  /// Copies the records of streams that follow each other here, up to the end of the window: what
  /// is left of them by their form, as much as there is room for. Returns the number of bytes. The
  /// link type and the byte order of the file are those of the forms.
  mutating func copyStreams(
    _ edits: inout RecordEdits, into room: UnsafeMutableRawBufferPointer
  ) -> Int {
    guard isChecked else { return 0 }
    var copied = (read: 0, written: 0, count: 0, seconds: lastSeconds)
    edits.withForms { forms in
      unsafe copied = copyStreams(forms, UnsafeRawBufferPointer(window.bytes), into: room)
      return copied.count
    }
    window.skip(copied.read)
    (frame, lastSeconds) = (frame + copied.count, copied.seconds)
    return copied.written
  }

  /// Copies the records of streams from the beginning of `bytes` on. Returns the numbers of bytes,
  /// of records, and the seconds of the last one.
  private func copyStreams(
    _ forms: EmptiedForms, _ bytes: UnsafeRawBufferPointer,
    into room: UnsafeMutableRawBufferPointer
  ) -> (read: Int, written: Int, count: Int, seconds: UInt32) {
    var (read, written, count, seconds) = (0, 0, 0, lastSeconds)
    let roomForOne = EmptiedForm.longest + Self.recordHead
    let lastHead = bytes.count - Self.recordHead
    guard let input = bytes.baseAddress, let output = room.baseAddress, lastHead >= 0 else {
      return (0, 0, 0, seconds)
    }
    var (time, lengths) = unsafe (Self.long(input), Self.long(input + 8))
    while room.count - written > roomForOne {
      let head = RecordHead(time: time, lengths: lengths, .little)
      let next = read + Self.recordHead + Int(head.captured)
      guard next <= lastHead else { break }
      let (nextTime, nextLengths) = unsafe (Self.long(input + next), Self.long(input + next + 8))
      let following = RecordHead(time: nextTime, lengths: nextLengths, .little)
      let (record, place) = unsafe (input + read + Self.recordHead, output + written)
      guard isOrderly(following, after: head.seconds) else { break }
      let kept = unsafe forms.empty(record, Int(head.captured), to: place + Self.recordHead)
      guard kept > 0 else { break }
      if kept < Int(head.captured) { lengths = UInt64(kept) << 32 | UInt64(kept) }
      unsafe place.storeBytes(of: time.littleEndian, as: UInt64.self)
      unsafe place.storeBytes(of: lengths.littleEndian, toByteOffset: 8, as: UInt64.self)
      (read, written, count) = (next, written + Self.recordHead + kept, count + 1)
      (time, lengths, seconds) = (nextTime, nextLengths, head.seconds)
    }
    return (read, written, count, seconds)
  }

  /// The little-endian number of 64 bits at a place of memory.
  @inline(__always)
  private static func long(_ place: UnsafeRawPointer) -> UInt64 {
    unsafe UInt64(littleEndian: place.loadUnaligned(as: UInt64.self))
  }
}
