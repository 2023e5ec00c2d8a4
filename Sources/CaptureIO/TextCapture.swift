import Glibc

/// A capture that consists of lines of text, read from beginning to end.
///
/// A line ends with a line feed, with or without a carriage return before it. The end is not handed
/// out. A last line without an end may be cut, so it is not handed out: a number in it may have
/// lost digits.
@safe
package struct TextCapture: ~Copyable {
  /// The content that the lines come from.
  package let source: ByteSource
  private let window: UnsafeMutableRawBufferPointer
  /// The bytes of the window that are not handed out yet.
  private var waiting = 0..<0
  /// How many bytes of the present line were passed over, because it is longer than `longestLine`.
  private var passed = 0
  /// The number of lines so far.
  private var lines = 0

  /// The most bytes of a line that are handed out. The rest of a longer line is skipped.
  package static let longestLine = 1 << 17

  /// Reads lines out of an open file.
  package init(_ source: ByteSource) {
    self.source = source
    unsafe window = .allocate(byteCount: 2 * Self.longestLine, alignment: 4096)
  }

  deinit { unsafe window.deallocate() }

  /// Hands out every line in order, with its full length in bytes, until the end or until `body`
  /// returns `.stop`. A frame of the result is the number of a line, from 1.
  package mutating func forEach(
    _ body: (_ line: Span<UInt8>, _ length: Int) -> Flow
  ) -> ReadEnd {
    while true {
      if let end = lineFeed() {
        let flow = handOut(until: end, body)
        waiting = end + 1..<waiting.upperBound
        if flow == .stop { return .stopped(afterFrame: lines) }
      } else if !refill() {
        break
      }
    }
    let isCut = !waiting.isEmpty || passed > 0
    waiting = 0..<0
    let damage = source.damage ?? (isCut ? "the last line has no end" : nil)
    return damage.map { .damaged(afterFrame: lines, reason: $0) } ?? .complete
  }

  /// The place of the next line feed.
  private func lineFeed() -> Int? {
    guard let base = unsafe window.baseAddress,
      let found = unsafe memchr(base + waiting.lowerBound, 10, waiting.count)
    else { return nil }
    return unsafe UnsafeRawPointer(found) - UnsafeRawPointer(base)
  }

  /// Hands out the line that ends before `end`.
  private mutating func handOut(
    until end: Int, _ body: (_ line: Span<UInt8>, _ length: Int) -> Flow
  ) -> Flow {
    var line = waiting.lowerBound..<end
    if let last = line.last, unsafe window[last] == 13 { line = line.dropLast() }
    let length = line.count + passed
    passed = 0
    lines += 1
    let bytes = unsafe window.bindMemory(to: UInt8.self)
    let kept = line.prefix(Self.longestLine)
    return body(unsafe UnsafeBufferPointer(rebasing: bytes[kept]).span, length)
  }

  /// Reads more of the present line; false at the end.
  private mutating func refill() -> Bool {
    let kept = min(waiting.count, Self.longestLine)
    passed += waiting.count - kept
    if let base = unsafe window.baseAddress, waiting.lowerBound > 0 {
      unsafe memmove(base, base + waiting.lowerBound, kept)
    }
    let got = unsafe source.read(into: UnsafeMutableRawBufferPointer(rebasing: window[kept...]))
    waiting = 0..<kept + got
    return got > 0
  }
}
