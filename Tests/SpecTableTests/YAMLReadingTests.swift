import Foundation
import SpecTable
import Testing

/// What is said of a table that is no YAML, or YAML of a form that tables do not have.
@Suite struct YAMLReadingTests {
  private static func complaint(_ text: String) throws -> String {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString).path
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try text.write(toFile: folder + "/t.yaml", atomically: true, encoding: .utf8)
    do throws(TableError) {
      _ = try SpecLibrary.load(directory: folder, digest: SpecFolder.digest)
      return ""
    } catch {
      return error.description
    }
  }

  @Test(arguments: [
    ("", "t.yaml: not YAML: the file is empty"),
    ("# a comment\n", "t.yaml: not YAML: the file is empty"),
    ("a: 1\nb: 2\na: 3\n", "t.yaml:1: not YAML: the key a is there twice"),
    ("x: {b: 1, a: 2, b: 3, a: 4}\n", "t.yaml:1: not YAML: the key a, b is there twice"),
    ("a: 1\n---\nb: 2\n", "t.yaml:2: not YAML: but found another document"),
    ("a: 1\n\n[b]: 2\n", "t.yaml:1: not YAML: a key that is not plain text"),
    ("a: &x 1\nb: *y\n", "t.yaml:2: not YAML: found undefined alias"),
    ("a: &x [*x]\n", "t.yaml:1: not YAML: found undefined alias"),
    (
      "a: 1\nb: " + String(repeating: "[", count: 100),
      "t.yaml:2: not YAML: nested too deep"
    ),
    ("schema: [\n", "t.yaml:2: not YAML: did not find expected node content"),
    ("schema: &x [no]\ntable: *x\n", "t.yaml:1: schema has to be text"),
  ])
  func `a text that is no table is refused at its line`(_ text: String, _ wanted: String) throws {
    let said = try Self.complaint(text)
    #expect(said == wanted)
  }

  @Test func `aliases of aliases do not fill the memory`() throws {
    var text = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
    for level in 1...9 {
      let alias = Array(repeating: "*a\(level - 1)", count: 10).joined(separator: ", ")
      text += "a\(level): &a\(level) [\(alias)]\n"
    }
    #expect(try Self.complaint(text).hasSuffix("not YAML: more than 500,000 nodes"))
  }

  @Test func `an alias stands for what its anchor names`() throws {
    #expect(
      try Self.complaint("schema: &s dfutrace.table/1\ntable: *s\n")
        == "t.yaml:1: the key title is missing")
  }
}
