/// Cuts the bytes of a text into lines.
///
/// A line ends with a line feed, with or without a carriage return before it. The end is not handed
/// out.
package enum LineReader {
  /// The most bytes of a line that are handed out. The rest of a longer line is skipped.
  package static let longestLine = 1 << 20

  /// Hands out every line in order, with its full length in bytes.
  package static func forEach(
    in text: Span<UInt8>, _ body: (_ line: Span<UInt8>, _ length: Int) -> Void
  ) {
    var start = 0
    while start < text.count {
      var end = start
      while end < text.count, text[end] != UInt8(ascii: "\n") { end += 1 }
      let next = end + 1
      if end > start, text[end - 1] == UInt8(ascii: "\r") { end -= 1 }
      let kept = min(end - start, longestLine)
      body(text.extracting(start..<start + kept), end - start)
      start = next
    }
  }
}
