import Report
import SpecTable

/// The public paths of all rules of the base table and of every overlay.
struct RuleNames {
  private let paths: Set<String>

  init(_ library: SpecLibrary) throws(TableError) {
    var paths = try library.table().paths
    for profile in library.profiles {
      paths.formUnion(try library.table(profile: profile.name).paths)
    }
    self.paths = paths
  }

  /// Whether `prefix` is the path of a rule, or the beginning of one.
  func contains(_ prefix: RulePrefix) -> Bool { paths.contains(where: prefix.takes) }

  /// Suggests at most five paths for a text that names no rule, the most similar first.
  ///
  /// These are the rules whose id is `wrong`. If there are none, they are the next longer paths
  /// below the longest beginning of `wrong` that is a path.
  func near(_ wrong: String) -> [String] {
    let sameID = rules(withID: wrong)
    var parents = wrong.split(separator: "/").filter { $0.contains { $0 != "." } }[...]
    repeat { parents = parents.dropLast() } while !isGroup(parents)
    let found = sameID.isEmpty ? children(of: parents) : sameID
    return found.map { (distance: $0.editDistance(to: wrong), path: $0) }.sorted { $0 < $1 }
      .prefix(5).map(\.path)
  }

  /// The rules whose path ends in `id`, or in an id below it.
  private func rules(withID id: String) -> Set<String> {
    guard !id.isEmpty, let id = try? RulePrefix(id) else { return [] }
    return paths.filter { path in
      path.split(separator: "/").last.map { id.takes(String($0)) } ?? false
    }
  }

  /// Whether any rule's path begins with these parts; true for no parts at all.
  private func isGroup(_ parts: ArraySlice<Substring>) -> Bool {
    guard let prefix = try? RulePrefix(parts.joined(separator: "/")) else { return false }
    return contains(prefix)
  }

  /// All beginnings of paths that consist of `parts` and one more part.
  private func children(of parts: ArraySlice<Substring>) -> Set<String> {
    guard let group = try? RulePrefix(parts.joined(separator: "/")) else { return [] }
    return Set(
      paths.filter(group.takes).map { path in
        path.split(separator: "/").prefix(parts.count + 1).joined(separator: "/")
      })
  }
}
