/// A word such as `ControlPort` between back-ticks in a comment of the sources is a name of ours: a
/// declaration, a file or a folder.
enum CommentRules {
  static func complaints(_ files: [SourceFile]) -> [Complaint] {
    let names = Set(files.flatMap(names))
    return files.filter(\.isUnderSources).flatMap { file in
      file.comments.flatMap { comment in
        comment.text.matches(of: /`([A-Z][a-z]+(?:[A-Z][A-Za-z0-9]*)+)(?![A-Za-z0-9])/)
          .map { String($0.1) }.filter { !names.contains($0) }
          .map { file.complaint("there is no \($0)", line: comment.line) }
      }
    }
  }

  /// What a file declares, and the parts of its path.
  private static func names(_ file: SourceFile) -> [String] {
    let parts = file.path.split(separator: "/").map { String($0.prefix { $0 != "." }) }
    return file.declarations.map(\.name) + parts
  }
}
