import CaptureIO
import TestSupport
import Testing

@Suite struct `Lines of text` {
  private func lines(_ bytes: [UInt8], stopAfter last: Int = .max) throws -> [String] {
    let folder = try TemporaryFolder()
    var text = TextCapture(try ByteSource(path: folder.write(bytes)))
    var lines: [String] = []
    let end = text.forEach { line, length in
      let kept = String(decoding: line.indices.map { line[$0] }, as: UTF8.self)
      lines.append(kept.utf8.count == length ? kept : "\(kept.utf8.count) of \(length)")
      return lines.count == last ? .stop : .proceed
    }
    return lines + ["\(end)"]
  }

  /// How reading ends where the last line has no end: it may be cut.
  private func cut(afterLine line: Int) -> String {
    "damaged(afterFrame: \(line), reason: \"the last line has no end\")"
  }

  @Test func `a line ends with a line feed`() throws {
    #expect(try lines(Array("a\nbc\n".utf8)) == ["a", "bc", "complete"])
    #expect(try lines(Array("a\r\n\r\n\nb\n".utf8)) == ["a", "", "", "b", "complete"])
    #expect(try lines(Array("a\rb\r\n".utf8)) == ["a\rb", "complete"])
  }

  @Test func `a last line without its end is not handed out`() throws {
    #expect(try lines(Array("a\nbc".utf8)) == ["a", cut(afterLine: 1)])
    #expect(try lines(Array("a\n\r".utf8)) == ["a", cut(afterLine: 1)])
  }

  @Test func `reading stops where it is told`() throws {
    let text = Array("a\nb\nc\n".utf8)
    #expect(try lines(text, stopAfter: 2) == ["a", "b", "stopped(afterFrame: 2)"])
    #expect(try lines(text, stopAfter: 3).last == "stopped(afterFrame: 3)")
  }

  @Test func `many lines come through a small window`() throws {
    let many = (0..<200_000).map { "line \($0)" }
    #expect(try lines(Array((many.joined(separator: "\n") + "\n").utf8)) == many + ["complete"])
  }

  @Test func `a line that is too long is cut, and its length is told`() throws {
    for count in [TextCapture.longestLine - 1, TextCapture.longestLine] {
      let line = String(repeating: "x", count: count)
      #expect(try lines(Array("a\n\(line)\nb\n".utf8)) == ["a", line, "b", "complete"])
    }
    for count in [TextCapture.longestLine + 1, 1_000_000, 5_000_000] {
      let line = [UInt8](repeating: 0x78, count: count)
      let wanted = ["a", "\(TextCapture.longestLine) of \(count)", "b", "complete"]
      #expect(try lines(Array("a\n".utf8) + line + Array("\nb\n".utf8)) == wanted)
      #expect(try lines(Array("a\n".utf8) + line) == ["a", cut(afterLine: 1)])
    }
  }

  @Test func `compressed text that is cut says so`() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(Array(repeating: UInt8(ascii: "\n"), count: 9_000))
    let packed = try Command.bytes("gzip", ["-c", path])
    let end = try lines(Array(packed.dropLast(4))).last
    #expect(end?.contains("the gzip data ends in the middle") == true)
  }
}
