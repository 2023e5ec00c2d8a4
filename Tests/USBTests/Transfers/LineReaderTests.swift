import Testing
import USB

@Suite struct `Reading lines` {
  private func lines(_ text: [UInt8]) -> [(String, Int)] {
    var lines: [(String, Int)] = []
    LineReader.forEach(in: text.span) { line, length in
      lines.append((String(decoding: line.indices.map { line[$0] }, as: UTF8.self), length))
    }
    return lines
  }

  @Test func `a line ends with a line feed, or with the text`() {
    #expect(lines([]).isEmpty)
    #expect(lines(Array("a\r\n\nbc\n".utf8)).map(\.0) == ["a", "", "bc"])
    #expect(lines(Array("\r\na\rb".utf8)).map(\.0) == ["", "a\rb"])
    #expect(lines(Array("\n".utf8)).map(\.0) == [""])
  }

  @Test func `of a line that is too long the beginning is handed out`() {
    let long = [UInt8](repeating: 0x61, count: LineReader.longestLine + 3)
    let read = lines(long + Array("\nb".utf8))
    #expect(read.map(\.0.utf8.count) == [LineReader.longestLine, 1])
    #expect(read.map(\.1) == [LineReader.longestLine + 3, 1])
  }
}
