/// A text file of the project, by its path from the project's root.
struct SourceFile {
  var path: String
  var text: String

  var lines: [Substring] { text.split(separator: "\n", omittingEmptySubsequences: false) }

  /// The module that a Swift file under Sources or Tests belongs to; nil for any other file.
  var module: String? {
    let parts = path.split(separator: "/")
    guard parts.count > 2, ["Sources", "Tests"].contains(parts[0]), path.hasSuffix(".swift")
    else { return nil }
    return String(parts[1])
  }

  var isSwift: Bool { path.hasSuffix(".swift") }
  var isUnderSources: Bool { path.hasPrefix("Sources/") }
}

/// One thing that a rule objects to.
struct Complaint: Hashable, CustomStringConvertible {
  var path: String
  /// From 1; nil when it is about the whole file.
  var line: Int?
  var message: String

  var description: String { path + (line.map { ":\($0)" } ?? "") + ": \(message)" }
}

extension SourceFile {
  func complaint(_ message: String, line: Int? = nil) -> Complaint {
    Complaint(path: path, line: line, message: message)
  }

  /// A complaint for each line of `text` that `isBad` finds.
  func complaints(
    in text: String, _ message: String, where isBad: (Substring) -> Bool
  ) -> [Complaint] {
    text.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
      .filter { isBad($0.element) }
      .map { complaint(message, line: $0.offset + 1) }
  }
}
