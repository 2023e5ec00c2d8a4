/// Reads the blocks of a pcapng file (draft-ietf-opsawg-pcapng) from beginning to end.
///
/// Sections of either byte order may follow each other, and interfaces may differ in everything.
/// Records of link types that the caller does not read are passed over and counted. Where the bytes
/// are no block, the reading goes on at the next place that is one.
@safe
struct PcapngReader: ~Copyable {
  /// A record whose block is read. Its bytes are in the window until more is read.
  @safe
  struct Record {
    var info: RecordInfo
    var bytes: UnsafeBufferPointer<UInt8>
  }

  /// How many records of link types that are not read were passed over.
  private(set) var otherRecords = 0
  /// What the blocks state of lost records.
  private(set) var losses = StatedLosses()
  /// The link types of the interfaces so far, each once, in order; no more than some.
  private(set) var linkTypes: [LinkType] = []
  /// The largest snap length of an interface that is read; nil before there is one.
  private(set) var snapLength: Int?
  private let readable: Set<LinkType>
  var window: BlockWindow
  var order = ByteOrder.little
  var interfaces: [BlockInterface] = []
  var frame = 0
  var lastNanoseconds: Int64 = 0
  /// The coarsest clock so far, in nanoseconds.
  private var unit: Int64 = 0
  var notes: [FileNote] = []
  private var waiting: Record?
  /// How the content ended; nil before its end.
  var end: ReadEnd?

  /// The most interfaces of a section. Packets of others are damage.
  private static let interfaceLimit = 1 << 16
  private static let linkTypeLimit = 64
  /// The most notes that wait. Then they are handed out although no record follows.
  private static let noteLimit = 256
  /// A time that is not known may differ by this from the one that a record gets: a day.
  private static let unknownTime: Int64 = 86_400_000_000_000

  /// Begins a file. `readable`: the link types whose records are handed out.
  init(_ source: ByteSource, readable: Set<LinkType>) {
    self.readable = readable
    window = BlockWindow(source)
  }

  /// The time of the next record; nil at the end.
  var nextNanoseconds: Int64? { waiting?.info.nanoseconds }

  /// The link type of the next record; nil at the end.
  var nextLinkType: LinkType? { waiting?.info.linkType }

  /// Takes what the file tells before the next record, in order.
  mutating func takeNotes() -> [FileNote] {
    defer { notes = [] }
    return notes
  }

  /// Reads up to the first record that can be handed out, or to the end.
  mutating func prepare() { if waiting == nil { waiting = advance() } }

  /// Hands out the records: see `CaptureFile.forEach`.
  mutating func forEach(
    stopsAtNotes: Bool, passing likeness: RecordLikeness, _ passed: (PassedRecords) -> Void,
    _ body: (Span<UInt8>, RecordInfo) -> Flow
  ) -> ReadEnd {
    while true {
      let next = waiting == nil ? advance() : takeWaiting()
      if !notes.isEmpty {
        if stopsAtNotes {
          waiting = next
          return .noted
        }
        notes = []
      }
      if let record = next {
        guard body(unsafe record.bytes.span, record.info) != .stop else {
          return .stopped(afterFrame: record.info.frame)
        }
      } else if let end {
        return end
      }
      if handOutPlain(likeness, passed, body) == .stop { return .stopped(afterFrame: frame) }
    }
  }

  private mutating func takeWaiting() -> Record? {
    defer { waiting = nil }
    return waiting
  }

  /// Reads all that is left.
  mutating func readRest() {
    waiting = nil
    while end == nil {
      _ = advance()
      notes = []
    }
    window.source.readRest()
  }
}

// MARK: - Blocks

extension PcapngReader {
  /// Reads up to the next record that is handed out; nil at the end, or when there are many notes.
  private mutating func advance() -> Record? {
    while window.fill(BlockType.shortest) {
      if notes.count >= Self.noteLimit { return nil }
      let type = word(0)
      if type == BlockType.section, !takeByteOrder() {
        damage("a section begins without a magic number")
        continue
      }
      let length = Int(word(4))
      if let wrong = faultOfBlock(length) {
        damage(wrong)
      } else if type == BlockType.packet {
        if let record = packet(length) { return record }
      } else if let record = other(type, length) {
        return record
      }
    }
    finish()
    return nil
  }

  /// The number of 32 bits at a place of the block.
  @inline(__always)
  func word(_ offset: Int) -> UInt32 {
    order == .big ? window.word(offset).byteSwapped : window.word(offset)
  }

  /// What is wrong with the length of the present block; nil when the whole block is in the window.
  @inline(__always)
  mutating func faultOfBlock(_ length: Int) -> String? {
    guard BlockType.shortest...BlockType.longest ~= length, length & 3 == 0 else {
      return "a block has the impossible length \(length)"
    }
    guard window.fill(length) else { return "a block is cut off" }
    return Int(word(length - 4)) == length ? nil : "the two lengths of a block differ"
  }

  /// Reads a block that is not of the usual kind of packet.
  mutating func other(_ type: UInt32, _ length: Int) -> Record? {
    switch type {
    case BlockType.oldPacket: return oldPacket(length)
    case BlockType.simplePacket: return simplePacket(length)
    case BlockType.section:
      interfaces = []
      losses.beginSection()
    case BlockType.interface:
      if let wrong = interface(length) {
        damage(wrong)
        return nil
      }
    case BlockType.statistics: statistics(length)
    default:
      if BlockType.isNumbered(type) { frame += 1 }
      if !BlockType.isKnown(type) {
        note(damageAt: window.offset, length, "a block has the unknown type \(type)")
      }
    }
    window.skip(length)
    return nil
  }

  /// Takes the byte order of a new section; false if its magic number is none.
  mutating func takeByteOrder() -> Bool {
    let found = ByteOrder.all.first { unsafe $0.word(window.bytes.span, 8) == 0x1A2B_3C4D }
    if let found { order = found }
    return found != nil
  }

  /// What is wrong with the description of an interface; nil when nothing is.
  func faultOfInterface(_ length: Int) -> String? {
    guard length >= 20 else { return "an interface has no description" }
    return interfaces.count < Self.interfaceLimit ? nil : "there are too many interfaces"
  }

  private mutating func interface(_ length: Int) -> String? {
    if let fault = faultOfInterface(length) { return fault }
    let block = unsafe window.bytes.span.extracting(..<(length - 4))
    let interface = BlockInterface(block, order, readable: readable)
    interfaces.append(interface)
    if linkTypes.count < Self.linkTypeLimit, !linkTypes.contains(interface.linkType) {
      linkTypes.append(interface.linkType)
    }
    if interface.isRead {
      snapLength = max(snapLength ?? 0, interface.snapLength)
      countTime(inStepsOf: interface.clock.unit)
    }
    return nil
  }

  private mutating func countTime(inStepsOf unit: Int64) {
    guard unit > self.unit else { return }
    self.unit = unit
    notes.append(.clock(unit: unit))
  }

  /// Reads isb_ifdrop and isb_osdrop. They count from the beginning of the recording.
  private mutating func statistics(_ length: Int) {
    guard length >= 24 else { return }
    let block = unsafe window.bytes.span.extracting(..<(length - 4))
    var lost: UInt64?
    order.forEachOption(in: block, from: 20) { code, value in
      guard code == 5 || code == 7, value.count == 8 else { return }
      lost = (lost ?? 0).addingSaturated(order.number(value))
    }
    if let lost { losses.state(lost, of: order.word(block, 8)) }
  }
}

// MARK: - Packets

extension PcapngReader {
  /// What the head of a packet's block says.
  private struct Head {
    var interface: Int
    var ticks: UInt64?
    var captured: Int
    var original: Int
    /// The place of the data in the block.
    var dataOffset = BlockType.packetHead
  }

  /// Reads an Enhanced Packet Block (4.3).
  @inline(__always)
  mutating func packet(_ length: Int) -> Record? {
    guard length >= BlockType.packetHead + 4 else { return damagedPacket("a packet has no head") }
    let head = Head(
      interface: Int(word(8)), ticks: UInt64(word(12)) << 32 | UInt64(word(16)),
      captured: Int(word(20)), original: Int(word(24)))
    let options = BlockType.packetHead + (head.captured + 3) & ~3
    if options + 4 != length, let fault = packetOptions(options, length, head.interface) {
      return damagedPacket(fault)
    }
    return record(head, length)
  }

  /// Reads the options of a packet; gives what is wrong with them. epb_dropcount is the number of
  /// records that were lost between the packet before and this one.
  @inline(never)
  private mutating func packetOptions(_ start: Int, _ length: Int, _ interface: Int) -> String? {
    guard start + 8 <= length else { return "a packet is longer than its block" }
    let bytes = unsafe window.bytes.span.extracting(start..<length - 4)
    guard order.hasWholeOptions(bytes) else { return "the options of a packet are no options" }
    var lost: UInt64?
    order.forEachOption(in: bytes, from: 0) { code, value in
      if code == 4, value.count == 8 { lost = order.number(value) }
    }
    if let lost { lose(lost, on: interface) }
    return nil
  }

  private mutating func lose(_ count: UInt64, on interface: Int) {
    losses.lose(count, on: UInt32(truncatingIfNeeded: interface))
    if count > 0 { notes.append(.lost(Int(clamping: count))) }
  }

  /// Reads a Packet Block, which is obsolete (appendix A). All ones stand for a number of lost
  /// records that is not known.
  private mutating func oldPacket(_ length: Int) -> Record? {
    guard length >= BlockType.packetHead + 4 else { return damagedPacket("a packet has no head") }
    let numbers = order.halves(unsafe window.bytes.span, 8)
    let head = Head(
      interface: Int(numbers.0), ticks: UInt64(word(12)) << 32 | UInt64(word(16)),
      captured: Int(word(20)), original: Int(word(24)))
    guard BlockType.packetHead + head.captured + 4 <= length else {
      return damagedPacket("a packet is longer than its block")
    }
    if numbers.1 != .max { lose(UInt64(numbers.1), on: head.interface) }
    return record(head, length)
  }

  /// Reads a Simple Packet Block (4.4): no time, the first interface, and a length that its snap
  /// length limits.
  private mutating func simplePacket(_ length: Int) -> Record? {
    guard length >= 16 else { return damagedPacket("a packet has no head") }
    let original = Int(word(8))
    let captured = min(original, interfaces.first?.mostBytes ?? 0, length - 16)
    return record(
      Head(
        interface: 0, ticks: nil, captured: captured, original: original, dataOffset: 12), length)
  }

  /// Makes the record of a packet and goes on to the next block; nil if it is not handed out.
  @inline(__always)
  private mutating func record(_ head: Head, _ length: Int) -> Record? {
    guard head.interface < interfaces.count else {
      return damagedPacket("a packet names an interface that is not described")
    }
    frame += 1
    let interface = interfaces[head.interface]
    guard interface.isRead else {
      otherRecords += 1
      window.skip(length)
      return nil
    }
    if let ticks = head.ticks {
      lastNanoseconds = interface.clock.nanoseconds(ticks)
    } else {
      if unit < Self.unknownTime { notes.append(.timeless) }
      countTime(inStepsOf: Self.unknownTime)
    }
    let data = head.dataOffset..<head.dataOffset + head.captured
    let bytes = unsafe UnsafeMutableBufferPointer(rebasing: window.bytes[data])
    if order == .big { unsafe UsbmonHostOrder.convert(bytes, interface.linkType) }
    window.skip(length)
    let info = RecordInfo(
      frame: frame, nanoseconds: lastNanoseconds, capturedLength: head.captured,
      originalLength: head.original, linkType: interface.linkType)
    return unsafe Record(info: info, bytes: UnsafeBufferPointer(bytes))
  }

  /// Passes over a packet whose block is whole but says something impossible. It has a number.
  private mutating func damagedPacket(_ reason: String) -> Record? {
    let length = Int(word(4))
    note(damageAt: window.offset, length, reason)
    frame += 1
    window.skip(length)
    return nil
  }
}
