/// The options that are kept, by kind of block (draft-ietf-opsawg-pcapng, 4): of an interface its
/// clock; of a packet its flags and the records lost before it; of statistics the numbers.
private enum Kept {
  static let ofInterface: Set<UInt16> = [9, 14]
  static let ofPacket: Set<UInt16> = [2, 4]
  static let ofStatistics: Set<UInt16> = [2, 3, 4, 5, 6, 7, 8]
}

/// Changes the records in the blocks of a pcapng file, and keeps nothing else that could tell more
/// than the records do: of options only those that times and losses need, of other blocks none.
struct RecordBlocks: BlockEditor {
  private(set) var edits: RecordEdits
  private(set) var leftOut = LeftOut()

  init(_ editor: any RecordEditor) { edits = RecordEdits(editor) }

  var hidesDamage: Bool { true }

  mutating func noteDamage(_ count: Int) { leftOut.damaged += count }

  func knowsStreams(of reader: borrowing PcapngReader) -> Bool {
    edits.hasForms && reader.order == .little
  }

  mutating func copyStreams(
    of reader: inout PcapngReader, into room: UnsafeMutableRawBufferPointer
  ) -> Int { unsafe reader.copyStreams(&edits, into: room) }

  mutating func edit(_ block: inout MutableSpan<UInt8>, _ place: CopiedBlock) -> EditedBlock {
    switch place.type {
    case BlockType.section: return section(block.span, place.order)
    case BlockType.interface:
      return described(block.span, place, head: 16, keeping: Kept.ofInterface)
    case BlockType.statistics where block.count >= 24:
      return described(block.span, place, head: 20, keeping: Kept.ofStatistics)
    case BlockType.packet, BlockType.oldPacket, BlockType.simplePacket:
      guard place.interface != nil else { return damaged(&block) }
      return place.type == BlockType.simplePacket ? simple(&block, place) : packet(&block, place)
    default:
      leftOut.blocks += 1
      return rest(of: block.span, place)
    }
  }

  private mutating func section(_ block: Span<UInt8>, _ order: ByteOrder) -> EditedBlock {
    guard block.count >= 28 else { return .inPlace(block.count) }
    noteOptions(block, from: 24, order, keeping: [])
    let body = Array(block, 8..<16) + [UInt8](repeating: 0xFF, count: 8)
    return .replaced(order.block(BlockType.section, body))
  }

  private mutating func described(
    _ block: Span<UInt8>, _ place: CopiedBlock, head: Int, keeping codes: Set<UInt16>
  ) -> EditedBlock {
    let options = options(block, from: head, place.order, keeping: codes)
    return .replaced(place.order.block(place.type, Array(block, 8..<head) + options))
  }

  /// What stays of a block that is left out. A type that no file should have stays, without
  /// content: the capture is damaged there, and so is its copy.
  private func rest(of block: Span<UInt8>, _ place: CopiedBlock) -> EditedBlock {
    guard BlockType.isKnown(place.type) else {
      return .replaced(place.order.block(place.type, []))
    }
    return place.frame == nil ? .inPlace(0) : numbered(block, place)
  }

  /// A block that Wireshark counts as a frame: it stays, as a custom block without content. Its
  /// enterprise number is the original's, or 0 for a block of another type.
  private func numbered(_ block: Span<UInt8>, _ place: CopiedBlock) -> EditedBlock {
    let isCustom = BlockType.isCustom(place.type) && block.count >= 16
    let body = isCustom ? Array(block, 8..<12) : [0, 0, 0, 0]
    let type = isCustom ? place.type : BlockType.copiedCustom
    return .replaced(place.order.block(type, body))
  }

  /// A packet whose block says something impossible: it stays impossible.
  private mutating func damaged(_ block: inout MutableSpan<UInt8>) -> EditedBlock {
    leftOut.damaged += max(0, block.count - BlockType.packetHead - 4)
    let start = min(BlockType.packetHead, block.count - 4)
    for place in start..<block.count - 4 { block[place] = 0xFF }
    return .inPlace(block.count)
  }
}

// MARK: - Packets

extension RecordBlocks {
  private mutating func packet(
    _ block: inout MutableSpan<UInt8>, _ place: CopiedBlock
  ) -> EditedBlock {
    let order = place.order
    let captured = Int(order.word(block.span, 20))
    let end = min(BlockType.packetHead + (captured + 3) & ~3, block.count - 4)
    let data = BlockType.packetHead..<BlockType.packetHead + captured
    let kept = edit(&block, data, place)
    for padding in data.upperBound..<end { block[padding] = 0 }
    if kept < captured {
      order.put(UInt32(kept), in: &block, at: 20)
      order.put(UInt32(kept), in: &block, at: 24)
    }
    let cut = BlockType.packetHead + kept
    guard end < block.count - 4 else { return .inPlace(close(&block, behind: cut, order)) }
    let options = options(block.span, from: end, order, keeping: Kept.ofPacket)
    let body = Array(block.span, 8..<cut) + repeatElement(0, count: ByteOrder.padding(kept))
    return .replaced(order.block(place.type, body + options))
  }

  /// Lets a block end behind the byte before `end`. Returns its length.
  private func close(
    _ block: inout MutableSpan<UInt8>, behind end: Int, _ order: ByteOrder
  ) -> Int {
    let length = end + ByteOrder.padding(end) + 4
    guard length < block.count else { return block.count }
    for padding in end..<length - 4 { block[padding] = 0 }
    order.put(UInt32(length), in: &block, at: 4)
    order.put(UInt32(length), in: &block, at: length - 4)
    return length
  }

  private mutating func simple(
    _ block: inout MutableSpan<UInt8>, _ place: CopiedBlock
  ) -> EditedBlock {
    let original = Int(place.order.word(block.span, 8))
    let captured = min(original, place.interface?.mostBytes ?? 0, block.count - 16)
    let kept = edit(&block, 12..<12 + captured, place)
    for padding in 12 + captured..<block.count - 4 { block[padding] = 0 }
    guard kept < captured else { return .inPlace(block.count) }
    place.order.put(UInt32(kept), in: &block, at: 8)
    return .inPlace(close(&block, behind: 12 + kept, place.order))
  }

  private mutating func edit(
    _ block: inout MutableSpan<UInt8>, _ data: Range<Int>, _ place: CopiedBlock
  ) -> Int {
    guard let frame = place.frame, let interface = place.interface else { return data.count }
    let copied = CopiedRecord(frame: frame, linkType: interface.linkType)
    return unsafe block.withUnsafeMutableBufferPointer { bytes in
      let record = unsafe UnsafeMutableBufferPointer(rebasing: bytes[data])
      return unsafe edits.edit(record, copied, in: place.order)
    }
  }

  // MARK: - Options

  /// The options of a block that are kept, with an end if there are any.
  private mutating func options(
    _ block: Span<UInt8>, from start: Int, _ order: ByteOrder, keeping codes: Set<UInt16>
  ) -> [UInt8] {
    noteOptions(block, from: start, order, keeping: codes)
    var kept: [UInt8] = []
    order.forEachOption(in: block.extracting(..<(block.count - 4)), from: start) { code, value in
      guard codes.contains(code) else { return }
      order.appendOption(code, Array(value, 0..<value.count), to: &kept)
    }
    if !kept.isEmpty { order.append(UInt32(OptionCode.end), to: &kept) }
    return kept
  }

  private mutating func noteOptions(
    _ block: Span<UInt8>, from start: Int, _ order: ByteOrder, keeping codes: Set<UInt16>
  ) {
    var others = 0
    order.forEachOption(in: block.extracting(..<(block.count - 4)), from: start) { code, _ in
      if !codes.contains(code) { others += 1 }
    }
    leftOut.options += others
  }
}
