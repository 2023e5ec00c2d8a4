import Foundation

/// Rules for the pages that people read.
enum ProseRules {
  /// The most words of README.md, as `wc -w` counts them.
  static let mostWords = 900

  /// Whether this is a page: a Markdown file in one of the places for documentation.
  static func isPage(_ path: String) -> Bool {
    guard path.hasSuffix(".md") else { return false }
    let folders = ["docs/", "specs/", "packaging/", "findings/", "Tests/"]
    return !path.contains("/") || folders.contains(where: path.hasPrefix)
  }

  static func length(_ file: SourceFile) -> [Complaint] {
    let words = file.text.split(whereSeparator: \.isWhitespace).count
    return words <= mostWords ? [] : [file.complaint("\(words) words, the most are \(mostWords)")]
  }

  // MARK: - Links

  /// Links inside the project that lead nowhere. `text` returns the text of a file, nil if there is
  /// none. `exists` says whether a file or a folder exists.
  static func links(
    _ file: SourceFile, exists: (String) -> Bool, text: (String) -> String?
  ) -> [Complaint] {
    prose(file.text).flatMap { number, line in
      line.matches(of: /\]\(([^)\s]+)\)/).map { String($0.1) }
        .filter { !$0.contains("://") }
        .compactMap { target in
          problem(target, from: file, exists: exists, text: text)
            .map { file.complaint("\(target): \($0)", line: number) }
        }
    }
  }

  /// What is wrong with a link; nil when it leads somewhere.
  private static func problem(
    _ target: String, from file: SourceFile, exists: (String) -> Bool, text: (String) -> String?
  ) -> String? {
    let parts = target.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false)
    let path = parts[0].isEmpty ? file.path : resolved(parts[0], from: file.path)
    guard exists(path) else { return "there is no \(path)" }
    guard parts.count > 1 else { return nil }
    let anchors = headings(text(path) ?? "").map(anchor)
    return anchors.contains(String(parts[1])) ? nil : "\(path) has no such heading"
  }

  /// A link's path from the project's root.
  private static func resolved(_ link: Substring, from page: String) -> String {
    var folders = page.split(separator: "/").dropLast()
    for part in link.split(separator: "/") where part != "." {
      if part == ".." { _ = folders.popLast() } else { folders.append(part) }
    }
    return folders.joined(separator: "/")
  }

  private static func headings(_ text: String) -> [String] {
    prose(text).map(\.line).filter { $0.hasPrefix("#") }
      .map { $0.drop { $0 == "#" }.trimmingCharacters(in: .whitespaces) }
  }

  /// The name that a heading has in links.
  private static func anchor(_ heading: String) -> String {
    heading.lowercased().filter { $0.isLetter || $0.isNumber || " -_".contains($0) }
      .replacing(" ", with: "-")
  }

  // MARK: - Paths

  /// The folders whose files a page may name.
  private static let roots = [
    "Sources", "Tests", "docs", "specs", "captures", "reports", "packaging", "Scripts",
    "Benchmarks", "Examples", "findings", "Plugins",
  ]

  /// Paths between back-ticks that do not exist. Paths with a placeholder are not checked.
  static func paths(_ file: SourceFile, exists: (String) -> Bool) -> [Complaint] {
    prose(file.text).flatMap { number, line in
      line.matches(of: /`([A-Za-z]+)\/([\w.\/-]*)`/)
        .filter { roots.contains(String($0.1)) && !exists("\($0.1)/\($0.2)") }
        .map { file.complaint("there is no \($0.1)/\($0.2)", line: number) }
    }
  }

  /// The lines outside fenced blocks, with their numbers.
  private static func prose(_ text: String) -> [(number: Int, line: Substring)] {
    var isFenced = false
    var lines: [(Int, Substring)] = []
    let all = text.split(separator: "\n", omittingEmptySubsequences: false)
    for (index, line) in all.enumerated() {
      if line.hasPrefix("```") {
        isFenced.toggle()
      } else if !isFenced {
        lines.append((index + 1, line))
      }
    }
    return lines
  }
}
