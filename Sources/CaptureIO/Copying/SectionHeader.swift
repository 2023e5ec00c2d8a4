/// The header of a section of a pcapng (draft-ietf-opsawg-pcapng, 4.1).
struct SectionHeader {
  private let bytes: [UInt8]
  private let order: ByteOrder

  /// The room for comments in the header of a large copy, in bytes. The header is written before
  /// anything can be said of the capture, and the comments come into it in the end.
  static let room = 15 << 12
  private static let shortest = 28

  /// Takes a whole block; nil where it is shorter than a header.
  init?(_ block: Span<UInt8>, _ order: ByteOrder) {
    guard block.count >= Self.shortest else { return nil }
    bytes = Array(block, 0..<block.count)
    self.order = order
  }

  /// Makes a header without a length. `options` have their end.
  init(_ order: ByteOrder, options: [UInt8]) {
    var body: [UInt8] = []
    order.append(UInt32(0x1A2B_3C4D), to: &body)
    order.append(UInt32(1), to: &body)
    order.append(UInt64.max, to: &body)
    bytes = order.block(BlockType.section, body + options)
    self.order = order
  }

  /// Whether it states no length of the section.
  var isOpen: Bool { (16..<24).allSatisfy { bytes[$0] == 0xFF } }

  private var options: ArraySlice<UInt8> { bytes[24..<bytes.count - 4] }

  /// The header with these comments before its own options, and with `room` if they fit into it.
  /// The section's length, where it is stated, is not any more: comments make it longer.
  func copy(with comments: [String] = [], hasRoom: Bool = false) -> [UInt8] {
    let copy = hasRoom ? copyWithRoom(comments) : nil
    return copy ?? self.copy(adding: order.options(comments))
  }

  /// The header with these comments, longer by `room` however long they are; nil where they are
  /// longer.
  func copyWithRoom(_ comments: [String]) -> [UInt8]? {
    let end = options.isEmpty ? OptionCode.headLength : 0
    return order.options(comments, filling: Self.room - end).map(copy(adding:))
  }

  private func copy(adding added: [UInt8]) -> [UInt8] {
    var body = Array(bytes[8..<16]) + [UInt8](repeating: 0xFF, count: 8) + added + options
    if options.isEmpty, !added.isEmpty { order.append(UInt32(OptionCode.end), to: &body) }
    return order.block(BlockType.section, body)
  }
}
