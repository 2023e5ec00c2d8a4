/// A comment that is the map of a module names each folder of the module.
enum MapRules {
  /// A comment that names this many folders of its module between back-ticks is a map.
  private static let fewest = 3

  /// A map: the line on which its comment begins, and the folders that it leaves out.
  struct Map {
    var file: SourceFile
    var line: Int
    var missing: [String]
  }

  static func complaints(_ files: [SourceFile]) -> [Complaint] {
    maps(files).filter { !$0.missing.isEmpty }.map { map in
      map.file.complaint("leaves out " + map.missing.joined(separator: ", "), line: map.line)
    }
  }

  static func maps(_ files: [SourceFile]) -> [Map] {
    let files = files.filter(\.isUnderSources)
    let folders = Dictionary(grouping: files) { $0.module ?? "" }
      .mapValues { Set($0.compactMap(folder)) }
    return files.flatMap { file in
      let all = folders[file.module ?? ""] ?? []
      return all.count < fewest ? [] : maps(in: file, of: all)
    }
  }

  /// The folder of its module in which a file is; nil where it is in none.
  private static func folder(_ file: SourceFile) -> String? {
    let parts = file.path.split(separator: "/")
    return parts.count > 3 ? String(parts[2]) : nil
  }

  private static func maps(in file: SourceFile, of folders: Set<String>) -> [Map] {
    file.comments.compactMap { comment in
      let named = folders.intersection(comment.text.matches(of: /`(\w+)\/?`/).map { String($0.1) })
      guard named.count >= fewest else { return nil }
      return Map(file: file, line: comment.line, missing: folders.subtracting(named).sorted())
    }
  }
}
