import FoundationEssentials

/// Expands file name patterns as a shell does: `*`, `?`, `[a-z]` and `[!a-z]`.
///
/// A pattern never matches a slash. A name that begins with a dot matches only a pattern that
/// begins with a dot.
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
    return (names ?? []).sorted().filter { matches($0, part) }.map { base + $0 }
  }

  /// Whether `name` matches the pattern `part`, both without slashes.
  static func matches(_ name: String, _ part: String) -> Bool {
    if name.hasPrefix("."), !part.hasPrefix(".") { return false }
    return matches(name[...], part[...])
  }

  private static func matches(_ name: Substring, _ part: Substring) -> Bool {
    guard let first = part.first else { return name.isEmpty }
    if first == "*" {
      let rest = part.drop { $0 == "*" }
      return name.indices.contains { matches(name[$0...], rest) } || rest.isEmpty
    }
    guard let character = name.first else { return false }
    if first == "[", let (takes, rest) = characterClass(part, character) {
      return takes && matches(name.dropFirst(), rest)
    }
    return (first == "?" || first == character) && matches(name.dropFirst(), part.dropFirst())
  }

  /// Whether the bracket expression at the start of `part` matches `character`, and the text after
  /// it. Nil when there is no closing bracket: then `[` is an ordinary character.
  private static func characterClass(
    _ part: Substring, _ character: Character
  ) -> (takes: Bool, rest: Substring)? {
    let inside = part.dropFirst()
    let isNegated = inside.first == "!" || inside.first == "^"
    let members = isNegated ? inside.dropFirst() : inside
    guard let end = members.dropFirst().firstIndex(of: "]") else { return nil }
    var list = members[..<end]
    var takes = false
    while let low = list.popFirst() {
      if list.first == "-", let high = list.dropFirst().first {
        takes = takes || low <= character && character <= high
        list = list.dropFirst(2)
      } else {
        takes = takes || low == character
      }
    }
    return (takes != isNegated, members[end...].dropFirst())
  }
}
