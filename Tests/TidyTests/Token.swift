/// A word of code, or one other character that is not white space.
struct Token {
  var text: String
  /// The line, from 1.
  var line: Int
  var isWord: Bool

  /// Whether white space precedes it.
  var isApart: Bool

  /// The tokens of code that `SwiftText` has prepared.
  static func all(in code: [UInt8]) -> [Token] {
    var tokens: [Token] = []
    var line = 1
    var index = 0
    var isApart = true
    while index < code.count {
      let start = index
      index += 1
      switch code[start] {
      case .newline:
        line += 1
        isApart = true
      case .space: isApart = true
      case let byte:
        while byte.isOfWord, index < code.count, code[index].isOfWord { index += 1 }
        let text = String(decoding: code[start..<index], as: UTF8.self)
        tokens.append(Token(text: text, line: line, isWord: byte.isOfWord, isApart: isApart))
        isApart = false
      }
    }
    return tokens
  }
}

extension [Token] {
  /// The text of the token at `index`; empty outside the tokens.
  func text(_ index: Int) -> String { indices.contains(index) ? self[index].text : "" }

  /// The index after the bracket that closes the bracket at `start`.
  func endOfGroup(_ start: Int) -> Int {
    var depth = 0
    for index in start..<count {
      switch self[index].text {
      case "(", "[", "{": depth += 1
      case ")", "]", "}":
        depth -= 1
        if depth == 0 { return index + 1 }
      default: break
      }
    }
    return count
  }
}
