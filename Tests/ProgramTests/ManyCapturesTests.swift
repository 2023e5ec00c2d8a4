import Foundation
import Testing

@testable import dfutrace

/// Several captures at once.
@Suite struct ManyCapturesTests {
  /// Captures, a folder, a file that is none, and a pattern without a match.
  private let inputs = ["captures", "README.md", "captures/*/nothing*"]

  @Test(arguments: ["text", "json", "markdown", "junit", "html"])
  func `the report is the same, however many captures are judged at once`(
    _ format: String
  ) throws {
    let one = try Program.run(["check"] + inputs + ["--format", format, "--jobs", "1"])
    #expect(one.status == 1)
    #expect(one.complaint.contains("README.md: "))
    for jobs in ["2", "7"] {
      let many = try Program.run(["check"] + inputs + ["--format", format, "-j", jobs])
      #expect(many.status == one.status)
      #expect(many.output == one.output)
      #expect(many.messages == one.messages)
    }
  }

  @Test func `the files of a folder are the same, however many captures are judged at once`() throws
  {
    let scratch = try Scratch()
    let run = try Program.line(
      """
      for jobs in 1 4; do
        $dfutrace check captures --format markdown -j $jobs -o '\(scratch.url.path)'/$jobs/
      done
      diff -r '\(scratch.url.path)'/1 '\(scratch.url.path)'/4 && ls '\(scratch.url.path)'/4
      """)
    #expect(run.status == 0)
    #expect(run.output.contains("README.md"))
  }

  @Test func `an overlay that all threads need is the same`() throws {
    let one = try Program.run("check", "captures", "--profile", "dfuse", "-j", "1")
    let many = try Program.run("check", "captures", "--profile", "dfuse", "-j", "4")
    #expect(many.output == one.output)
    #expect(many.status == one.status)
  }

  @Test(arguments: ["0", "-1", "many"])
  func `jobs are a number from 1`(_ jobs: String) throws {
    #expect(try Program.run("check", "captures", "--jobs=\(jobs)").status == 64)
  }

  /// The later items are done first here.
  @Test(arguments: [1, 2, 5, 100])
  func `results are taken in the order of the items, and each once`(_ jobs: Int) {
    var taken: [Int] = []
    OrderedWork.run(Array(0..<40), jobs: jobs) {
      3
    } _: { item, factor in
      Thread.sleep(forTimeInterval: Double(40 - item) / 20_000)
      return item * factor
    } take: {
      taken.append($0)
    }
    #expect(taken == (0..<40).map { $0 * 3 })
  }

  @Test func `nothing to do is done at once`() {
    OrderedWork.run([Int](), jobs: 4) {
      0
    } _: { item, _ in
      item
    } take: { _ in
      Issue.record("there is no item")
    }
  }
}
