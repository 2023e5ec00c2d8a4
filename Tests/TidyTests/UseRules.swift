/// Every declaration under Sources is used under Sources.
///
/// The rule compares words. So it misses an unused name if a used one is the same word, but it
/// should never reject a used name. A use is the name in code that can see the declaration: in its
/// file, in its module, or anywhere. Declarations, labels and `self.name =` are no uses. A member
/// of a type must follow a dot, or be in a type that has such a member. An enum's case must follow
/// a dot, outside patterns. Not checked: operators, initialisers, requirements of foreign
/// protocols, stored properties of `Codable` types and of keys, cases with a raw value. Uses in
/// tests do not count.
enum UseRules {
  /// Names that only tests or other packages use, and the reasons for keeping them.
  static let standing: [String: String] = [
    "ModelDevice": "the library gives it to other packages, and Examples/JudgeCapture uses it"
  ]

  static func complaints(
    _ files: [SourceFile], standing: [String: String] = Self.standing
  ) -> [Complaint] {
    let sources = files.filter { $0.isUnderSources && $0.module != nil }
    let unused = WordsInUse(sources).unused
    let stale = standing.keys.filter { name in !unused.contains { $0.1.name == name } }
    return unused.filter { standing[$0.1.name] == nil }.map { file, declaration in
      let what = "\(declaration.keyword) \(declaration.name)"
      return file.complaint("nothing uses \(what)", line: declaration.line)
    }
      + stale.sorted().map {
        Complaint(
          path: "Tests/TidyTests/UseRules.swift", line: nil, message: "lists \($0), which is used")
      }
  }
}

/// The names that the code uses, by file and by module.
private struct WordsInUse {
  private let files: [SourceFile]
  /// Enums whose cases can be made or listed without their names.
  private let listed: Set<[String]>
  /// Types that are compared as a whole, for example as keys of a dictionary or a set.
  private let keys: Set<String>
  /// For each name, the types that declare such a member. Nil if any type may use it without a dot.
  private var owners: [String: Set<String>?] = [:]
  private var inFile: [Set<String>] = []
  private var inModule: [String: Set<String>] = [:]
  private var anywhere: Set<String> = []
  /// The same for words after a dot and outside patterns: they may make an enum's case.
  private var dottedInFile: [Set<String>] = []
  private var dottedInModule: [String: Set<String>] = [:]
  private var dotted: Set<String> = []

  /// Names that a protocol of another package or of the standard library requires.
  private static let asked: Set = [
    "main", "body", "description", "debugDescription", "errorDescription", "hash", "encode",
    "makeIterator", "next", "configuration", "run", "validate", "CodingKeys", "allCases",
    "wrappedValue", "projectedValue", "RawValue", "rawValue", "Element", "Failure", "InboundIn",
    "InboundOut", "OutboundIn", "OutboundOut", "channelRead", "channelReadComplete",
    "channelActive", "channelInactive", "channelWritabilityChanged", "handlerAdded",
    "handlerRemoved", "errorCaught", "userInboundEventTriggered", "defaultValueDescription",
  ]

  /// Protocols of enums whose values can be made or listed without the names of their cases.
  private static let raw: Set = [
    "String", "Character", "Int", "Int8", "Int16", "Int32", "Int64", "UInt", "UInt8", "UInt16",
    "UInt32", "UInt64", "CaseIterable", "CodingKey",
  ]

  init(_ files: [SourceFile]) {
    self.files = files
    let types = files.flatMap(\.types)
    listed = Set(types.filter { !$0.inherited.isDisjoint(with: Self.raw) }.map(\.path))
    keys = Set(files.flatMap { Self.keys($0.tokens) })
    let concrete = types.filter { $0.keyword != "extension" && $0.keyword != "protocol" }
    findOwners(concrete: Set(concrete.compactMap(\.path.last)))
    for file in files { findWords(file) }
  }

  private mutating func findOwners(concrete: Set<String>) {
    for declaration in files.flatMap(\.declarations) {
      let owner = declaration.isType ? nil : declaration.scope?.path.last
      if let owner, concrete.contains(owner), let known = owners[declaration.name] ?? [] {
        owners[declaration.name] = .some(known.union([owner]))
      } else {
        owners[declaration.name] = .some(nil)
      }
    }
  }

  /// The names in `[Name: ` and `Set<Name>`.
  private static func keys(_ tokens: [Token]) -> [String] {
    tokens.indices.compactMap { index in
      let around = [tokens.text(index - 1), tokens.text(index + 1)]
      let isKey = around == ["[", ":"]
      let isElement = around == ["<", ">"] && tokens.text(index - 2) == "Set"
      return isKey || isElement ? tokens[index].text : nil
    }
  }

  private mutating func findWords(_ file: SourceFile) {
    let declared = Set(file.declarations.map(\.token))
    var words: Set<String> = []
    var behindDot: Set<String> = []
    let matched = Self.patterns(file.tokens)
    for index in file.tokens.indices where !declared.contains(index) {
      guard let isDotted = use(file, index) else { continue }
      words.insert(file.tokens[index].text)
      if isDotted, !matched.contains(index) { behindDot.insert(file.tokens[index].text) }
    }
    inFile.append(words)
    dottedInFile.append(behindDot)
    inModule[file.module ?? "", default: []].formUnion(words)
    dottedInModule[file.module ?? "", default: []].formUnion(behindDot)
    anywhere.formUnion(words)
    dotted.formUnion(behindDot)
  }

  /// The tokens of patterns after `case`. A case that is only matched is never made.
  private static func patterns(_ tokens: [Token]) -> Set<Int> {
    var found: Set<Int> = []
    for start in tokens.indices where tokens[start].text == "case" {
      var index = start + 1
      while index < tokens.count, ![":", "=", "where", "{", "}"].contains(tokens[index].text) {
        let end = tokens[index].text == "(" ? tokens.endOfGroup(index) : index + 1
        found.formUnion(index..<end)
        index = end
      }
    }
    return found
  }

  /// Whether the word at `index` is used after a dot. Nil if it is no use of a name of ours.
  private func use(_ file: SourceFile, _ index: Int) -> Bool? {
    let tokens = file.tokens
    guard tokens[index].isWord, let owners = owners[tokens[index].text] else { return nil }
    let before = tokens.text(index - 1)
    let after = tokens.text(index + 1)
    if after == ":", !tokens[index + 1].isApart, before == "(" || before == "," { return nil }
    if before == "." {
      let isSet = after == "=" && tokens.text(index + 2) != "="
      return isSet && tokens.text(index - 2) == "self" ? nil : true
    }
    guard let owners else { return false }
    return owners.isDisjoint(with: file.typePath(around: index)) ? nil : false
  }

  /// Each declaration that nothing uses, with its file.
  var unused: [(SourceFile, Declaration)] {
    files.enumerated().flatMap { index, file in
      file.declarations.filter { isMeant($0) && !isUsed($0, of: file, index) }.map { (file, $0) }
    }
  }

  private func isUsed(_ declaration: Declaration, of file: SourceFile, _ index: Int) -> Bool {
    let isCase = declaration.keyword == "case"
    let words: Set<String>? =
      switch declaration.access {
      case .narrow: isCase ? dottedInFile[index] : inFile[index]
      case .inner where declaration.scope?.access != .wide:
        isCase ? dottedInModule[file.module ?? ""] : inModule[file.module ?? ""]
      case .inner, .wide: isCase ? dotted : anywhere
      }
    return words?.contains(declaration.name) ?? false
  }

  private func isMeant(_ declaration: Declaration) -> Bool {
    if !(declaration.name.utf8.first?.isOfWord ?? false) || Self.asked.contains(declaration.name)
      || declaration.attributes.contains("main")
    {
      return false
    }
    switch declaration.keyword {
    case "init", "subscript", "associatedtype": return false
    case "case": return declaration.scope.map { !listed.contains($0.path) } ?? false
    case "var", "let":
      let coded = ["Codable", "Decodable", "Encodable"]
      guard let scope = declaration.scope else { return true }
      return scope.inherited.isDisjoint(with: coded) && keys.isDisjoint(with: scope.path.suffix(1))
    default: return true
    }
  }
}
