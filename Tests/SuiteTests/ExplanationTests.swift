import Report
import Suite
import Testing

@Suite struct ExplanationTests {
  @Test(arguments: [
    ("dfu/host/H04", ["dfu/host/H04.again", "dfu/host/H04.noReset", "dfu/host/H04.reset"]),
    ("H04", ["dfu/host/H04.again", "dfu/host/H04.noReset", "dfu/host/H04.reset"]),
    ("dfu/host/H10", ["dfu/host/H10"]), ("H10", ["dfu/host/H10"]),
    ("dfu/host/H05", ["dfu/host/H05"]), ("dfu/time/T2", ["dfu/time/T2"]),
    ("T1", ["dfu/time/T1", "dfu/time/T1.manifest"]), ("dfu/time/T5", ["dfu/time/T5"]),
  ])
  func `every part of a split rule is explained, and what is none of its own`(
    _ name: String, _ paths: [String]
  ) throws {
    let text = try #require(try Specs(directory: nil, profile: nil).explanation(of: name))
    let named = text.split(separator: "\n").filter { $0.hasPrefix("dfu/") }.map(String.init)
    #expect(named.sorted() == paths.sorted())
  }

  @Test(arguments: ["/dfu/host", "dfu/host//", "dfu/A..2"])
  func `what is no path of rules is refused, with the reason`(_ name: String) throws {
    let specs = try Specs(directory: nil, profile: nil)
    #expect(throws: CheckFailure.self) { try specs.explanation(of: name) }
  }
}
