import CPcap
import Glibc

/// The content that libpcap reads. A scanner sees the same bytes.
@safe
final class WatchedInput {
  let source: ByteSource
  private var scanner = BlockScanner()
  /// The frame that the next note stands before; `Int.max` when there is none.
  @exclusivity(unchecked) private(set) var nextNote = Int.max

  /// Reads the content of `source`.
  init(_ source: ByteSource) { self.source = source }

  /// What the bytes so far have told.
  var facts: ScannedFacts { scanner.facts }

  /// Takes the notes before `frame`, or before a frame ahead of it.
  func takeNotes(upTo frame: Int) -> [FileNote] {
    defer { unsafe nextNote = scanner.facts.nextFrame }
    return scanner.takeNotes(upTo: frame)
  }

  /// Reads the next bytes; gives their number, 0 at the end.
  func read(into buffer: UnsafeMutableRawBufferPointer) -> Int {
    let got = unsafe source.read(into: buffer)
    let bytes = unsafe UnsafeBufferPointer(rebasing: buffer.bindMemory(to: UInt8.self)[..<got])
    scanner.accept(unsafe bytes.span)
    unsafe nextNote = scanner.facts.nextFrame
    return got
  }

  /// Reads what libpcap has left, up to the end.
  func readRest() {
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 16, alignment: 4096)
    defer { unsafe buffer.deallocate() }
    while unsafe read(into: buffer) > 0 {}
    source.readRest()
  }

  /// Makes a stream that reads through `self`, which must live as long as the stream.
  func stream() -> UnsafeMutablePointer<FILE>? {
    unsafe stream_that_reads(Unmanaged.passUnretained(self).toOpaque()) { cookie, buffer, count in
      guard let cookie = unsafe cookie, let buffer = unsafe buffer else { return 0 }
      let input = unsafe Unmanaged<WatchedInput>.fromOpaque(cookie).takeUnretainedValue()
      return unsafe input.read(
        into: UnsafeMutableRawBufferPointer(start: buffer, count: count))
    }
  }
}
