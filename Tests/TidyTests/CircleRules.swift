/// No circles of files inside a module.
///
/// If file A needs a type of file B, directly or through other files, B needs no type of A. So a
/// reader can begin with files that need no other file. The graph is made only from type names: a
/// file points to the file that declares a type which it names or extends. Names are resolved as
/// the compiler does it, from the innermost type outwards. A type that is only inferred (`.name`)
/// is not found.
enum CircleRules {
  /// Permitted circles: the names of their files, and the reason. An entry that is no circle any
  /// more fails the test.
  static let standing: [(files: Set<String>, reason: String)] = []

  static func complaints(
    _ files: [SourceFile], standing: [(files: Set<String>, reason: String)] = Self.standing
  ) -> [Complaint] {
    let sources = files.filter { $0.isUnderSources && $0.module != nil }
    let modules = Dictionary(grouping: sources) { $0.module ?? "" }
    let graphs = modules.sorted { $0.key < $1.key }.map { FileGraph($0.value) }
    let known = standing.map(\.files)
    let found = graphs.flatMap { graph in graph.circles.map { ($0, graph) } }
    let new = found.filter { circle, _ in !known.contains(Set(circle.map(\.name))) }
    let gone = known.filter { files in !found.contains { Set($0.0.map(\.name)) == files } }
    return new.map { circle, graph in
      circle[0].complaint("a circle of files: " + graph.arrows(in: circle))
    }
      + gone.map {
        Complaint(
          path: "Tests/TidyTests/CircleRules.swift", line: nil,
          message: "is no circle any more: \($0.sorted().joined(separator: ", "))")
      }
  }
}

/// The files of one module, and the arrows from a file to the files whose types it names.
struct FileGraph {
  private let files: [SourceFile]
  /// The file that declares a type, by the type's full name, such as `Outer.Inner`. Nil if several
  /// files declare a type with that name.
  private var places: [String: Int?] = [:]
  /// For each file, the files whose types it names.
  private var uses: [Set<Int>] = []

  init(_ files: [SourceFile]) {
    self.files = files
    for (index, file) in files.enumerated() {
      for type in file.declarations where type.isType && type.access != .narrow {
        let path = ((type.scope?.path ?? []) + [type.name]).joined(separator: ".")
        places[path] = .some(places[path] == nil ? index : nil)
      }
    }
    uses = files.indices.map(named)
  }

  /// The files whose types a file names.
  private func named(by index: Int) -> Set<Int> {
    let file = files[index]
    let own = Set(file.declarations.filter { $0.isType && $0.access == .narrow }.map(\.name))
      .union(FileGraph.parameters(file))
    var found: Set<Int> = []
    for (place, token) in file.tokens.enumerated() where isStart(place, of: file, own: own) {
      var path = resolve(token.text, in: file.typePath(around: place))
      var next = place + 1
      while let known = path {
        if let file = places[known] ?? nil { found.insert(file) }
        let inner = known + "." + file.tokens.text(next + 1)
        path = file.tokens.text(next) == "." && places[inner] != nil ? inner : nil
        next += 2
      }
    }
    found.remove(index)
    return found
  }

  private func isStart(_ place: Int, of file: SourceFile, own: Set<String>) -> Bool {
    let token = file.tokens[place]
    guard let first = token.text.utf8.first, token.isWord, first < UInt8(ascii: "_")
    else { return false }
    return file.tokens.text(place - 1) != "." && !own.contains(token.text)
  }

  /// The full name of the type that `name` means inside the types of `path`.
  private func resolve(_ name: String, in path: [String]) -> String? {
    for count in stride(from: path.count, through: 0, by: -1) {
      let candidate = (path.prefix(count) + [name]).joined(separator: ".")
      if places[candidate] != nil { return candidate }
    }
    return nil
  }

  /// Names that hide a type of the same name: generic parameters and associated types.
  private static func parameters(_ file: SourceFile) -> Set<String> {
    var names: Set<String> = []
    for declaration in file.declarations {
      if declaration.keyword == "associatedtype" { names.insert(declaration.name) }
      var place = declaration.token + (declaration.keyword == "init" ? 0 : 1)
      guard file.tokens.text(place) == "<" else { continue }
      while place + 1 < file.tokens.count, file.tokens[place].text != ">" {
        if ["<", ","].contains(file.tokens[place].text) {
          names.insert(file.tokens[place + 1].text)
        }
        place += 1
      }
    }
    return names
  }

  /// The circles. In each circle the files have the order of `files`.
  var circles: [[SourceFile]] {
    let reach = files.indices.map(reachable)
    var seen: Set<Int> = []
    return files.indices.compactMap { index in
      guard !seen.contains(index), reach[index].contains(index) else { return nil }
      let circle = reach[index].filter { reach[$0].contains(index) }.sorted()
      seen.formUnion(circle)
      return circle.map { files[$0] }
    }
  }

  private func reachable(from start: Int) -> Set<Int> {
    var reached: Set<Int> = []
    var waiting = Array(uses[start])
    while let next = waiting.popLast() {
      if reached.insert(next).inserted { waiting += uses[next] }
    }
    return reached
  }

  /// The arrows inside a circle, as text.
  func arrows(in circle: [SourceFile]) -> String {
    let names = Set(circle.map(\.path))
    return files.indices.filter { names.contains(files[$0].path) }.map { index in
      let targets = uses[index].sorted().map { files[$0] }.filter { names.contains($0.path) }
      return "\(files[index].name) -> \(targets.map(\.name).joined(separator: ", "))"
    }.joined(separator: "; ")
  }
}
