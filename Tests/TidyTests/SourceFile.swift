/// A text file of the project, with its path from the project's root. The values that the rules
/// need are computed once.
struct SourceFile {
  let path: String
  let text: String
  let lines: [Substring]
  /// The module that a Swift file under Sources or Tests belongs to; nil for any other file.
  let module: String?
  let isSwift: Bool
  let isUnderSources: Bool
  /// The lines without comments and literals; empty for a file that is not Swift.
  let codeLines: [Substring]
  /// The lines without comments; empty for a file that is not Swift.
  let linesWithoutComments: [Substring]
  /// The words and characters of the code.
  let tokens: [Token]
  /// The declarations of the file, and its types and extensions.
  let declarations: [Declaration]
  let types: [TypeScope]
  /// For each token, the index of its innermost type in `types`; -1 for none.
  private let innermost: [Int]

  init(path: String, text: String) {
    self.path = path
    self.text = text
    lines = Self.lines(text)
    isSwift = path.hasSuffix(".swift")
    isUnderSources = path.hasPrefix("Sources/")
    let parts = path.split(separator: "/")
    let isOfModule = isSwift && parts.count > 2 && ["Sources", "Tests"].contains(parts[0])
    module = isOfModule ? String(parts[1]) : nil
    let swift = SwiftText(isSwift ? text : "")
    codeLines = Self.lines(String(decoding: swift.code, as: UTF8.self))
    linesWithoutComments = Self.lines(String(decoding: swift.withoutComments, as: UTF8.self))
    tokens = Token.all(in: swift.code)
    let reader = DeclarationReader(isUnderSources ? tokens : [])
    declarations = reader.declarations
    types = reader.types
    var innermost = Array(repeating: -1, count: tokens.count)
    for (index, type) in reader.types.enumerated().reversed() {
      for token in type.tokens { innermost[token] = index }
    }
    self.innermost = innermost
  }

  /// The names of the types around a token, from the outermost inwards.
  func typePath(around token: Int) -> [String] {
    innermost[token] < 0 ? [] : types[innermost[token]].path
  }

  private static func lines(_ text: String) -> [Substring] {
    text.split(separator: "\n", omittingEmptySubsequences: false)
  }

  /// The comments that stand on lines of their own, each with the line on which it begins. Lines
  /// that follow each other are one comment.
  var comments: [(line: Int, text: String)] {
    var comments: [(line: Int, text: String)] = []
    var last = -1
    for (index, line) in lines.enumerated() {
      let text = line.drop { $0 == " " }
      guard text.hasPrefix("//") else { continue }
      if last == index - 1, !comments.isEmpty {
        comments[comments.count - 1].text += "\n" + text
      } else {
        comments.append((index + 1, String(text)))
      }
      last = index
    }
    return comments
  }

  /// The file's name without its folders.
  var name: String { path.split(separator: "/").last.map(String.init) ?? path }
}

/// A violation of a rule.
struct Complaint: Hashable, CustomStringConvertible {
  var path: String
  /// The line, from 1; nil when the complaint is about the whole file.
  var line: Int?
  var message: String

  var description: String { path + (line.map { ":\($0)" } ?? "") + ": \(message)" }
}

extension SourceFile {
  func complaint(_ message: String, line: Int? = nil) -> Complaint {
    Complaint(path: path, line: line, message: message)
  }

  /// A complaint for each of `lines` for which `isBad` is true.
  func complaints(
    in lines: [Substring], _ message: String, where isBad: (Substring) -> Bool
  ) -> [Complaint] {
    lines.enumerated().filter { isBad($0.element) }
      .map { complaint(message, line: $0.offset + 1) }
  }

  /// A complaint for each line with a token for which `isBad` is true. `isBad` gets the token's
  /// index.
  func complaints(_ message: String, where isBad: (Int) -> Bool) -> [Complaint] {
    var lines = tokens.indices.filter(isBad).map { tokens[$0].line }
    lines = lines.indices.filter { $0 == 0 || lines[$0] != lines[$0 - 1] }.map { lines[$0] }
    return lines.map { complaint(message, line: $0) }
  }
}
