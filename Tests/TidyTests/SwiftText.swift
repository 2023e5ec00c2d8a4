/// Swift source with what is no code blanked out; the lines keep their numbers.
///
/// It knows comments, string literals of every form and raw identifiers, which is enough for
/// text that the formatter has passed.
struct SwiftText {
  private var rest: Substring
  private var output = ""
  private let keepsStrings: Bool

  /// `text` without comments and without what stands in quotes and back-ticks.
  static func code(_ text: String) -> String {
    var scanner = SwiftText(text, keepsStrings: false)
    return scanner.scan()
  }

  /// `text` without comments.
  static func withoutComments(_ text: String) -> String {
    var scanner = SwiftText(text, keepsStrings: true)
    return scanner.scan()
  }

  private init(_ text: String, keepsStrings: Bool) {
    rest = text[...]
    self.keepsStrings = keepsStrings
  }

  private mutating func scan() -> String {
    while let character = rest.first {
      if rest.hasPrefix("//") {
        drop(to: "\n", keepingEnd: true)
      } else if rest.hasPrefix("/*") {
        drop(to: "*/", keepingEnd: false)
      } else if let quote = openingQuote() {
        literal(from: quote)
      } else {
        output.append(character)
        rest.removeFirst()
      }
    }
    return output
  }

  /// The delimiter that opens a literal here: a quote, three of them, either behind hashes, or
  /// a back-tick.
  private func openingQuote() -> String? {
    let hashes = String(rest.prefix { $0 == "#" })
    let after = rest.dropFirst(hashes.count)
    if after.hasPrefix("\"\"\"") { return hashes + "\"\"\"" }
    if after.hasPrefix("\"") { return hashes + "\"" }
    return rest.hasPrefix("`") ? "`" : nil
  }

  private mutating func literal(from quote: String) {
    let isRaw = quote.hasPrefix("#") || quote == "`"
    let close = String(quote.reversed())
    take(quote.count)
    while !rest.isEmpty, !rest.hasPrefix(close) {
      take(!isRaw && rest.hasPrefix("\\") ? 2 : 1)
    }
    take(close.count)
  }

  /// Passes `count` characters of a literal on, blanked unless strings are kept.
  private mutating func take(_ count: Int) {
    let taken = rest.prefix(count)
    output += keepsStrings ? String(taken) : String(taken.map { $0 == "\n" ? "\n" : " " })
    rest = rest.dropFirst(count)
  }

  private mutating func drop(to end: String, keepingEnd: Bool) {
    let dropped: Substring
    if let range = rest.firstRange(of: end) {
      dropped = rest[..<(keepingEnd ? range.lowerBound : range.upperBound)]
    } else {
      dropped = rest
    }
    output += String(repeating: "\n", count: dropped.count { $0 == "\n" })
    rest = rest[dropped.endIndex...]
  }
}
