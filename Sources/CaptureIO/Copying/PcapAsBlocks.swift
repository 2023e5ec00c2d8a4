/// A pcap file as pcapng, with comments: one section of this machine's byte order, one interface
/// with the link type, the snap length and the time resolution of the file, and its packets.
///
/// What cannot be read as packets is left out, and the copy goes on behind it. The numbers in
/// usbmon's headers get the byte order of the section.
struct PcapAsBlocks: ~Copyable {
  private var reader: PlainPcap
  private var pieces = CopyPieces()
  private let head: PcapHead
  private var comments: PacketComments
  private var isAtEnd = false

  private static let order = ByteOrder.little

  /// Begins a file with this head.
  init(_ source: ByteSource, _ head: PcapHead, _ comments: PacketComments) {
    self.head = head
    self.comments = comments
    reader = PlainPcap(copying: source, head, endsAtDamage: false)
    pieces.append(Self.beginning(head, comments.section))
  }

  /// The next bytes of the copy; nil at its end.
  mutating func next() -> ArraySlice<UInt8>? {
    while !isAtEnd, !pieces.hasWhole { step() }
    return pieces.take(atEnd: isAtEnd)
  }

  private static func beginning(_ head: PcapHead, _ comments: [String]) -> [UInt8] {
    var bytes: [UInt8] = []
    var section: [UInt8] = []
    order.append(UInt32(0x1A2B_3C4D), to: &section)
    order.append(UInt32(1), to: &section)
    order.append(UInt64.max, to: &section)
    section += order.options(comments)
    order.appendOption(OptionCode.application, "dfutrace".utf8, to: &section)
    order.append(UInt32(OptionCode.end), to: &section)
    order.appendBlock(BlockType.section, section, to: &bytes)
    var interface: [UInt8] = []
    order.append(UInt32(head.linkType.rawValue), to: &interface)
    order.append(head.snapLength, to: &interface)
    order.appendOption(OptionCode.resolution, [head.isFine ? 9 : 6], to: &interface)
    order.append(UInt32(OptionCode.end), to: &interface)
    order.appendBlock(BlockType.interface, interface, to: &bytes)
    return bytes
  }

  /// Copies the next packet.
  @inline(__always)
  private mutating func step() {
    guard let record = reader.nextRecord(head) else { return isAtEnd = true }
    reader.pass(record, head)
    write(record, options: takeOptions())
  }

  @inline(__always)
  private mutating func write(_ record: PcapHead.Record, options: [UInt8]) {
    let data = unsafe reader.window.last(record.captured)
    if head.order == .big, LinkType.ofUsbmon.contains(head.linkType) {
      var span = unsafe data.mutableSpan
      UsbmonHostOrder.convert(&span, hasLongHeader: head.linkType == .usbLinuxMmapped)
    }
    let padding = ByteOrder.padding(record.captured)
    let length = UInt32(BlockType.packetHead + record.captured + padding + options.count + 4)
    let second: UInt64 = head.isFine ? 1_000_000_000 : 1_000_000
    let time = UInt64(record.seconds) * second + UInt64(record.part)
    let fields = (
      BlockType.packet.littleEndian, length.littleEndian, UInt32(0),
      UInt32(time >> 32).littleEndian, UInt32(truncatingIfNeeded: time).littleEndian,
      UInt32(record.captured).littleEndian, record.original.littleEndian
    )
    unsafe withUnsafeBytes(of: fields) { unsafe pieces.append($0) }
    unsafe pieces.append(UnsafeRawBufferPointer(data))
    unsafe withUnsafeBytes(of: UInt32(0)) {
      unsafe pieces.append(UnsafeRawBufferPointer(rebasing: $0[..<padding]))
    }
    if !options.isEmpty { pieces.append(options) }
    unsafe withUnsafeBytes(of: length.littleEndian) { unsafe pieces.append($0) }
  }

  private mutating func takeOptions() -> [UInt8] {
    let found = comments.take(of: reader.frame)
    guard !found.isEmpty else { return [] }
    var options = Self.order.options(found)
    Self.order.append(UInt32(OptionCode.end), to: &options)
    return options
  }
}
