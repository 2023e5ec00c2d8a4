import Foundation
import Testing

/// Tests the project's pages with `ProseRules`, and then that each rule can reject something.
@Suite struct ProseTests {
  private let pages = Project.texts.filter { ProseRules.isPage($0.path) }

  private func exists(_ path: String) -> Bool {
    FileManager.default.fileExists(atPath: Project.root.appending(path: path).path)
  }

  @Test func `the pages are found`() {
    let paths = Set(pages.map(\.path))
    #expect(
      paths.isSuperset(of: [
        "README.md", "docs/README.md", "findings/README.md", "Tests/Hosts/README.md",
      ]))
    #expect(paths.count > 15)
  }

  @Test func `the overview keeps its limit`() throws {
    let text = try Project.text("README.md")
    #expect(ProseRules.length(SourceFile(path: "README.md", text: text)) == [])
  }

  @Test func `every link leads somewhere`() {
    for page in pages {
      let complaints = ProseRules.links(page, exists: exists) { try? Project.text($0) }
      #expect(complaints == [])
    }
  }

  @Test func `every path that a page names is there`() {
    // The changelog was true when it was written, so it is not checked.
    for page in pages where page.path != "CHANGELOG.md" {
      #expect(ProseRules.paths(page, exists: exists) == [])
    }
  }

  @Test func `every page of the documentation is in its index`() throws {
    let index = try Project.text("docs/README.md")
    for page in pages where page.path.hasPrefix("docs/") && page.path != "docs/README.md" {
      #expect(index.contains("](\(page.path.dropFirst("docs/".count)))"), "\(page.path)")
    }
  }

  // MARK: - The rules can object

  private func page(_ text: String) -> SourceFile { SourceFile(path: "docs/a.md", text: text) }

  @Test func `a page of too many words is found`() {
    let words = String(repeating: "word ", count: ProseRules.mostWords)
    #expect(ProseRules.length(page(words)) == [])
    #expect(ProseRules.length(page(words + "more")).count == 1)
  }

  @Test(arguments: [
    ("[a](b.md)", true), ("[a](../README.md)", true), ("[a](b.md#two-words)", true),
    ("[a](#here-too)\n## Here, too", true), ("[a](https://example.org/x)", true),
    ("```\n[a](c.md)\n```", true),
    ("[a](c.md)", false), ("[a](README.md)", false), ("[a](b.md#three)", false),
    ("[a](#here)", false), ("[a](b.md), [c](c.md)", false),
  ])
  func `a link that leads nowhere is found`(_ text: String, _ isGood: Bool) {
    let there = ["docs/a.md": text, "docs/b.md": "# Two words", "README.md": ""]
    let complaints = ProseRules.links(page(text), exists: { there[$0] != nil }) { there[$0] }
    #expect(complaints.isEmpty == isGood)
  }

  @Test(arguments: [
    ("see `specs/a.yaml` or `make test`", true), ("`captures/*/capture.yaml`", true),
    ("`dfu/A.2.3`", true), ("`specs/b.yaml`", false), ("`findings/b.sh`", false),
    ("`specs/a.yaml`, `Sources/None/`", false),
  ])
  func `a path that is not there is found`(_ text: String, _ isGood: Bool) {
    #expect(ProseRules.paths(page(text)) { $0 == "specs/a.yaml" }.isEmpty == isGood)
  }
}
