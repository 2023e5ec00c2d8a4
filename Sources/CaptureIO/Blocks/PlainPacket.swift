/// A packet that needs nothing but its fixed fields: an Enhanced Packet Block
/// (draft-ietf-opsawg-pcapng, 4.3) of a little-endian section, whole in the window and without
/// options. Nearly all blocks of a capture are such.
struct PlainPacket {
  let interface: Int
  let ticks: UInt64
  let captured: Int
  let original: Int
  /// The bytes of the whole block.
  let length: Int

  /// Reads the block at the beginning of the window; nil if it is none, and must be read with care.
  @inline(__always)
  init?(_ window: borrowing BlockWindow) {
    guard window.count >= BlockType.packetHead + 4, window.word(0) == BlockType.packet else {
      return nil
    }
    captured = Int(window.word(20))
    length = BlockType.packetHead + (captured + 3) & ~3 + 4
    guard length <= window.count, length <= BlockType.longest, Int(window.word(4)) == length,
      Int(window.word(length - 4)) == length
    else { return nil }
    interface = Int(window.word(8))
    ticks = UInt64(window.word(12)) << 32 | UInt64(window.word(16))
    original = Int(window.word(24))
  }
}

extension PcapngReader {
  /// Hands out the plain packets that follow each other here, up to any other block, to one whose
  /// interface is not read, or to the end of the window.
  @inline(__always)
  mutating func handOutPlain(_ body: (Span<UInt8>, RecordInfo) -> Flow) -> Flow {
    guard order == .little else { return .proceed }
    while let packet = PlainPacket(window), packet.interface < interfaces.count,
      interfaces[packet.interface].isRead
    {
      let interface = interfaces[packet.interface]
      frame += 1
      lastNanoseconds = interface.clock.nanoseconds(packet.ticks)
      let bytes = unsafe UnsafeBufferPointer(
        rebasing: window.bytes[BlockType.packetHead..<BlockType.packetHead + packet.captured])
      window.skip(packet.length)
      let info = RecordInfo(
        frame: frame, nanoseconds: lastNanoseconds, capturedLength: packet.captured,
        originalLength: packet.original, linkType: interface.linkType)
      guard body(unsafe bytes.span, info) == .proceed else { return .stop }
    }
    return .proceed
  }
}
