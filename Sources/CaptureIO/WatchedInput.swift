import CPcap
import Glibc

/// A file that libpcap reads, each byte once. A scanner and a listener see the same bytes.
@safe
final class WatchedInput {
  private let descriptor: Int32
  private let listener: (([UInt8]) -> Void)?
  private var scanner = BlockScanner()
  private var isAtEnd = false
  /// The frame that the next note stands before; `Int.max` when there is none.
  @exclusivity(unchecked) private(set) var nextNote = Int.max

  /// Takes over an open file. `listener` receives every piece that is read.
  init(_ descriptor: Int32, _ listener: (([UInt8]) -> Void)?) {
    self.descriptor = descriptor
    self.listener = listener
  }

  deinit { close(descriptor) }

  /// What the bytes so far have told.
  var facts: ScannedFacts { scanner.facts }

  /// Takes the notes before `frame`, or before a frame ahead of it.
  func takeNotes(upTo frame: Int) -> [FileNote] {
    defer { unsafe nextNote = scanner.facts.nextFrame }
    return scanner.takeNotes(upTo: frame)
  }

  /// Reads the next bytes; gives their number, 0 at the end, and -1 with `errno` when it fails.
  func read(into buffer: UnsafeMutableRawPointer, _ count: Int) -> Int {
    if isAtEnd { return 0 }
    var got = 0
    repeat { got = unsafe Glibc.read(descriptor, buffer, count) } while got < 0 && errno == EINTR
    isAtEnd = got == 0
    if got > 0 { unsafe see(UnsafeRawBufferPointer(start: buffer, count: got)) }
    return got
  }

  private func see(_ bytes: UnsafeRawBufferPointer) {
    scanner.accept(unsafe bytes.bindMemory(to: UInt8.self).span)
    unsafe nextNote = scanner.facts.nextFrame
    if let listener { unsafe listener(Array(bytes)) }
  }

  /// Reads what libpcap has left, up to the end.
  func readRest() {
    let size = 1 << 16
    let buffer = UnsafeMutableRawPointer.allocate(byteCount: size, alignment: 4096)
    defer { unsafe buffer.deallocate() }
    while unsafe read(into: buffer, size) > 0 {}
  }

  /// Makes a stream that reads through `self`, which must live as long as the stream.
  func stream() -> UnsafeMutablePointer<FILE>? {
    unsafe stream_that_reads(Unmanaged.passUnretained(self).toOpaque()) { cookie, buffer, count in
      guard let cookie = unsafe cookie, let buffer = unsafe buffer else { return 0 }
      let input = unsafe Unmanaged<WatchedInput>.fromOpaque(cookie).takeUnretainedValue()
      return unsafe input.read(into: buffer, count)
    }
  }
}
