/// What stands in a block that is copied.
struct CopiedBlock {
  let type: UInt32
  let order: ByteOrder
  /// The number of its packet, or that of a block which Wireshark counts as one; nil for others.
  var frame: Int?
  /// The interface of its packet; nil for what is no packet, or a damaged one.
  var interface: Interface?

  /// What is needed of an interface.
  struct Interface {
    let linkType: LinkType
    /// The most bytes of a record that does not state its length.
    let mostBytes: Int
  }
}

/// What becomes of a block.
enum EditedBlock {
  /// The copy has so many of its bytes, from its beginning, as they are now.
  case inPlace(Int)
  /// The copy has other bytes instead.
  case replaced([UInt8])
}

/// Says what becomes of each block of a copy.
protocol BlockEditor {
  /// Whether bytes that are no blocks become zeros.
  var hidesDamage: Bool { get }
  /// Takes note of bytes that are no blocks.
  mutating func noteDamage(_ count: Int)
  /// The frame up to which plain packets are copied as they are, without `edit`.
  var lastUntouched: Int { get }
  /// Takes note of a packet that is copied so.
  mutating func pass(_ packet: PlainPacket)

  /// Whether packets of streams may be copied without it at this place.
  func knowsStreams(of reader: borrowing PcapngReader) -> Bool
  /// Copies the packets of streams that follow each other here into `room`. Returns the number of
  /// bytes, less than there is room for.
  mutating func copyStreams(
    of reader: inout PcapngReader, into room: UnsafeMutableRawBufferPointer
  ) -> Int

  /// Takes a whole block, from its type to its second length. It may change bytes in place.
  mutating func edit(_ block: inout MutableSpan<UInt8>, _ place: CopiedBlock) -> EditedBlock
}

extension BlockEditor {
  mutating func noteDamage(_ count: Int) {}
  var lastUntouched: Int { 0 }
  mutating func pass(_ packet: PlainPacket) {}

  func knowsStreams(of reader: borrowing PcapngReader) -> Bool { false }

  mutating func copyStreams(
    of reader: inout PcapngReader, into room: UnsafeMutableRawBufferPointer
  ) -> Int { 0 }
}

/// A copy of a pcapng file, block by block: what the editor leaves alone is copied byte for byte,
/// and so is what is no block. Frames are counted as `PcapngReader` does.
struct BlockCopy<Editor: BlockEditor>: ~Copyable {
  private var reader: PcapngReader
  private(set) var editor: Editor
  private var pieces = CopyPieces()
  private var isSeeking = false
  private var isAtEnd = false

  /// Begins a file.
  init(_ source: ByteSource, _ editor: Editor) {
    // No link type is read: then no number in a record is turned around in place.
    reader = PcapngReader(source, readable: [])
    self.editor = editor
  }

  /// The next bytes of the copy; nil at its end.
  mutating func next() -> ArraySlice<UInt8>? {
    while !isAtEnd, !pieces.hasWhole {
      copyPlain()
      step()
    }
    return pieces.take(atEnd: isAtEnd)
  }

  /// Copies the plain packets that follow each other here, up to the end of a piece.
  private mutating func copyPlain() {
    guard reader.order == .little, !isSeeking else { return }
    copyUntouched()
    while !pieces.hasWhole {
      if editor.knowsStreams(of: reader) {
        unsafe pieces.fill { unsafe editor.copyStreams(of: &reader, into: $0) }
      }
      guard let packet = plainPacket() else { return }
      reader.frame += 1
      reader.window.skip(packet.length)
      copyLast(
        packet.length,
        CopiedBlock(
          type: BlockType.packet, order: .little, frame: reader.frame,
          interface: interface(packet.interface)))
      copyUntouched()
    }
  }

  /// Copies the plain packets that the editor does not want to see, up to the end of the window.
  private mutating func copyUntouched() {
    let (start, last) = (reader.window.offset, editor.lastUntouched)
    while reader.frame < last, let packet = plainPacket() {
      reader.frame += 1
      reader.window.skip(packet.length)
      editor.pass(packet)
    }
    let length = reader.window.offset - start
    if length > 0 { unsafe pieces.append(reader.window.last(length), first: length) }
  }

  /// The packet at the beginning of the window; nil if it must be read with care.
  @inline(__always)
  private func plainPacket() -> PlainPacket? {
    guard let packet = PlainPacket(reader.window), packet.interface < reader.interfaces.count
    else { return nil }
    return packet
  }

  private func interface(_ number: Int) -> CopiedBlock.Interface {
    CopiedBlock.Interface(
      linkType: reader.interfaces[number].linkType,
      mostBytes: reader.interfaces[number].mostBytes)
  }

  /// Copies the next block, or the next byte that belongs to none.
  private mutating func step() {
    if isSeeking { return seek() }
    guard reader.window.fill(BlockType.shortest) else { return finish() }
    let type = reader.word(0)
    if type == BlockType.section, !reader.takeByteOrder() { return seek() }
    let length = Int(reader.word(4))
    guard reader.faultOfBlock(length) == nil,
      type != BlockType.interface || reader.faultOfInterface(length) == nil
    else { return seek() }
    copy(type, length)
  }

  /// The interface that the packet in a block of this type names. An obsolete block has 16 bits for
  /// it, and the number of lost records beside it.
  private func interfaceNumber(of type: UInt32) -> Int {
    switch type {
    case BlockType.packet: Int(reader.word(8))
    case BlockType.oldPacket: Int(reader.order.halves(unsafe reader.window.bytes.span, 8).0)
    default: 0
    }
  }

  private mutating func copy(_ type: UInt32, _ length: Int) {
    let before = (frame: reader.frame, records: reader.otherRecords)
    let place = interfaceNumber(of: type)
    if type == BlockType.packet {
      _ = reader.packet(length)
    } else {
      _ = reader.other(type, length)
    }
    reader.notes.removeAll(keepingCapacity: true)
    copyLast(
      length,
      CopiedBlock(
        type: type, order: reader.order,
        frame: reader.frame > before.frame ? reader.frame : nil,
        interface: reader.otherRecords > before.records ? interface(place) : nil))
  }

  /// Copies the block that was passed over last.
  @inline(__always)
  private mutating func copyLast(_ length: Int, _ place: CopiedBlock) {
    var block = unsafe reader.window.last(length).mutableSpan
    switch editor.edit(&block, place) {
    case .inPlace(let count): unsafe pieces.append(reader.window.last(length), first: count)
    case .replaced(let bytes): pieces.append(bytes)
    }
  }
}

// MARK: - Damage

extension BlockCopy {
  /// Passes a byte that belongs to no block.
  private mutating func seek() {
    pass(1)
    isSeeking = !reader.isBlock() && reader.window.fill(BlockType.shortest)
  }

  /// Copies what is left: less than a block.
  private mutating func finish() {
    pass(reader.window.count)
    isAtEnd = true
  }

  private mutating func pass(_ count: Int) {
    let bytes = unsafe UnsafeMutableBufferPointer(rebasing: reader.window.bytes[..<count])
    if editor.hidesDamage { unsafe bytes.update(repeating: 0) }
    editor.noteDamage(count)
    unsafe pieces.append(bytes, first: count)
    reader.window.skip(count)
  }
}
