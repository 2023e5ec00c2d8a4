import TestSupport
import Testing

@testable import CaptureIO

/// Files that another thread reads.
@Suite struct ReadAheadTests {
  /// Bytes without a pattern that a shift could hide.
  private func content(_ size: Int) -> [UInt8] {
    (0..<size).map { UInt8(truncatingIfNeeded: $0 &* 31 ^ $0 >> 8 ^ $0 >> 16) }
  }

  @Test(arguments: [1, 4_096, 4_097, 1_052_672, 1_052_673, 5_000_000])
  func `a window shows every byte once, at its place`(size: Int) throws {
    let folder = try TemporaryFolder()
    let content = content(size)
    var window = BlockWindow(
      try ByteSource(path: folder.write(content), readsAhead: true))
    // More than has room before a piece, and more than a piece, among others.
    let lengths = [1, 32, 65_535, 65_537, 3, 2_000_000, 4_095]
    var (seen, step): ([UInt8], Int) = ([], 0)
    while window.fill(lengths[step % lengths.count]) {
      let length = lengths[step % lengths.count]
      #expect(window.offset == seen.count)
      seen += unsafe Array(window.bytes[..<length])
      window.skip(length)
      step += 1
    }
    let (offset, damage) = (window.offset, window.source.damage)
    #expect(offset == seen.count)
    #expect(damage == nil)
    seen += unsafe Array(window.bytes)
    #expect(seen == content)
  }

  /// The first bytes asked for are more than those by which the kind of the content was told.
  @Test func `a file can be left before its end`() throws {
    let folder = try TemporaryFolder()
    let content = content(8_000_000)
    let path = try folder.write(content)
    for _ in 0..<50 {
      var window = BlockWindow(try ByteSource(path: path, readsAhead: true))
      let isFilled = window.fill(5_000)
      let seen = unsafe Array(window.bytes[..<5_000])
      #expect(isFilled && seen == Array(content.prefix(5_000)))
    }
  }
}
