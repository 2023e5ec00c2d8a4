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
    length = Int(window.word(4))
    guard length == BlockType.packetHead + (captured + 3) & ~3 + 4, length <= window.count,
      length <= BlockType.longest, Int(window.word(length - 4)) == length
    else { return nil }
    interface = Int(window.word(8))
    ticks = UInt64(window.word(12)) << 32 | UInt64(window.word(16))
    original = Int(window.word(24))
  }
}

extension PcapngReader {
  /// Hands out the plain packets that follow each other here, up to any other block, to one whose
  /// interface is not read, or to the end of the window. Passes over those that the receiver wants
  /// to be passed over.
  @inline(__always)
  mutating func handOutPlain(
    _ likeness: RecordLikeness, _ passed: (PassedRecords) -> Void,
    _ body: (Span<UInt8>, RecordInfo) -> Flow
  ) -> Flow {
    guard order == .little else { return .proceed }
    var alike = AlikeRecords(likeness)
    while let packet = PlainPacket(window), packet.interface < interfaces.count,
      interfaces[packet.interface].isRead
    {
      let interface = interfaces[packet.interface]
      frame += 1
      lastNanoseconds = interface.clock.nanoseconds(packet.ticks)
      let bytes = unsafe UnsafeBufferPointer(
        rebasing: window.bytes[BlockType.packetHead..<BlockType.packetHead + packet.captured])
      let info = RecordInfo(
        frame: frame, nanoseconds: lastNanoseconds, capturedLength: packet.captured,
        originalLength: packet.original, linkType: interface.linkType)
      let flow = body(unsafe bytes.span, info)
      if flow == .passAlike {
        alike.begin(
          window, behind: BlockType.packetHead, packet.captured, interface: packet.interface)
      }
      window.skip(packet.length)
      if flow == .stop { return .stop }
      if packet.interface == alike.interface {
        passOver(alike, after: packet.ticks, interface.clock, passed)
      }
    }
    return .proceed
  }

  /// Passes over the plain packets after one of `ticks` that are alike, and of its interface. Where
  /// the ticks of an interface do not go back, its time by `clock` does not either.
  @inline(__always)
  private mutating func passOver(
    _ alike: AlikeRecords, after ticks: UInt64, _ clock: BlockClock,
    _ passed: (PassedRecords) -> Void
  ) {
    var (count, ticks) = (0, ticks)
    while let next = PlainPacket(window), next.interface == alike.interface, next.ticks >= ticks,
      alike.contain(window, next.captured)
    {
      (count, ticks) = (count + 1, next.ticks)
      window.skip(next.length)
    }
    guard count > 0 else { return }
    frame += count
    lastNanoseconds = clock.nanoseconds(ticks)
    passed(PassedRecords(count: count, frame: frame, nanoseconds: lastNanoseconds))
  }
}
