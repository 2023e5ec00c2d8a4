// TidyTests checks the project's own files against its rules. It imports no module of ours.
//
// Read in this order: the tests below name the rules. Each rule is in a file `…Rules.swift`;
// `…RuleTests.swift` shows what it rejects. A rule looks at a SourceFile: its lines, its tokens
// (Token, made with SwiftText) and its declarations (Declaration). Each file is read once, in
// Project. Permitted exceptions are in the rule, in `standing`, with the reason.

import Testing

/// The project's own files against the rules. Other tests show that each rule can reject something.
@Suite struct TidyTests {
  @Test func `the walk finds the project`() {
    #expect(Project.swift.count > 50)
    #expect(Project.paths.contains("Package.swift"))
    #expect(Project.paths.contains(".swift-format"))
    #expect(!Project.paths.contains { $0.hasPrefix(".build") || $0.hasPrefix(".git/") })
  }

  @Test func `functions, files and lines keep their limits`() {
    for file in Project.swift {
      #expect(SizeRules.functionLength(file) == [])
      #expect(SizeRules.fileLength(file) == [])
      #expect(SizeRules.lineLength(file) == [])
    }
  }

  @Test func `code stays clear of what can crash or was left undone`() {
    for file in Project.swift {
      #expect(CodeRules.unsafety(file) == [])
      #expect(CodeRules.unfinished(file) == [])
      #expect(CodeRules.force(file) == [])
      #expect(CodeRules.crash(file) == [])
      #expect(CodeRules.emptyArguments(file) == [])
    }
  }

  @Test func `the checker names no state`() {
    #expect(Project.swift.contains { $0.module == "Checker" })
    for file in Project.swift { #expect(CodeRules.stateNames(file) == []) }
  }

  @Test func `imports follow the architecture table`() throws {
    let rules = ImportRules(page: try Project.text("docs/architecture.md"))
    #expect(rules.arrows.count >= 8)
    for file in Project.swift { #expect(rules.complaints(file) == []) }
  }

  @Test func `files point in one direction`() {
    #expect(CircleRules.complaints(Project.swift) == [])
  }

  @Test func `every wide declaration has a comment`() {
    for file in Project.swift { #expect(DocumentationRules.complaints(file) == []) }
  }

  @Test func `every declaration is used`() {
    #expect(UseRules.complaints(Project.swift) == [])
  }

  @Test func `a map of a module names each of its folders`() {
    #expect(MapRules.maps(Project.swift).count >= 4)
    #expect(MapRules.complaints(Project.swift) == [])
  }

  @Test func `every name of ours in a comment is there`() {
    #expect(CommentRules.complaints(Project.swift) == [])
  }

  @Test func `no two files have one name`() {
    #expect(NameRules.complaints(Project.swift) == [])
  }

  @Test func `every citation names a section that exists`() throws {
    let rules = CitationRules(csv: try Project.text("specs/sections.csv"))
    #expect(rules.sections.keys.sorted() == ["DFU 1.1", "USB 2.0"])
    for file in Project.swift { #expect(rules.complaints(file) == []) }
  }

  @Test func `no file names a machine's own paths`() {
    for file in Project.texts { #expect(CodeRules.machinePaths(file) == []) }
  }

  @Test func `no capture is over 1 MiB`() {
    for path in Project.paths {
      #expect(SizeRules.captureSize(path: path, bytes: Project.size(path)) == [])
    }
  }
}
