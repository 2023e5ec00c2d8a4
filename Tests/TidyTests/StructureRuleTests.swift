import Testing

/// For each rule of structure: a text that it rejects, and a similar text that it accepts.
///
/// The rules are about circles of files, comments of declarations, unused names, names of files.
@Suite struct StructureRuleTests {
  // MARK: - Circles

  static func circles(_ texts: [String]) -> [String] {
    let files = texts.enumerated().map { Sample.source($1, name: "F\($0)") }
    return CircleRules.complaints(files, standing: []).map(\.message)
  }

  @Test func `a circle of files is found`() {
    let circle = Self.circles([
      "struct A { var b: B }", "struct B { var c: [A.C] }", "extension A { enum C {} }",
    ])
    #expect(circle.count == 1)
    #expect(Self.circles(["struct A { var b: B }", "enum B {}", "struct C { var a: A }"]) == [])
  }

  @Test(arguments: [
    "extension A {}", "func f() { _ = \"\\(A.self)\" }", "let a: [Int: A?] = [:]",
    "typealias X = A", "enum X { static let a = A.D() }",
  ])
  func `a file points to the type that it names`(code: String) {
    #expect(
      Self.circles(["struct A { var b: B; struct D {} }", "struct B {}\n\(code)"]).count == 1)
  }

  @Test(arguments: [
    "// A", "let a = \"A\"", "let a = b.A", "func f<A>(_ a: A) {}", "struct X<A: P> { var a: A }",
    "private struct A {}", "enum X { enum A {}; var a: A }", "protocol X { associatedtype A }",
  ])
  func `a word that is no type of another file is no arrow`(code: String) {
    #expect(Self.circles(["struct A { var b: B }", "struct B {}\n\(code)"]) == [])
  }

  @Test func `inner types are looked up from the inside outwards`() {
    let inner = "extension A { struct B {} }"
    #expect(Self.circles(["struct A { var b: B }", inner]).count == 1)
    #expect(Self.circles(["struct A {}", inner, "struct C { var b: A.B }"]) == [])
    #expect(
      Self.circles([
        "struct A {}", "extension A { struct B { var c: C } }", "struct C { var b: A.B }",
      ]).count == 1)
    #expect(
      Self.circles([
        "struct A {}", "extension A { struct B { var c: C } }", "struct C { var b: B }",
      ]) == [])
  }

  @Test func `a circle that stays is listed as it is`() {
    let files = [
      Sample.source("struct A { var b: B }", name: "F"),
      Sample.source("struct B { var a: [A] }", name: "G"),
    ]
    let known: Set = ["F.swift", "G.swift"]
    #expect(CircleRules.complaints(files, standing: [(known, "a reason")]) == [])
    #expect(CircleRules.complaints(files, standing: [(known.union(["H.swift"]), "")]).count == 2)
    #expect(CircleRules.complaints([files[0]], standing: [(known, "a reason")]).count == 1)
  }

  @Test func `modules are looked at one by one`() {
    let files = [
      Sample.source("struct A { var b: B }", name: "F"),
      Sample.source("struct B { var a: [A] }", module: "DFU", name: "G"),
    ]
    #expect(CircleRules.complaints(files, standing: []) == [])
  }

  // MARK: - Comments

  @Test(arguments: [
    "package struct A {}", "public enum A { case a }", "struct A {\n  package var a = 1\n}",
    "/// A.\npackage protocol A {\n  var a: Int { get }\n}", "// A.\npackage func a() {}",
    "struct A {\n  package static let a = 1\n}", "struct A {\n  package init() {}\n}",
    "/// A.\nlet a = 1\n\npackage let b = 2", "package extension A {\n  func a() {}\n}",
    "/// A.\n@inline(never)\n\n@discardableResult package func a() {}\npackage typealias B = A",
    "package private(set) var a = 1", "@Flag(help: \"a\")\npublic var a = false",
    "struct A {\n  package subscript(a: Int) -> Int { a }\n}",
  ])
  func `a wide declaration without a comment is found`(code: String) {
    #expect(DocumentationRules.complaints(Sample.source(code + "\n")).count == 1)
  }

  @Test(arguments: [
    "/// A.\npackage struct A {}", "/// A.\n@frozen\npackage enum A { case a, b }",
    "@inlinable\n/// A.\npackage func a() {}", "struct A {}", "extension A {}",
    "struct A { private var a = 1 }",
    "extension A: P {\n  package var description: String { \"\" }\n}",
    "/// A.\npackage func a() {\n  let b = { (c: Int) in c }\n  func d() {}\n}",
    "extension A {\n  package static func == (a: A, b: A) -> Bool { true }\n}",
  ])
  func `a declaration with a comment, or that needs none, passes`(code: String) {
    #expect(DocumentationRules.complaints(Sample.source(code + "\n")) == [])
  }

  // MARK: - Use

  static func unused(_ texts: String..., module: String = "USB") -> [String] {
    let files = texts.enumerated().map { Sample.source($1, module: module, name: "F\($0)") }
    return UseRules.complaints(files, standing: [:]).map(\.message)
  }

  @Test(arguments: [
    "struct B {}", "func b() {}", "let b = 1", "typealias B = Int", "struct A { var b = 1 }",
    "struct A { func b() {} }", "enum A { case a, b }", "enum A { case a, b(Int) }",
    "struct A { var b = 1; init(b: Int) { self.b = 1 } }",
    "// b\nfunc b() {}\nlet c = \"b\"; use(c)",
    "enum A { case a, b }\nfunc use(_ a: A) { switch a { case .b: use(c) } }",
    "struct A { var b = 1 }\nfunc use(_ b: Int) { use(b) }",
  ])
  func `what nothing uses is found`(code: String) {
    #expect(Self.unused(code, "func use() { use(A.a, c) }").count == 1)
  }

  @Test(arguments: [
    "struct A { var b = 1 }\nfunc use(_ a: A) { use(a.b) }",
    "struct A { var b = 1; init() { use(b) } }",
    "func b() {}\nfunc use() { use(\"\\(b())\") }", "enum A: String { case a, b }",
    "struct A: Codable { var b = 1 }", "struct A { func hash(into c: Int) {}; init() {} }",
    "struct A { static func == (a: A, c: A) -> Bool { true } }", "@main struct B {}",
    "struct K: Hashable { var b = 1 }\nfunc use(_ c: [K: Int]) { use(A.self) }",
    "protocol P {}\nextension P { func b() {} }\nstruct A: P { func use() { b() } }",
  ])
  func `what is used, or asked for elsewhere, passes`(code: String) {
    #expect(Self.unused(code, "func use() { use(A.a, c, P.self) }") == [])
  }

  @Test func `a narrow name is used by those who see it`() {
    #expect(Self.unused("private let b = 1", "func use(_ a: A) { use(b) }").count == 1)
    let use = "func use(_ a: A) { use(a.b) }"
    #expect(Self.unused("struct A { private var b = 1 }", use).count == 1)
    #expect(Self.unused("struct A { private(set) var b = 1 }", use) == [])
    let files = [
      Sample.source("let b = 1", name: "F"),
      Sample.source("package let b = 1; let c = b", module: "DFU", name: "G"),
    ]
    #expect(UseRules.complaints(files, standing: ["c": ""]).map(\.path) == [files[0].path])
  }

  @Test func `a name that stays is listed as long as nothing uses it`() {
    let file = Sample.source("let b = 1; let c = b")
    #expect(UseRules.complaints([file], standing: ["c": "a reason"]) == [])
    #expect(UseRules.complaints([file], standing: ["b": "a reason"]).count == 2)
  }

  // MARK: - Maps

  @Test func `a map that leaves a folder out is found`() {
    let inFolders = ["One", "Two", "Three", "Four"].map { Sample.source("", name: "\($0)/File") }
    func complaints(_ text: String) -> [Complaint] {
      MapRules.complaints(inFolders + [Sample.source(text, name: "Map")])
    }
    let three = "// `One`, `Two`,\n// `Three`"
    #expect(complaints("\(three) and `Four`\n") == [])
    #expect(complaints("// `One/`, `Two/`, `Three/`\n").count == 1)
    #expect(complaints("let a = 1\n\(three)\n").map(\.line) == [2])
    #expect(complaints("// `One`, `Two`\n\n// `Three`\n") == [])
    #expect(complaints("let a = \"`One`, `Two`, `Three`\"\n") == [])
    #expect(complaints("\(three)\n").map(\.message) == ["leaves out Four"])
  }

  // MARK: - Names in comments

  @Test(arguments: [
    ("/// See `MadeUp`.", false), ("  // See `ControlPort` and `MadeUp.room`.", false),
    ("// `ControlPort`, `ControlPort.send`", true), ("// `FileName`, `FolderName`, `USB`", true),
    ("let a = \"`MadeUp`\"", true), ("// MadeUp, `madeUp`, `Made`", true),
  ])
  func `a name in a comment that is nowhere is found`(_ text: String, _ isGood: Bool) {
    let file = Sample.source("protocol ControlPort {}\n\(text)\n", name: "FolderName/FileName")
    #expect(CommentRules.complaints([file]).isEmpty == isGood)
  }

  // MARK: - Names

  @Test func `two files of one name are found`() {
    let one = Sample.source("", name: "A/B")
    let two = Sample.source("", module: "DFU", name: "B")
    #expect(NameRules.complaints([one, two]).count == 1)
    #expect(NameRules.complaints([one, Sample.source("", name: "C")]) == [])
    #expect(NameRules.complaints([one, SourceFile(path: "Tests/B.swift", text: "")]) == [])
    let mains = ["X", "Y"].map { Sample.source("", module: $0, name: "main") }
    #expect(NameRules.complaints(mains) == [])
  }
}
