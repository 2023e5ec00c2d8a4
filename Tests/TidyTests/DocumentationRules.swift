/// Every `package` and `public` declaration has a `///` comment.
enum DocumentationRules {
  /// Members that a protocol of the standard library explains.
  private static let explained: Set = [
    "description", "debugDescription", "hash", "=", "<", "encode", "rawValue",
  ]

  static func complaints(_ file: SourceFile) -> [Complaint] {
    file.declarations.filter { isWide($0) && !explained.contains($0.name) }
      .filter { !isDocumented($0, in: file) }
      .map { declaration in
        let names = [declaration.keyword, declaration.name]
        let what = names[0] == names[1] ? names[0] : names.joined(separator: " ")
        return file.complaint("\(what) has no comment", line: declaration.line)
      }
  }

  /// Whether the declaration is `package` or `public`. Members of a protocol or an extension have
  /// its access. Enum cases need no comment, because the comment of the enum can explain them.
  private static func isWide(_ declaration: Declaration) -> Bool {
    if declaration.access == .wide { return true }
    guard declaration.access == .inner, let scope = declaration.scope else { return false }
    return scope.access == .wide && ["protocol", "extension"].contains(scope.keyword)
  }

  /// Whether a comment stands above the declaration, or between its attributes and its keyword.
  private static func isDocumented(_ declaration: Declaration, in file: SourceFile) -> Bool {
    let above = declaration.firstLine - 1...max(declaration.line - 1, declaration.firstLine - 1)
    return above.contains { number in
      guard file.lines.indices ~= number - 1 else { return false }
      let line = file.lines[number - 1].drop { $0 == " " }
      return line.hasPrefix("///") || line.hasSuffix("*/")
    }
  }
}
