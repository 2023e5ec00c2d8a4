import Files
import FoundationEssentials

/// Expands file name patterns as a shell does (`NamePattern`). A pattern never matches a slash.
enum Pattern {
  /// Whether `text` contains a character that makes it a pattern.
  static func isOne(_ text: String) -> Bool { text.contains { "*?[".contains($0) } }

  /// The existing paths that a pattern matches, in order.
  static func matches(of pattern: String) -> [String] {
    var paths = [pattern.hasPrefix("/") ? "/" : ""]
    for part in pattern.split(separator: "/").map(String.init) {
      paths = paths.flatMap { extend($0, by: part) }
    }
    return paths
  }

  private static func extend(_ folder: String, by part: String) -> [String] {
    let base = folder.isEmpty || folder.hasSuffix("/") ? folder : folder + "/"
    guard isOne(part) else {
      return FileManager.default.fileExists(atPath: base + part) ? [base + part] : []
    }
    let names = try? FileManager.default.contentsOfDirectory(atPath: base.isEmpty ? "." : base)
    return (names ?? []).sorted().filter { NamePattern.matches($0, part) }.map { base + $0 }
  }
}
