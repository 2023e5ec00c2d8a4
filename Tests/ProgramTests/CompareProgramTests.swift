import Foundation
import Testing

/// `compare`, as a firmware team calls it.
@Suite struct CompareProgramTests {
  private let broken = "captures/manifestation-intolerant-reset"
  /// It puts H20 to the test too, and breaks nothing.
  private let clean = "captures/will-detach"

  private func report(_ capture: String, in scratch: Scratch, _ name: String) throws -> String {
    let path = scratch.url.appending(path: name).path
    _ = try Program.run("check", capture, "--format", "json", "-o", path)
    return path
  }

  @Test func `a regression in the last report gives status 1, and a fix 0`() throws {
    let scratch = try Scratch()
    let good = try report(clean, in: scratch, "v1.json")
    let bad = try report(broken, in: scratch, "v2.json")
    let worse = try Program.run("compare", good, "now=\(bad)")
    #expect(worse.status == 1)
    #expect(worse.output.contains("▲ regression"))
    #expect(worse.output.contains("  2  now\n"))
    let better = try Program.run("compare", bad, good)
    #expect(better.status == 0)
    #expect(better.output.contains("▼ fixed"))
    #expect(try Program.run("compare", good, good).status == 0)
  }

  @Test(arguments: ["text", "markdown", "html", "json"])
  func `every format is the same in every run, and goes to a file`(_ format: String) throws {
    let scratch = try Scratch()
    let good = try report(clean, in: scratch, "v1.json")
    let bad = try report(broken, in: scratch, "v2.json")
    let printed = try Program.run("compare", good, bad, "--format", format)
    #expect(printed == (try Program.run("compare", good, bad, "--format", format)))
    let file = scratch.url.appending(path: "out").path
    _ = try Program.run("compare", good, bad, "--format", format, "-o", file)
    #expect(try String(contentsOfFile: file, encoding: .utf8) == printed.output)
  }

  @Test func `vectors make the rows of a matrix of devices and firmware`() throws {
    let scratch = try Scratch()
    var columns: [String] = []
    for (name, model) in [("dac@4", "xmos/lib_xua-4"), ("dac@5", "xmos/lib_xua-5")] {
      let path = scratch.url.appending(path: "\(name).json").path
      _ = try Program.run(
        "run", "specs/vectors/host-tools.json", "--model", model, "--format", "json", "-o", path)
      columns.append("\(name)=\(path)")
    }
    let matrix = try Program.run(["compare", "--by", "vector", "--all"] + columns)
    // The vectors that lib_xua 4 breaks and 5 does not, and the other way about.
    #expect(matrix.status == 1)
    #expect(matrix.output.contains("\nvector "))
    for (vector, change) in [
      ("xmosdfu-4-save-restore", "fixed"), ("xmosdfu-5-revertfactory", "regression"),
    ] {
      let row = try #require(matrix.output.split(separator: "\n").first { $0.hasPrefix(vector) })
      #expect(row.contains(change))
    }
    let captures = [
      try report(clean, in: scratch, "a.json"), try report(clean, in: scratch, "b.json"),
    ]
    let empty = try Program.run(["compare", "--by", "vector"] + captures)
    #expect(empty.status == 65)
    #expect(empty.complaint.contains("No report holds a vector"))
  }

  @Test func `wrong input has its status and its place`() throws {
    let scratch = try Scratch()
    let good = try report(clean, in: scratch, "v1.json")
    #expect(try Program.run("compare", good).status == 64)
    #expect(try Program.run("compare", good, "=\(good)").status == 64)
    #expect(try Program.run("compare", good, good, "-o", good).status == 64)
    #expect(try Program.run("compare", good, "none.json").status == 66)
    let text = try String(contentsOfFile: good, encoding: .utf8)
    let newer = try scratch.file("n.json", Array(text.replacing("report/1", with: "report/9").utf8))
    let run = try Program.run("compare", good, newer)
    #expect(run.status == 65)
    #expect(run.complaint.contains("n.json: The report has the schema dfutrace.report/9"))
    let cut = try scratch.file("cut.json", Array(text.utf8.prefix(text.utf8.count / 2)))
    #expect(try Program.run("compare", cut, good).complaint.contains("damaged in line "))
    let filtered = scratch.url.appending(path: "f.json").path
    _ = try Program.run("check", clean, "-Y", "dfu/host", "--format", "json", "-o", filtered)
    #expect(try Program.run("compare", good, filtered).status == 65)
  }
}
