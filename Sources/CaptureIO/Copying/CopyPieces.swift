/// The bytes of a copy on their way out, in pieces of one length.
///
/// The length is a multiple of a page, and a piece begins on a page of memory. So it is copied from
/// page to page, which takes the kernel two thirds of the time of other places.
struct CopyPieces {
  /// The pieces that are full, in order.
  private var full: [ArraySlice<UInt8>] = []
  /// The memory of the present piece, where the piece begins in it, and how many of its bytes are
  /// filled.
  private var memory: [UInt8]
  private var start: Int
  private var count = 0

  /// The bytes of a piece. For longer ones the kernel takes larger parts of memory, which it often
  /// has to make room for first: that can take three times as long.
  private static let length = 1 << 18
  private static let page = 1 << 12

  /// Begins without content.
  init() { (memory, start) = Self.emptyMemory() }

  /// Memory for a piece, and where its first page begins. Each byte is written before it goes out.
  private static func emptyMemory() -> ([UInt8], start: Int) {
    let memory = unsafe [UInt8](unsafeUninitializedCapacity: length + page) { $1 = length + page }
    let address = unsafe memory.withUnsafeBytes { Int(bitPattern: $0.baseAddress) }
    return (memory, -address & (page - 1))
  }

  /// Whether a whole piece can be taken.
  var hasWhole: Bool {
    @inline(__always) get { !full.isEmpty }
  }

  /// Puts bytes behind those that came before.
  @inline(__always)
  mutating func append(_ bytes: UnsafeRawBufferPointer) {
    guard bytes.count < Self.length - count else { return unsafe appendInParts(bytes) }
    unsafe put(bytes)
  }

  /// Puts the first of some bytes behind those that came before.
  @inline(__always)
  mutating func append(_ bytes: UnsafeMutableBufferPointer<UInt8>, first count: Int) {
    let part = unsafe UnsafeMutableBufferPointer(rebasing: bytes[..<count])
    unsafe append(UnsafeRawBufferPointer(part))
  }

  /// Puts bytes behind those that came before.
  mutating func append(_ bytes: [UInt8]) {
    unsafe bytes.withUnsafeBytes { unsafe append($0) }
  }

  /// Puts `count` bytes behind those that came before, which `body` writes to their place. Each of
  /// them has to be written.
  @inline(__always)
  mutating func append(count: Int, _ body: (UnsafeMutableRawBufferPointer) -> Void) {
    guard count < Self.length - self.count else { return unsafe appendInParts(count, body) }
    unsafe memory.withUnsafeMutableBytes {
      let end = start + self.count
      unsafe body(UnsafeMutableRawBufferPointer(rebasing: $0[end..<end + count]))
    }
    self.count += count
  }

  @inline(never)
  private mutating func appendInParts(
    _ count: Int, _ body: (UnsafeMutableRawBufferPointer) -> Void
  ) {
    let whole = unsafe [UInt8](unsafeUninitializedCapacity: count) { bytes, filled in
      unsafe body(UnsafeMutableRawBufferPointer(bytes))
      filled = count
    }
    append(whole)
  }

  /// Lets `body` write behind what came before. It gets what is left of the piece, and returns how
  /// many bytes it has written, less than there are.
  @inline(__always)
  mutating func fill(_ body: (UnsafeMutableRawBufferPointer) -> Int) {
    count += unsafe memory.withUnsafeMutableBytes {
      unsafe body(UnsafeMutableRawBufferPointer(rebasing: $0[start + count..<start + Self.length]))
    }
  }

  @inline(__always)
  private mutating func put(_ bytes: UnsafeRawBufferPointer) {
    unsafe memory.withUnsafeMutableBytes {
      let place = unsafe UnsafeMutableRawBufferPointer(rebasing: $0[(start + count)...])
      unsafe place.copyMemory(from: bytes)
    }
    count += bytes.count
  }

  private mutating func appendInParts(_ bytes: UnsafeRawBufferPointer) {
    var rest = unsafe bytes[...]
    while unsafe !rest.isEmpty {
      let part = unsafe UnsafeRawBufferPointer(rebasing: rest.prefix(Self.length - count))
      unsafe put(part)
      unsafe rest = rest.dropFirst(part.count)
      if count == Self.length { finishPiece() }
    }
  }

  private mutating func finishPiece() {
    full.append(memory[start..<start + count])
    (memory, start) = Self.emptyMemory()
    count = 0
  }

  /// Takes the next whole piece; at the end of the copy also the rest. Nil when nothing is left.
  mutating func take(atEnd isAtEnd: Bool) -> ArraySlice<UInt8>? {
    if !full.isEmpty { return full.removeFirst() }
    guard isAtEnd, count > 0 else { return nil }
    finishPiece()
    return full.removeFirst()
  }
}
