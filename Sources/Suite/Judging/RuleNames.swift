public import Report
import SpecTable

/// The public paths of all rules: of the base table, and of every overlay merged into it.
struct RuleNames {
  private let paths: Set<String>

  init(_ library: SpecLibrary) throws(TableError) {
    var paths = try library.table().paths
    for profile in library.profiles {
      paths.formUnion(try library.table(profile: profile.name).paths)
    }
    self.paths = paths
  }

  /// Whether any rule is at `prefix` or below it.
  func contains(_ prefix: String) -> Bool { contains(RulePrefix(prefix)) }

  private func contains(_ prefix: RulePrefix) -> Bool { paths.contains(where: prefix.matches) }

  /// The paths that may have been meant by one that is none: the rules of that id, or what is
  /// next below the part of it that is one; the likest first.
  func near(_ wrong: String) -> [String] {
    let id = RulePrefix(wrong)
    let sameID = paths.filter { path in
      path.split(separator: "/").last.map { id.matches(String($0)) } ?? false
    }
    var parents = wrong.split(separator: "/").dropLast()
    while !parents.isEmpty, !contains(parents.joined(separator: "/")) { parents.removeLast() }
    let group = RulePrefix(parents.joined(separator: "/"))
    let children = paths.filter(group.matches).map { path in
      path.split(separator: "/").prefix(parents.count + 1).joined(separator: "/")
    }
    let found = sameID.isEmpty ? Set(children) : sameID
    return found.map { (distance: Self.distance($0, wrong), path: $0) }.sorted { $0 < $1 }
      .prefix(5).map(\.path)
  }

  /// How many letters have to be put in, left out or changed (Levenshtein).
  private static func distance(_ a: String, _ b: String) -> Int {
    let letters = Array(b)
    var row = Array(0...letters.count)
    for (index, letter) in a.enumerated() {
      var diagonal = row[0]
      row[0] = index + 1
      for column in letters.indices {
        let change = diagonal + (letter == letters[column] ? 0 : 1)
        diagonal = row[column + 1]
        row[column + 1] = min(change, diagonal + 1, row[column] + 1)
      }
    }
    return row[letters.count]
  }
}

extension Judge {
  /// What is shown of a report where only the rules below `prefix` are wanted; fails with 64
  /// where there is none.
  public func filter(_ prefix: String?) throws(CheckFailure) -> RuleFilter? {
    guard let prefix else { return nil }
    let names: RuleNames
    do throws(TableError) {
      names = try tables.ruleNames()
    } catch {
      throw CheckFailure(file: "", status: ExitStatus.unreadable, message: error.description)
    }
    guard names.contains(prefix) else {
      throw CheckFailure(
        file: "", status: ExitStatus.usage,
        message: "there is no rule below \(prefix); near it: "
          + names.near(prefix).joined(separator: ", "))
    }
    return RuleFilter(prefix)
  }
}
