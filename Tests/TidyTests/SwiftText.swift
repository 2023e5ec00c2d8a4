/// Swift source with blanks in place of everything that is not code. The lines keep their numbers.
///
/// It knows comments, string literals of every form, interpolations (which are code) and raw
/// identifiers. That is enough for formatted text. It works on bytes and in one pass, because every
/// Swift file of the project goes through it.
struct SwiftText {
  private let bytes: [UInt8]
  private var index = 0
  /// The source without comments, with blanks in place of literals.
  private(set) var code: [UInt8] = []
  /// The source without comments.
  private(set) var withoutComments: [UInt8] = []

  init(_ text: String) {
    bytes = Array(text.utf8)
    code.reserveCapacity(bytes.count)
    withoutComments.reserveCapacity(bytes.count)
    while index < bytes.count { scan(isInterpolation: false) }
  }

  /// Reads code up to the end of the text, or up to the parenthesis that ends an interpolation.
  private mutating func scan(isInterpolation: Bool) {
    var depth = 0
    while index < bytes.count {
      switch bytes[index] {
      case .slash where isAt("//"): drop(to: "\n", keepingEnd: true)
      case .slash where isAt("/*"): drop(to: "*/", keepingEnd: false)
      case .quote: literal(hashes: 0)
      case .hash where hashes(from: index) > 0: literal(hashes: hashes(from: index))
      case .backTick: rawIdentifier()
      case .open:
        depth += 1
        pass()
      case .close where isInterpolation && depth == 0: return
      case .close:
        depth -= 1
        pass()
      default: pass()
      }
    }
  }

  /// The number of hashes here before a quote; 0 when no quote follows them.
  private func hashes(from start: Int) -> Int {
    var end = start
    while end < bytes.count, bytes[end] == .hash { end += 1 }
    return end < bytes.count && bytes[end] == .quote ? end - start : 0
  }

  private mutating func literal(hashes: Int) {
    let marks = String(repeating: "#", count: hashes)
    let isLong = isAt(marks + "\"\"\"")
    let close = (isLong ? "\"\"\"" : "\"") + marks
    blank(close.utf8.count)
    let escape = "\\" + marks
    while index < bytes.count, !isAt(close) {
      if isAt(escape + "(") {
        blank(escape.utf8.count + 1)
        scan(isInterpolation: true)
        blank(1)
      } else {
        blank(isAt(escape) ? escape.utf8.count + 1 : 1)
      }
    }
    blank(close.utf8.count)
  }

  /// Handles a name in back-ticks. A name of one word, such as a keyword, counts as code.
  private mutating func rawIdentifier() {
    blank(1)
    let start = index
    var end = start
    while end < bytes.count, bytes[end].isOfWord { end += 1 }
    let isWord = end > start && end < bytes.count && bytes[end] == .backTick
    while index < bytes.count, bytes[index] != .backTick {
      if isWord { pass() } else { blank(1) }
    }
    blank(1)
  }

  private func isAt(_ text: String) -> Bool {
    var place = index
    for byte in text.utf8 {
      guard place < bytes.count, bytes[place] == byte else { return false }
      place += 1
    }
    return true
  }

  private mutating func pass() {
    code.append(bytes[index])
    withoutComments.append(bytes[index])
    index += 1
  }

  /// Copies `count` bytes of a literal. In `code` each character becomes a blank.
  private mutating func blank(_ count: Int) {
    for byte in bytes[index..<min(index + count, bytes.count)] {
      withoutComments.append(byte)
      let goesOn = byte & 0xC0 == 0x80
      if !goesOn { code.append(byte == .newline ? .newline : .space) }
    }
    index = min(index + count, bytes.count)
  }

  private mutating func drop(to end: String, keepingEnd: Bool) {
    while index < bytes.count, !isAt(end) { dropByte() }
    if !keepingEnd { for _ in end.utf8 where index < bytes.count { dropByte() } }
  }

  private mutating func dropByte() {
    if bytes[index] == .newline {
      code.append(.newline)
      withoutComments.append(.newline)
    }
    index += 1
  }
}

extension SwiftText {
  /// `text` without comments and without the contents of quotes and back-ticks.
  static func code(_ text: String) -> String {
    String(decoding: SwiftText(text).code, as: UTF8.self)
  }

  /// `text` without comments.
  static func withoutComments(_ text: String) -> String {
    String(decoding: SwiftText(text).withoutComments, as: UTF8.self)
  }
}

extension UInt8 {
  static let newline = UInt8(ascii: "\n")
  static let space = UInt8(ascii: " ")
  static let slash = UInt8(ascii: "/")
  static let quote = UInt8(ascii: "\"")
  static let hash = UInt8(ascii: "#")
  static let backTick = UInt8(ascii: "`")
  static let open = UInt8(ascii: "(")
  static let close = UInt8(ascii: ")")

  /// Whether an identifier or a number may contain this character.
  var isOfWord: Bool {
    switch self {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), 0x80...0xFF:
      true
    default: false
    }
  }
}
