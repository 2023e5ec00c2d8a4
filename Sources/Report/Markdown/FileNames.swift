extension Report.Document {
  /// Splits the report into one report for each capture, with a file name without suffix.
  ///
  /// The name is the capture's path below the folder that all captures share; `-` replaces the
  /// slashes. It is the same in every run. If the names of two captures differ in the suffix only,
  /// both keep the suffix. Names that are still the same (`a/b`, `a-b`) get a number, and so does
  /// a name of `reserved`. `-` also replaces what could steer a terminal.
  package func split(reserved: Set<String> = []) -> [(name: String, report: Report.Document)] {
    let whole = captures.map(\.file).partsBelowSharedFolder.map { $0.joined(separator: "-").tame }
    let stems = whole.map(stem)
    let sights = stems.reduce(into: [:]) { $0[$1, default: 0] += 1 }
    var taken = reserved
    return captures.indices.map { index in
      let isUnique = sights[stems[index]] == 1
      let name = Self.free(
        isUnique ? stems[index] : whole[index].replacing(".", with: "-"), &taken)
      var report = Report.Document(
        tool: tool, tables: tables, captures: [captures[index]], filter: filter)
      if var rulebook {
        let named = report.namedRules
        rulebook.rules = rulebook.rules.filter { named.contains($0.key) }
        report.rulebook = rulebook
      }
      return (name, report)
    }
  }

  /// `name`, or with the first number that makes it a name that is not taken; takes it.
  private static func free(_ name: String, _ taken: inout Set<String>) -> String {
    var free = name
    var number = 2
    while !taken.insert(free).inserted {
      free = "\(name)-\(number)"
      number += 1
    }
    return free
  }

  private func stem(_ name: String) -> String {
    guard let dot = name.lastIndex(of: "."), dot != name.startIndex else { return name }
    return String(name[..<dot])
  }
}

extension [String] {
  /// For each path, its parts below the folder that all of them share. It compares bytes, as the
  /// system does.
  package var partsBelowSharedFolder: [[String]] {
    let (paths, shared) = sharedFolder
    return paths.map { $0.dropFirst(shared).map { String(Substring($0)) } }
  }

  /// The same, with `/` between the parts.
  package var namesBelowSharedFolder: [String] {
    if let length = lengthOfSharedFolder {
      return map { String(Substring($0.utf8.dropFirst(length))) }
    }
    let (paths, shared) = sharedFolder
    return paths.map { parts in
      parts.dropFirst(shared).map { String(Substring($0)) }.joined(separator: "/")
    }
  }

  /// The number of the bytes before the names below the shared folder; nil where not all paths are
  /// written plainly, so that their parts have to be looked at.
  private var lengthOfSharedFolder: Int? {
    let slash = UInt8(ascii: "/")
    guard let first = first?.utf8, allSatisfy({ $0.isPlainPath }),
      allSatisfy({ $0.utf8.first == slash }) || allSatisfy({ $0.utf8.first != slash })
    else { return nil }
    var shared = first.count
    for path in self {
      var length = 0
      for (one, other) in zip(first.prefix(shared), path.utf8) {
        guard one == other else { break }
        length += 1
      }
      shared = length
    }
    return first.prefix(shared).lastIndex(of: slash)
      .map { first.distance(from: first.startIndex, to: $0) + 1 } ?? 0
  }

  /// The parts of each path, and how many of them all share.
  private var sharedFolder: (paths: [[Substring.UTF8View]], shared: Int) {
    let paths = map { $0.utf8.split(separator: UInt8(ascii: "/")) }
    guard let folder = paths.first?.dropLast() else { return ([], 0) }
    let shared = folder.indices.first { index in
      paths.contains { $0.count - 1 <= index || !$0[index].elementsEqual(folder[index]) }
    }
    return (paths, shared ?? folder.count)
  }
}

extension String {
  /// Whether it has no part without a name: no two `/` side by side, and none at the end.
  fileprivate var isPlainPath: Bool {
    var last = UInt8(0)
    for byte in utf8 {
      if byte == UInt8(ascii: "/"), last == byte { return false }
      last = byte
    }
    return last != UInt8(ascii: "/")
  }

  /// The name with `-` for every character that `printable` would have to spell out.
  fileprivate var tame: String {
    String(map { String($0).printable() == String($0) ? $0 : "-" })
  }
}
