import Foundation
import Report
import Testing

/// No two columns of a comparison have one name.
@Suite struct ColumnNameTests {
  private func compare(_ columns: [(name: String?, file: String)]) throws -> Report.Comparison {
    Report.Comparison(
      try columns.map { column in
        (
          name: column.name,
          report: try ReadReport(Array(Sample.report.json.utf8), file: column.file)
        )
      })
  }

  @Test(arguments: [
    (["v1/r.json", "v2/r.json"], ["v1/r", "v2/r"]),
    (["/x/v1/out/r.json", "/x/v2/out/r.json"], ["v1/out/r", "v2/out/r"]),
    (["r.json", "r.json", "r.json"], ["r", "r (2)", "r (3)"]),
    (["r.json", "r.json", "r (2).json"], ["r", "r (3)", "r (2)"]),
    (["a.json", "b.json"], ["a", "b"]),
  ])
  func `files of one name are told apart`(files: [String], names: [String]) throws {
    let comparison = try compare(files.map { (nil, $0) })
    #expect(comparison.columns.map(\.name) == names)
    for text in [
      comparison.text(isWhole: true, colour: false), comparison.markdown(isWhole: true),
      comparison.html, comparison.json,
    ] {
      for name in names { #expect(text.contains(name), "\(name)") }
    }
  }

  @Test func `a name that is given twice gets a number, and keeps its device`() throws {
    let comparison = try compare([("dac@1.0", "a.json"), ("dac@1.0", "b.json"), ("x", "c.json")])
    #expect(comparison.columns.map(\.name) == ["dac@1.0", "dac@1.0 (2)", "x"])
    #expect(comparison.columns.map(\.device) == ["dac", "dac", nil])
  }
}
