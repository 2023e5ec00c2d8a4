/// No two Swift files have the same name: not in the sources, and not in the tests.
enum NameRules {
  static func complaints(_ files: [SourceFile]) -> [Complaint] {
    ["Sources/", "Tests/"].flatMap { folder in
      let swift = files.filter {
        $0.isSwift && $0.path.hasPrefix(folder) && $0.name != "main.swift"
      }
      return Dictionary(grouping: swift, by: \.name).values.filter { $0.count > 1 }.map { same in
        same[0].complaint("has the name of " + same.dropFirst().map(\.path).joined(separator: ", "))
      }
    }.sorted { $0.path < $1.path }
  }
}
