/// A copy of a pcap file, record by record, in the form of the file.
struct PcapCopy: ~Copyable {
  private(set) var edits: RecordEdits
  private(set) var leftOut = LeftOut()
  private var reader: PlainPcap
  private var pieces = CopyPieces()
  private let head: PcapHead
  private var isDamaged = false
  private var isAtEnd = false

  /// Begins a file with this head.
  init(_ source: ByteSource, _ head: PcapHead, _ editor: any RecordEditor) {
    self.head = head
    edits = RecordEdits(editor)
    reader = PlainPcap(copying: source, head, endsAtDamage: true)
    pieces.append(Array(source.beginning.prefix(PcapHead.length)))
  }

  /// The next bytes of the copy; nil at its end.
  mutating func next() -> ArraySlice<UInt8>? {
    while !isAtEnd, !pieces.hasWhole {
      if isDamaged { hide() } else { step() }
      if edits.hasForms(head.linkType, in: head.order) {
        unsafe pieces.fill { unsafe reader.copyStreams(&edits, into: $0) }
      }
    }
    return pieces.take(atEnd: isAtEnd)
  }

  /// Copies the next record.
  @inline(__always)
  private mutating func step() {
    guard let record = reader.nextRecord(head) else { return isDamaged = true }
    reader.pass(record, head)
    let bytes = unsafe reader.window.last(head.recordHead + record.captured)
    let data = unsafe UnsafeMutableBufferPointer(rebasing: bytes[head.recordHead...])
    let place = CopiedRecord(frame: reader.frame, linkType: head.linkType)
    let kept = unsafe edits.edit(data, place, in: head.order)
    if kept < record.captured {
      var whole = unsafe bytes.mutableSpan
      head.order.put(UInt32(kept), in: &whole, at: 8)
      head.order.put(UInt32(kept), in: &whole, at: 12)
    }
    unsafe pieces.append(bytes, first: head.recordHead + kept)
  }

  /// Copies what is no whole record: the head of one, then zeros in the place of its bytes.
  private mutating func hide() {
    if reader.window.fill(head.recordHead), leftOut.damaged == 0 { pass(head.recordHead) }
    guard reader.window.fill(1) else { return isAtEnd = true }
    leftOut.damaged += reader.window.count
    unsafe reader.window.bytes.update(repeating: 0)
    pass(reader.window.count)
  }

  private mutating func pass(_ count: Int) {
    unsafe pieces.append(reader.window.bytes, first: count)
    reader.window.skip(count)
  }
}
