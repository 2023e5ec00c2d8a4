import Foundation
import Testing

/// `check --shard` and `merge`, as a cluster calls them.
@Suite struct ShardProgramTests {
  private func shard(
    _ index: Int, of count: Int, in scratch: Scratch, _ more: [String] = []
  ) throws -> String {
    let path = scratch.url.appending(path: "\(index).json").path
    let run = try Program.run(
      ["check", "captures", "--format", "json", "--shard", "\(index)/\(count)", "-o", path] + more)
    #expect([0, 1, 66].contains(run.status))
    return path
  }

  @Test(arguments: [(3, []), (5, ["--balance"]), (40, ["-Y", "dfu/host"]), (1, ["-j", "3"])])
  func `shards of the shipped captures merge to the bytes of one run`(
    count: Int, more: [String]
  ) throws {
    let scratch = try Scratch()
    let reports = try (1...count).map { try shard($0, of: count, in: scratch, more) }
    let whole = try Program.run(
      ["check", "captures", "--format", "json"] + more.filter { $0 != "--balance" })
    let merged = try Program.run(["merge"] + reports.reversed())
    #expect(merged.output == whole.output)
    #expect(merged.status == whole.status)
  }

  @Test func `a shard that was killed is run again, and nothing else`() throws {
    let scratch = try Scratch()
    let reports = try (1...4).map { try shard($0, of: 4, in: scratch) }
    let whole = try Program.run(["merge"] + reports)
    try FileManager.default.removeItem(atPath: reports[2])
    let missing = try Program.run("merge", reports[0], reports[1], reports[3])
    #expect(missing.status == 65)
    #expect(missing.complaint.contains("these are missing: 3."))
    #expect(missing.output.isEmpty)
    let some = scratch.url.appending(path: "some.json").path
    let joined = try Program.run(
      "merge", reports[0], reports[1], reports[3], "--partial", "-o", some)
    #expect(joined.status == 1)
    #expect(try Program.run("merge", some, shard(3, of: 4, in: scratch)) == whole)
  }

  @Test func `a merge does not replace what it reads, and takes no part for the whole`() throws {
    let scratch = try Scratch()
    let reports = try (1...2).map { try shard($0, of: 2, in: scratch) }
    #expect(try Program.run("merge", reports[0], reports[1], "-o", reports[0]).status == 64)
    #expect(try Program.run("merge", reports[0], "none.json").status == 66)
    let compared = try Program.run("compare", reports[0], reports[1])
    #expect(compared.status == 65)
    #expect(compared.complaint.contains("only some shards"))
  }

  @Test(arguments: [
    ["--shard", "0/4"], ["--shard", "5/4"], ["--shard", "1"], ["--shard", "1/0"], ["--balance"],
    ["--shard", "a/b"],
  ])
  func `a shard that is none is refused`(_ options: [String]) throws {
    let run = try Program.run(["check", "captures", "--format", "json"] + options)
    #expect(run.status == 64)
  }

  @Test func `a shard is written for merge only`() throws {
    for more in [[], ["--format", "markdown"], ["--format", "json", "-o", "out/"]] {
      #expect(try Program.run(["check", "captures", "--shard", "1/2"] + more).status == 64)
    }
  }

  @Test func `a report that cannot be read twice is refused, and why is told`() throws {
    let scratch = try Scratch()
    let report = try shard(1, of: 1, in: scratch)
    let pipe = scratch.url.appending(path: "pipe").path
    #expect(unsafe mkfifo(pipe, 0o600) == 0)
    let piped = try Program.run("merge", pipe)
    #expect(piped.status == 64)
    #expect(piped.complaint.contains("merge reads each report twice, which a pipe does not allow"))
    #expect(try Program.run("merge", scratch.url.path).status == 64)
    let cut = scratch.url.appending(path: "cut.json")
    try Data(contentsOf: URL(filePath: report)).dropLast(1).write(to: cut)
    #expect(try Program.run("merge", cut.path).status == 65)
  }
}
