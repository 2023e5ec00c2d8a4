/// A pcap file as pcapng, with comments: one section of this machine's byte order, one interface
/// with the link type, the snap length and the time resolution of the file, and its packets.
///
/// What cannot be read as packets is left out, and the copy goes on behind it. The numbers in
/// usbmon's headers get the byte order of the section.
struct PcapAsBlocks: ~Copyable {
  private var reader: PlainPcap
  private var pieces = CopyPieces()
  private let head: PcapHead
  private let unitsPerSecond: UInt64
  private var comments: CommentCursor
  private var isAtEnd = false

  /// The header that the copy begins with.
  let header: SectionHeader

  private static let order = ByteOrder.little

  /// Begins a file with this head. `hasRoom`: whether the section's header has room for comments.
  init(_ source: ByteSource, _ head: PcapHead, _ comments: CommentCursor, hasRoom: Bool) {
    (self.head, self.comments) = (head, comments)
    header = Self.section
    unitsPerSecond = head.isFine ? 1_000_000_000 : 1_000_000
    reader = PlainPcap(copying: source, head, endsAtDamage: false)
    pieces.append(header.copy(with: comments.section, hasRoom: hasRoom))
    pieces.append(Self.interface(head))
  }

  /// The next bytes of the copy; nil at its end.
  mutating func next() -> ArraySlice<UInt8>? {
    while !isAtEnd, !pieces.hasWhole { step() }
    return pieces.take(atEnd: isAtEnd)
  }

  private static var section: SectionHeader {
    var options: [UInt8] = []
    order.appendOption(OptionCode.application, "dfutrace".utf8, to: &options)
    order.append(UInt32(OptionCode.end), to: &options)
    return SectionHeader(order, options: options)
  }

  private static func interface(_ head: PcapHead) -> [UInt8] {
    var interface: [UInt8] = []
    order.append(UInt32(head.linkType.rawValue), to: &interface)
    order.append(head.snapLength, to: &interface)
    order.appendOption(OptionCode.resolution, [head.isFine ? 9 : 6], to: &interface)
    order.append(UInt32(OptionCode.end), to: &interface)
    return order.block(BlockType.interface, interface)
  }

  /// Copies the next packet.
  @inline(__always)
  private mutating func step() {
    guard let record = reader.nextRecord(head) else { return isAtEnd = true }
    reader.pass(record, head)
    let data = unsafe reader.window.last(record.captured)
    if head.order == .big { unsafe UsbmonHostOrder.convert(data, head.linkType) }
    let options = reader.frame <= comments.bareUpTo ? nil : takeOptions()
    unsafe write(record, UnsafeRawBufferPointer(data), options)
  }

  @inline(__always)
  private mutating func write(
    _ record: PcapHead.Record, _ data: UnsafeRawBufferPointer, _ options: [UInt8]?
  ) {
    let end = BlockType.packetHead + (data.count + 3) & ~3
    let length = end + (options?.count ?? 0) + 4
    let time = UInt64(record.seconds) * unitsPerSecond + UInt64(record.part)
    let fields = (
      BlockType.packet.littleEndian, UInt32(length).littleEndian, UInt32(0),
      UInt32(time >> 32).littleEndian, UInt32(truncatingIfNeeded: time).littleEndian,
      UInt32(record.captured).littleEndian, record.original.littleEndian
    )
    unsafe pieces.append(count: length) { block in
      // The padding comes before the data, which may have none.
      unsafe block.storeBytes(of: 0, toByteOffset: end - 4, as: UInt32.self)
      unsafe withUnsafeBytes(of: fields) { unsafe block.copyMemory(from: $0) }
      let place = unsafe block[BlockType.packetHead...]
      unsafe UnsafeMutableRawBufferPointer(rebasing: place).copyMemory(from: data)
      if let options {
        let place = unsafe block[end...]
        unsafe UnsafeMutableRawBufferPointer(rebasing: place).copyBytes(from: options)
      }
      unsafe block.storeBytes(
        of: UInt32(length).littleEndian, toByteOffset: length - 4, as: UInt32.self)
    }
  }

  /// The options of the packet that was passed over last; nil for none.
  @inline(never)
  private mutating func takeOptions() -> [UInt8]? {
    let found = comments.take(of: reader.frame)
    guard !found.isEmpty else { return nil }
    var options = Self.order.options(found)
    Self.order.append(UInt32(OptionCode.end), to: &options)
    return options
  }
}
