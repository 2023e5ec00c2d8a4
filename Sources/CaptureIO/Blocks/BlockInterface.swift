/// An interface of a section, as its description says (draft-ietf-opsawg-pcapng, 4.2).
struct BlockInterface {
  let linkType: LinkType
  /// Whether the caller reads its records.
  let isRead: Bool
  /// The most bytes of a record; 0 without a limit.
  let snapLength: Int
  let clock: BlockClock

  /// Reads a description, which has at least 16 bytes before its options.
  init(_ block: Span<UInt8>, _ order: ByteOrder, readable: Set<LinkType>) {
    var (resolution, offset): (UInt8, Int64) = (6, 0)
    order.forEachOption(in: block, from: 16) { code, value in
      if code == 9, value.count == 1 { resolution = value[0] }
      if code == 14, value.count == 8 { offset = Int64(bitPattern: order.number(value)) }
    }
    linkType = LinkType(rawValue: Int(order.halves(block, 8).0))
    isRead = readable.contains(linkType)
    snapLength = Int(order.word(block, 12))
    clock = BlockClock(resolution: resolution, offset: offset)
  }

  /// The most bytes of a record that does not state its length.
  var mostBytes: Int { snapLength == 0 ? .max : snapLength }
}
