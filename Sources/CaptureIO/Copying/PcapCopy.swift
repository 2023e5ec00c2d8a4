/// A copy of a pcap file, record by record, in the form of the file.
struct PcapCopy<Editor: RecordEditor>: ~Copyable {
  private(set) var editor: Editor
  private(set) var leftOut = LeftOut()
  private var window: BlockWindow
  private var pieces = CopyPieces()
  private let head: PcapHead
  private var frame = 0
  private var isDamaged = false
  private var isAtEnd = false
  /// Where the first damage begins, if it is known.
  private let damage: Int?

  /// Begins a file with this head. `damage`: where its first damage begins, if that is known.
  init(_ source: ByteSource, _ head: PcapHead, damage: Int?, _ editor: Editor) {
    self.head = head
    self.damage = damage
    self.editor = editor
    window = BlockWindow(source)
    if window.fill(PcapHead.length) { pass(PcapHead.length) }
  }

  /// The next bytes of the copy; nil at its end.
  mutating func next() -> [UInt8]? {
    while !isAtEnd, !pieces.hasWhole {
      if isDamaged { hide() } else { step() }
    }
    return pieces.take(atEnd: isAtEnd)
  }

  /// Copies the next record.
  @inline(__always)
  private mutating func step() {
    guard window.offset != damage, window.fill(head.recordHead),
      let record = head.record(window), window.fill(head.recordHead + record.captured)
    else { return isDamaged = true }
    let length = head.recordHead + record.captured
    frame += 1
    let bytes = unsafe UnsafeMutableBufferPointer(rebasing: window.bytes[..<length])
    window.skip(length)
    let rest = unsafe UnsafeMutableBufferPointer(rebasing: bytes[head.recordHead...])
    var data = unsafe rest.mutableSpan
    let place = CopiedRecord(frame: frame, linkType: head.linkType)
    let kept = editor.edit(&data, place, in: head.order)
    if kept < record.captured {
      var whole = unsafe bytes.mutableSpan
      for offset in [8, 12] { head.order.put(UInt32(kept), in: &whole, at: offset) }
    }
    unsafe pieces.append(bytes, first: head.recordHead + kept)
  }

  /// Copies what is no whole record: the head of one, then zeros in the place of its bytes.
  private mutating func hide() {
    if window.fill(head.recordHead), leftOut.damaged == 0 { pass(head.recordHead) }
    guard window.fill(1) else { return isAtEnd = true }
    leftOut.damaged += window.count
    unsafe window.bytes.update(repeating: 0)
    pass(window.count)
  }

  private mutating func pass(_ count: Int) {
    unsafe pieces.append(window.bytes, first: count)
    window.skip(count)
  }
}
