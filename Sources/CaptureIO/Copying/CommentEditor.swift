/// Puts comments into the blocks of a pcapng file.
struct CommentEditor: BlockEditor {
  private var comments: CommentCursor
  /// Whether there is room for comments in the header of the first section (`SectionHeader.room`).
  private let hasRoom: Bool
  private var isFirstSection = true
  private var isBehindDamage = false
  /// The header that the copy begins with; nil where none stands at the beginning.
  private(set) var header: SectionHeader?
  /// The time of the last packet of the first interface: what a packet without a time gets.
  private var lastTicks: UInt64 = 0

  /// What a packet says that has a time only now.
  private static let timeless =
    "dfutrace: this packet had no time; it has that of the packet before"

  init(_ comments: CommentCursor, hasRoom: Bool) {
    self.comments = comments
    self.hasRoom = hasRoom
  }

  var hidesDamage: Bool { false }

  mutating func noteDamage(_ count: Int) { isBehindDamage = true }

  var lastUntouched: Int {
    @inline(__always) get { comments.bareUpTo }
  }

  @inline(__always)
  mutating func pass(_ packet: PlainPacket) {
    if packet.interface == 0 { lastTicks = packet.ticks }
  }

  mutating func edit(_ block: inout MutableSpan<UInt8>, _ place: CopiedBlock) -> EditedBlock {
    if place.type == BlockType.section { return section(block.span, place.order) }
    guard let frame = place.frame else { return .inPlace(block.count) }
    if place.type == BlockType.packet, place.order.word(block.span, 8) == 0 {
      let (high, low) = (place.order.word(block.span, 12), place.order.word(block.span, 16))
      lastTicks = UInt64(high) << 32 | UInt64(low)
    }
    let found = comments.take(of: frame)
    guard !found.isEmpty, let interface = place.interface else { return .inPlace(block.count) }
    return .replaced(
      place.type == BlockType.simplePacket
        ? enhanced(block.span, place.order, interface, found)
        : commented(block.span, place, found))
  }

  private mutating func section(_ block: Span<UInt8>, _ order: ByteOrder) -> EditedBlock {
    let isFirst = isFirstSection
    isFirstSection = false
    guard let found = SectionHeader(block, order) else { return .inPlace(block.count) }
    guard isFirst else { return found.isOpen ? .inPlace(block.count) : .replaced(found.copy()) }
    if !isBehindDamage { header = found }
    return .replaced(found.copy(with: comments.section, hasRoom: hasRoom))
  }

  /// A packet with an Enhanced or an obsolete Packet Block: new comments come before its options.
  private func commented(
    _ block: Span<UInt8>, _ place: CopiedBlock, _ added: [String]
  ) -> [UInt8] {
    let captured = Int(place.order.word(block, 20))
    let end = min(BlockType.packetHead + (captured + 3) & ~3, block.count - 4)
    var body = Array(block, 8..<end)
    appendOptions(added, before: Array(block, end..<block.count - 4), place.order, to: &body)
    return place.order.block(place.type, body)
  }

  /// An Enhanced Packet Block in the place of a Simple one, which has no room for options.
  private func enhanced(
    _ block: Span<UInt8>, _ order: ByteOrder, _ interface: CopiedBlock.Interface,
    _ added: [String]
  ) -> [UInt8] {
    let original = order.word(block, 8)
    let captured = min(Int(original), interface.mostBytes, block.count - 16)
    var body: [UInt8] = []
    let (high, low) = (UInt32(lastTicks >> 32), UInt32(truncatingIfNeeded: lastTicks))
    for word in [0, high, low, UInt32(captured), original] {
      order.append(word, to: &body)
    }
    body += Array(block, 12..<12 + captured)
    body += repeatElement(0, count: ByteOrder.padding(captured))
    appendOptions(added + [Self.timeless], before: [], order, to: &body)
    return order.block(BlockType.packet, body)
  }

  private func appendOptions(
    _ added: [String], before options: [UInt8], _ order: ByteOrder, to body: inout [UInt8]
  ) {
    body += order.options(added)
    body += options
    if options.isEmpty, !added.isEmpty { order.append(UInt32(OptionCode.end), to: &body) }
  }
}
