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
    guard let first else { return nil }
    var shared = first.utf8.count
    for path in self {
      guard path.isPlainPath, path.isAbsolute == first.isAbsolute else { return nil }
      shared = Swift.min(shared, path.lengthOfBeginning(sharedWith: first))
    }
    return first.utf8.prefix(shared).lastIndex(of: UInt8(ascii: "/"))
      .map { first.utf8.distance(from: first.startIndex, to: $0) + 1 } ?? 0
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
    let bytes = utf8.span
    var last = UInt8(0)
    for index in bytes.indices {
      if bytes[index] == UInt8(ascii: "/"), last == bytes[index] { return false }
      last = bytes[index]
    }
    return last != UInt8(ascii: "/")
  }

  fileprivate var isAbsolute: Bool { utf8.first == UInt8(ascii: "/") }

  /// How many bytes both begin with.
  fileprivate func lengthOfBeginning(sharedWith other: String) -> Int {
    let (bytes, others) = (utf8.span, other.utf8.span)
    let most = min(bytes.count, others.count)
    var length = 0
    while length < most, bytes[length] == others[length] { length += 1 }
    return length
  }

  /// The name with `-` for every character that `printable` would have to spell out.
  fileprivate var tame: String {
    String(map { String($0).printable() == String($0) ? $0 : "-" })
  }
}
