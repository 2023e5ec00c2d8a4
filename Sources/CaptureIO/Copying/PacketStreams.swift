extension PcapngReader {
  /// Copies the packets of streams that follow each other here, up to the end of the window: what
  /// is left of them by their form, as much as there is room for. Returns the number of bytes. The
  /// section is little-endian.
  mutating func copyStreams(
    _ edits: inout RecordEdits, into room: UnsafeMutableRawBufferPointer
  ) -> Int {
    let bytes = unsafe UnsafeMutableRawBufferPointer(window.bytes)
    var (place, filled, count, number) = (0, 0, 0, -1)
    while let block = unsafe PlainBlock(bytes, place) {
      if block.interface != number {
        guard block.interface < interfaces.count,
          edits.hasForms(interfaces[block.interface].linkType, in: order)
        else { break }
        number = block.interface
      }
      let written = unsafe block.copy(&edits, room, filled)
      if written == 0 { break }
      (place, filled, count) = (place + block.length, filled + written, count + 1)
    }
    window.skip(place)
    frame += count
    return filled
  }
}

/// A packet as `PlainPacket` has it, at a place of memory.
@safe
private struct PlainBlock {
  let interface: Int
  /// The bytes of the whole block.
  let length: Int
  private let captured: Int
  private let start: UnsafeMutableRawPointer

  /// Reads the block at a place; nil if it is none, or not whole.
  @inline(__always)
  init?(_ bytes: UnsafeMutableRawBufferPointer, _ place: Int) {
    guard bytes.count - place >= BlockType.packetHead + 4,
      let start = unsafe bytes.baseAddress.map({ unsafe $0 + place }),
      unsafe Self.word(start, 0) == BlockType.packet
    else { return nil }
    length = Int(unsafe Self.word(start, 4))
    captured = Int(unsafe Self.word(start, 20))
    guard length == BlockType.packetHead + (captured + 3) & ~3 + 4, length <= bytes.count - place,
      length <= BlockType.longest, Int(unsafe Self.word(start, length - 4)) == length
    else { return nil }
    interface = Int(unsafe Self.word(start, 8))
    unsafe self.start = start
  }

  /// Writes what is left of the packet by its form behind the `filled` bytes of `room`. Returns the
  /// number of bytes; 0 where the packet has no form, and where there is no room for more than it.
  @inline(__always)
  func copy(
    _ edits: inout RecordEdits, _ room: UnsafeMutableRawBufferPointer, _ filled: Int
  ) -> Int {
    let head = BlockType.packetHead
    guard room.count - filled > head + EmptiedForm.longest + 4,
      let output = unsafe room.baseAddress.map({ unsafe $0 + filled })
    else { return 0 }
    let kept = unsafe edits.empty(start + head, captured, to: output + head)
    guard kept > 0 else { return 0 }
    unsafe output.copyMemory(from: start, byteCount: head)
    let written = head + kept + 4
    unsafe Self.put(written, output, 4)
    unsafe Self.put(written, output, written - 4)
    if kept < captured {
      unsafe Self.put(kept, output, 20)
      unsafe Self.put(kept, output, 24)
    }
    return written
  }

  @inline(__always)
  private static func word(_ block: UnsafeMutableRawPointer, _ offset: Int) -> UInt32 {
    unsafe UInt32(littleEndian: (block + offset).loadUnaligned(as: UInt32.self))
  }

  @inline(__always)
  private static func put(_ number: Int, _ block: UnsafeMutableRawPointer, _ offset: Int) {
    let number = UInt32(truncatingIfNeeded: number).littleEndian
    unsafe block.storeBytes(of: number, toByteOffset: offset, as: UInt32.self)
  }
}
