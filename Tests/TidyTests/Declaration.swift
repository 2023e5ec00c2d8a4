/// A declaration of a file, or of a type in it. Declarations inside functions are left out.
struct Declaration {
  enum Access { case wide, narrow, inner }

  /// `struct`, `func`, `case` and so on.
  var keyword: String
  var name: String
  /// `package` or `public` (wide), `private` or `fileprivate` (narrow), or neither.
  var access: Access
  var attributes: Set<String>
  /// The line on which its attributes and modifiers begin, and the line of its keyword.
  var firstLine: Int
  var line: Int
  /// The index of its name in the file's tokens.
  var token: Int
  /// The surrounding type or extension; nil at the top level of a file.
  var scope: TypeScope?

  var isType: Bool { Self.typeKeywords.contains(keyword) || keyword == "typealias" }

  static let typeKeywords: Set = ["struct", "enum", "class", "protocol", "actor"]
}

/// A type or an extension, with the place of its members in the tokens.
struct TypeScope {
  var keyword: String
  /// The names from the outermost type to this one.
  var path: [String]
  /// The names after the colon and after `where`.
  var inherited: Set<String>
  var access: Declaration.Access
  /// The tokens from its name to its closing brace.
  var tokens: Range<Int>
}

/// Finds the declarations of a file.
struct DeclarationReader {
  private let tokens: [Token]
  private var index = 0
  /// The open braces: a type, or nil for a body or an accessor.
  private var scopes: [TypeScope?] = []
  private var modifiers: Set<String> = []
  private var attributes: Set<String> = []
  private var firstLine: Int?
  private(set) var declarations: [Declaration] = []
  /// The types in the order of their closing braces. An inner type comes before its outer type.
  private(set) var types: [TypeScope] = []

  init(_ tokens: [Token]) {
    self.tokens = tokens
    while index < tokens.count { step() }
  }

  private static let modifierWords: Set = [
    "package", "public", "internal", "private", "fileprivate", "static", "final", "indirect",
    "override", "mutating", "nonmutating", "lazy", "weak", "unowned", "consuming", "borrowing",
    "required", "convenience", "nonisolated", "prefix", "postfix", "infix",
  ]

  private mutating func step() {
    let token = tokens[index]
    switch token.text {
    case "{":
      scopes.append(nil)
      forget()
    case "}":
      close()
      forget()
    case _ where scopes.last.map { $0 == nil } ?? false: break
    case "(", "[":
      index = tokens.endOfGroup(index) - 1
      forget()
    case "@": attribute()
    case let word where Self.modifierWords.contains(word) && tokens.text(index - 1) != ".":
      modifier(word)
    case "import":
      while index + 1 < tokens.count, tokens[index + 1].line == token.line { index += 1 }
      forget()
    case _ where tokens.text(index - 1) == ".": forget()
    default: declaration(token)
    }
    index += 1
  }

  private mutating func forget() {
    modifiers = []
    attributes = []
    firstLine = nil
  }

  private mutating func close() {
    guard let last = scopes.popLast(), var scope = last else { return }
    scope.tokens = scope.tokens.lowerBound..<index + 1
    types.append(scope)
  }

  private mutating func attribute() {
    firstLine = firstLine ?? tokens[index].line
    attributes.insert(tokens.text(index + 1))
    index += 1
    skipParenthesis()
  }

  /// Handles a modifier. Parentheses narrow it: `private(set)` is the access of the setter.
  private mutating func modifier(_ word: String) {
    if tokens.text(index + 1) != "(" { modifiers.insert(word) }
    firstLine = firstLine ?? tokens[index].line
    skipParenthesis()
  }

  private mutating func skipParenthesis() {
    if tokens.text(index + 1) == "(", !tokens[index + 1].isApart {
      index = tokens.endOfGroup(index + 1) - 1
    }
  }

  private mutating func declaration(_ token: Token) {
    switch token.text {
    case "class" where ["func", "var", "let"].contains(tokens.text(index + 1)): return
    case "struct", "enum", "class", "protocol", "actor", "extension": type(token.text)
    case "typealias", "associatedtype", "let", "var", "func":
      if tokens.text(index + 1) != "(" { add(token.text, tokens.text(index + 1)) }
      index += 1
    case "init", "subscript":
      add(token.text, token.text)
    case "case" where scopes.last??.keyword == "enum": cases()
    default: break
    }
    forget()
  }

  private mutating func add(_ keyword: String, _ name: String) {
    guard !name.isEmpty else { return }
    declarations.append(
      Declaration(
        keyword: keyword, name: name, access: access, attributes: attributes,
        firstLine: firstLine ?? tokens[index].line, line: tokens[index].line,
        token: index + 1, scope: scopes.last ?? nil))
  }

  private var access: Declaration.Access {
    if !modifiers.isDisjoint(with: ["package", "public"]) { return .wide }
    return modifiers.isDisjoint(with: ["private", "fileprivate"]) ? .inner : .narrow
  }

  private mutating func type(_ keyword: String) {
    let name = index + 1
    var end = name + 1
    var path = (keyword == "extension" ? [] : scopes.last??.path ?? []) + [tokens.text(name)]
    while keyword == "extension", tokens.text(end) == "." {
      path.append(tokens.text(end + 1))
      end += 2
    }
    if keyword != "extension" { add(keyword, tokens.text(name)) }
    let head = end
    while end < tokens.count, tokens[end].text != "{" { end += 1 }
    let inherited = tokens[min(head, end)..<end].filter(\.isWord).map(\.text)
    scopes.append(
      TypeScope(
        keyword: keyword, path: path, inherited: Set(inherited), access: access,
        tokens: name..<tokens.count))
    index = end
  }

  private mutating func cases() {
    repeat {
      add("case", tokens.text(index + 1))
      index += 1
      skipParenthesis()
      if tokens.text(index + 1) == "=" {
        while index + 1 < tokens.count, tokens[index + 1].text != ",",
          tokens[index + 1].line == tokens[index].line
        {
          index += 1
        }
      }
      guard tokens.text(index + 1) == "," else { return }
      index += 1
    } while index < tokens.count
  }
}
