/// A copy of a pcap file, record by record, in the form of the file.
struct PcapCopy<Editor: RecordEditor>: ~Copyable {
  var editor: Editor
  private(set) var leftOut = LeftOut()
  private var window: BlockWindow
  private let head: PcapHead
  private var frame = 0
  private var isDamaged = false
  private var isAtEnd = false
  /// Where the first damage begins, if it is known.
  private let damage: Int?

  private static var pieceSize: Int { 1 << 18 }

  /// Begins a file with this head. `damage`: where its first damage begins, if that is known.
  init(_ source: ByteSource, _ head: PcapHead, damage: Int?, _ editor: Editor) {
    self.head = head
    self.damage = damage
    self.editor = editor
    window = BlockWindow(source, keepsBytes: true)
    if window.fill(PcapHead.length) { window.skip(PcapHead.length) }
  }

  /// The next bytes of the copy; nil at its end.
  mutating func next() -> [UInt8]? {
    while !isAtEnd, window.keptCount < Self.pieceSize {
      if isDamaged { hide() } else { step() }
    }
    let piece = window.takeKept()
    return piece.isEmpty ? nil : piece
  }

  /// Copies the next record.
  private mutating func step() {
    guard window.offset != damage, window.fill(head.recordHead),
      let record = head.record(window), window.fill(head.recordHead + record.captured)
    else { return isDamaged = true }
    let length = head.recordHead + record.captured
    window.skip(length)
    frame += 1
    let bytes = unsafe window.last(length)
    let rest = unsafe UnsafeMutableBufferPointer(rebasing: bytes[head.recordHead...])
    var data = unsafe rest.mutableSpan
    let place = CopiedRecord(frame: frame, linkType: head.linkType)
    let kept = editor.edit(&data, place, in: head.order)
    guard kept < record.captured else { return }
    let stated = head.order == .big ? UInt32(kept).byteSwapped : UInt32(kept)
    unsafe withUnsafeBytes(of: (stated, stated)) { both in
      for offset in 0..<8 { unsafe bytes[8 + offset] = both[offset] }
    }
    window.dropLast(record.captured - kept)
  }

  /// Copies what is no whole record: the head of one, then zeros in the place of its bytes.
  private mutating func hide() {
    if window.fill(head.recordHead), leftOut.damaged == 0 { window.skip(head.recordHead) }
    guard window.fill(1) else { return isAtEnd = true }
    leftOut.damaged += window.count
    unsafe window.bytes.update(repeating: 0)
    window.skip(window.count)
  }
}
