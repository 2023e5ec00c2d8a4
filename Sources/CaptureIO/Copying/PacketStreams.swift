extension PcapngReader {
  /// Copies the packets of streams that follow each other here, up to the end of the window: what
  /// is left of them by their form, as much as there is room for. Returns the number of bytes. The
  /// section is little-endian.
  mutating func copyStreams(
    _ edits: inout RecordEdits, into room: UnsafeMutableRawBufferPointer
  ) -> Int {
    guard order == .little else { return 0 }
    var copied = (read: 0, written: 0, count: 0)
    let linkType = edits.linkType
    edits.withForms { forms in
      unsafe copied = copyStreams(forms, linkType, into: room)
      return copied.count
    }
    window.skip(copied.read)
    frame += copied.count
    return copied.written
  }

  /// Copies the packets of interfaces with this link type. Returns the numbers of bytes, and of
  /// packets.
  private func copyStreams(
    _ forms: EmptiedForms, _ linkType: Int, into room: UnsafeMutableRawBufferPointer
  ) -> (read: Int, written: Int, count: Int) {
    let bytes = unsafe UnsafeRawBufferPointer(window.bytes)
    var (read, written, count, known) = (0, 0, 0, -1)
    while let block = unsafe PlainBlock(bytes, read) {
      if block.interface != known {
        guard block.interface < interfaces.count,
          interfaces[block.interface].linkType.rawValue == linkType
        else { break }
        known = block.interface
      }
      let length = unsafe block.copy(forms, room, written)
      if length == 0 { break }
      (read, written, count) = (read + block.length, written + length, count + 1)
    }
    return (read, written, count)
  }
}

/// A packet as `PlainPacket` has it, at a place of memory.
@safe
private struct PlainBlock {
  let interface: Int
  /// The bytes of the whole block.
  let length: Int
  private let captured: Int
  private let start: UnsafeRawPointer

  /// Reads the block at a place; nil if it is none, or not whole.
  @inline(__always)
  init?(_ bytes: UnsafeRawBufferPointer, _ place: Int) {
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
    _ forms: EmptiedForms, _ room: UnsafeMutableRawBufferPointer, _ filled: Int
  ) -> Int {
    let head = BlockType.packetHead
    guard room.count - filled > head + EmptiedForm.longest + 4,
      let output = unsafe room.baseAddress.map({ unsafe $0 + filled })
    else { return 0 }
    let kept = unsafe forms.empty(start + head, captured, to: output + head)
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
  private static func word(_ block: UnsafeRawPointer, _ offset: Int) -> UInt32 {
    unsafe UInt32(littleEndian: (block + offset).loadUnaligned(as: UInt32.self))
  }

  @inline(__always)
  private static func put(_ number: Int, _ block: UnsafeMutableRawPointer, _ offset: Int) {
    let number = UInt32(truncatingIfNeeded: number).littleEndian
    unsafe block.storeBytes(of: number, toByteOffset: offset, as: UInt32.self)
  }
}
