/// What stands in a block that is copied.
struct CopiedBlock {
  let type: UInt32
  let order: ByteOrder
  /// The number of its packet, or that of a block which Wireshark counts as one; nil for others.
  var frame: Int?
  /// The interface of its packet; nil for what is no packet, or a damaged one.
  var interface: BlockInterface?
}

/// Says what becomes of each block of a copy.
protocol BlockEditor {
  /// Whether bytes that are no blocks become zeros.
  var hidesDamage: Bool { get }
  /// Takes note of bytes that are no blocks.
  mutating func noteDamage(_ count: Int)

  /// Takes a whole block, from its type to its second length. It may change bytes in place. Returns
  /// what the copy has instead of the block; nil: the block as it is now.
  mutating func edit(_ block: inout MutableSpan<UInt8>, _ place: CopiedBlock) -> [UInt8]?
}

extension BlockEditor {
  mutating func noteDamage(_ count: Int) {}
}

/// A copy of a pcapng file, block by block: what the editor leaves alone is copied byte for byte,
/// and so is what is no block. Frames are counted as `PcapngReader` does.
struct BlockCopy<Editor: BlockEditor>: ~Copyable {
  private var reader: PcapngReader
  private(set) var editor: Editor
  private var isSeeking = false
  private var isAtEnd = false

  /// The most bytes that wait, beside one block.
  static var pieceSize: Int { 1 << 18 }

  /// Begins a file.
  init(_ source: ByteSource, _ editor: Editor) {
    // No link type is read: then no number in a record is turned around in place.
    reader = PcapngReader(source, readable: [], keepsBytes: true)
    self.editor = editor
  }

  /// The next bytes of the copy; nil at its end.
  mutating func next() -> [UInt8]? {
    while !isAtEnd, reader.window.keptCount < Self.pieceSize { step() }
    let piece = reader.window.takeKept()
    return piece.isEmpty ? nil : piece
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

  private mutating func copy(_ type: UInt32, _ length: Int) {
    let before = (frame: reader.frame, records: reader.otherRecords)
    let number = Int(type == BlockType.oldPacket ? reader.word(8) : 0)
    let interface = type == BlockType.packet ? Int(reader.word(8)) : number
    if type == BlockType.packet {
      _ = reader.packet(length)
    } else {
      _ = reader.other(type, length)
    }
    reader.notes.removeAll(keepingCapacity: true)
    var place = CopiedBlock(type: type, order: reader.order)
    if reader.frame > before.frame { place.frame = reader.frame }
    if reader.otherRecords > before.records { place.interface = reader.interfaces[interface] }
    var block = unsafe reader.window.last(length).mutableSpan
    guard let changed = editor.edit(&block, place) else { return }
    reader.window.dropLast(length)
    unsafe changed.withUnsafeBytes { unsafe reader.window.insert($0) }
  }

  private mutating func seek() {
    if editor.hidesDamage { unsafe reader.window.bytes[0] = 0 }
    editor.noteDamage(1)
    isSeeking = reader.seekBlock() == false
    if isSeeking { return }
    if reader.window.count == 0 { finish() }
  }

  /// Copies what is left: less than a block.
  private mutating func finish() {
    if editor.hidesDamage { unsafe reader.window.bytes.update(repeating: 0) }
    editor.noteDamage(reader.window.count)
    reader.window.skip(reader.window.count)
    isAtEnd = true
  }
}
