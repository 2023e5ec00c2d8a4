import Glibc

/// A part of the content that moves from its beginning to its end.
///
/// The kernel copies into memory that is not aligned to a cache line at about two thirds of the
/// speed. So what is left of the part before goes in front of `lead`, and reading begins there.
@safe
struct BlockWindow: ~Copyable {
  let source: ByteSource
  private var base: UnsafeMutableRawPointer
  private var capacity: Int
  /// The place of the window's first byte in `base`, and of the byte after its last one.
  private var start = 0
  private var end = 0
  /// The place of the first byte of `base` in the content; below 0 where the window begins later.
  private var origin = 0
  private var isAtEnd = false

  /// The most bytes that are read at once. Above 256 KiB nothing is gained.
  private static let pieceSize = 1 << 18
  private static let lead = ReadAhead.lead

  /// Begins at the beginning of what `source` still gives.
  init(_ source: ByteSource) {
    self.source = source
    capacity = source.ahead == nil ? Self.lead + Self.pieceSize : ReadAhead.size
    unsafe base = .allocate(byteCount: capacity, alignment: 4096)
  }

  deinit { unsafe base.deallocate() }

  /// The bytes of the window; they stay where they are until `fill` is called.
  var bytes: UnsafeMutableBufferPointer<UInt8> {
    @inline(__always)
    get {
      unsafe UnsafeMutableBufferPointer(
        start: (base + start).assumingMemoryBound(to: UInt8.self), count: end - start)
    }
  }

  /// The place of the window's first byte in the content.
  var offset: Int { origin + start }

  /// The number of bytes in the window.
  var count: Int {
    @inline(__always) get { end - start }
  }

  /// The little-endian number of 32 bits at a place of the window; 0 beyond it.
  @inline(__always)
  func word(_ offset: Int) -> UInt32 {
    guard offset >= 0, offset + 4 <= end - start else { return 0 }
    return unsafe UInt32(littleEndian: (base + start + offset).loadUnaligned(as: UInt32.self))
  }

  /// The little-endian number of 64 bits at a place of the window; 0 beyond it.
  @inline(__always)
  func long(_ offset: Int) -> UInt64 {
    guard offset >= 0, offset + 8 <= end - start else { return 0 }
    return unsafe UInt64(littleEndian: (base + start + offset).loadUnaligned(as: UInt64.self))
  }

  /// Passes over the first bytes of the window.
  @inline(__always)
  mutating func skip(_ count: Int) {
    start += count
  }

  /// Reads until `count` bytes are in the window; false when the content ends before.
  @inline(__always)
  mutating func fill(_ count: Int) -> Bool { end - start >= count || refill(count) }

  @inline(never)
  private mutating func refill(_ count: Int) -> Bool {
    if isAtEnd { return false }
    // What is ahead has room of its own.
    if !source.isAhead { makeRoom(count) }
    while end - start < count {
      if source.isAhead, let ahead = source.ahead { return takePieces(of: ahead, count) }
      let room = unsafe UnsafeMutableRawBufferPointer(start: base + end, count: capacity - end)
      let got = unsafe source.read(into: room)
      isAtEnd = got == 0
      if isAtEnd { return false }
      end += got
    }
    return true
  }

  /// Takes pieces until `count` bytes are in the window; false when the content ends before.
  private mutating func takePieces(of ahead: ReadAhead, _ count: Int) -> Bool {
    while end - start < count {
      guard let piece = ahead.take() else {
        isAtEnd = true
        return false
      }
      if end - start <= Self.lead { replaceMemory(by: piece, ahead) } else { append(piece, ahead) }
    }
    return true
  }

  /// Goes on in the memory of a piece, and gives back that of the window.
  private mutating func replaceMemory(by piece: ReadAhead.Piece, _ ahead: ReadAhead) {
    let left = end - start
    let place = Self.lead - left
    unsafe memcpy(piece.memory + place, base + start, left)
    if capacity == ReadAhead.size {
      unsafe ahead.giveBack(base)
    } else {
      unsafe base.deallocate()
      unsafe ahead.giveBack(ReadAhead.memory())
    }
    unsafe base = piece.memory
    capacity = ReadAhead.size
    origin += start - place
    (start, end) = (place, Self.lead + piece.count)
  }

  /// Puts a piece behind what is in the window, which is more than there is room for before it.
  private mutating func append(_ piece: ReadAhead.Piece, _ ahead: ReadAhead) {
    makeRoom(end - start + piece.count)
    unsafe memcpy(base + end, piece.memory + Self.lead, piece.count)
    end += piece.count
    unsafe ahead.giveBack(piece.memory)
  }

  /// Moves what is left to the front, so that `count` bytes have room.
  private mutating func makeRoom(_ count: Int) {
    let left = end - start
    let isShort = left <= Self.lead && Self.lead - left + count <= capacity
    let place = isShort ? Self.lead - left : 0
    if place + count > capacity {
      // Twice what is needed: a search that needs as much at each place does not move it each time.
      capacity = 2 * count
      let larger = UnsafeMutableRawPointer.allocate(byteCount: capacity, alignment: 4096)
      unsafe memcpy(larger + place, base + start, left)
      unsafe base.deallocate()
      unsafe base = larger
    } else {
      unsafe memmove(base + place, base + start, left)
    }
    origin += start - place
    (start, end) = (place, place + left)
  }
}

extension BlockWindow {
  /// The last bytes that were passed over; they may be changed. Nothing may be read before.
  func last(_ count: Int) -> UnsafeMutableBufferPointer<UInt8> {
    unsafe UnsafeMutableBufferPointer(
      start: (base + start - count).assumingMemoryBound(to: UInt8.self), count: count)
  }
}
