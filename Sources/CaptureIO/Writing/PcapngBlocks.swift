/// The blocks of a pcapng file with one section and one interface, little-endian
/// (draft-ietf-opsawg-pcapng).
struct PcapngBlocks: Hashable, Sendable {
  /// The most bytes of a record that are kept; 0 means all.
  var snapLength: UInt32

  /// if_tsresol 9: time stamps count nanoseconds.
  private static let nanoseconds: UInt8 = 9

  /// Section Header Block; `application` is shb_userappl.
  func sectionHeader(application: String) -> [UInt8] {
    let magic = Self.bytes(UInt32(0x1A2B_3C4D))
    let unknownLength = Self.bytes(UInt64.max)
    return Self.block(
      type: 0x0A0D_0D0A,
      magic + Self.bytes(UInt16(1)) + Self.bytes(UInt16(0)) + unknownLength
        + Self.options([(4, Array(application.utf8))]))
  }

  /// Interface Description Block; `name` is if_name.
  func interface(_ linkType: LinkType, name: String) -> [UInt8] {
    Self.block(
      type: 1,
      Self.bytes(UInt16(linkType.rawValue)) + Self.bytes(UInt16(0)) + Self.bytes(snapLength)
        + Self.options([(2, Array(name.utf8)), (9, [Self.nanoseconds])]))
  }

  /// Appends an Enhanced Packet Block to `output`.
  func appendPacket(
    _ record: Span<UInt8>, nanoseconds: Int64, originalLength: Int, to output: inout [UInt8]
  ) {
    let kept = snapLength == 0 ? record.count : min(record.count, Int(snapLength))
    let padding = ByteOrder.padding(kept)
    let blockLength = UInt32(32 + kept + padding)
    let time = UInt64(max(0, nanoseconds))
    let fields = [
      6, blockLength, 0, UInt32(time >> 32), UInt32(truncatingIfNeeded: time), UInt32(kept),
      UInt32(clamping: max(originalLength, record.count)),
    ]
    for field in fields { ByteOrder.little.append(field, to: &output) }
    for index in 0..<kept { output.append(record[index]) }
    for _ in 0..<padding { output.append(0) }
    ByteOrder.little.append(blockLength, to: &output)
  }

  /// Interface Statistics Block with isb_ifrecv and isb_ifdrop.
  func statistics(received: UInt64, dropped: UInt64, nanoseconds: Int64) -> [UInt8] {
    Self.block(
      type: 5,
      Self.bytes(UInt32(0)) + Self.time(nanoseconds)
        + Self.options([(4, Self.bytes(received)), (5, Self.bytes(dropped))]))
  }

  // MARK: - Parts

  private static func block(type: UInt32, _ body: [UInt8]) -> [UInt8] {
    var block: [UInt8] = []
    ByteOrder.little.appendBlock(type, body, to: &block)
    return block
  }

  /// The options, each padded to a multiple of four bytes, and opt_endofopt at the end.
  private static func options(_ options: [(code: UInt16, value: [UInt8])]) -> [UInt8] {
    options.reduce(into: []) {
      ByteOrder.little.appendOption($1.code, $1.value.prefix(1024), to: &$0)
    } + [0, 0, 0, 0]
  }

  /// A time stamp: the high 32 bits, then the low 32 bits.
  private static func time(_ nanoseconds: Int64) -> [UInt8] {
    let time = UInt64(max(0, nanoseconds))
    return bytes(UInt32(time >> 32)) + bytes(UInt32(truncatingIfNeeded: time))
  }

  private static func bytes<Number: FixedWidthInteger>(_ value: Number) -> [UInt8] {
    var bytes: [UInt8] = []
    ByteOrder.little.append(value, to: &bytes)
    return bytes
  }
}
