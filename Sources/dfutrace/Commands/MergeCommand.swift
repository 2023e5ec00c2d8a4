import ArgumentParser
import Files
import Report
import Suite

/// Joins the reports of shards.
struct MergeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "merge",
    abstract: "Join the reports of shards into the report of the whole run.",
    discussion: """
      Shards are what check --shard I/N writes with --format json. The merged report is, byte for \
      byte, that of one run. Exit status: that of the whole run, as check ends; 64 the command \
      line is wrong, 65 a report cannot be read, is of another run, or a shard is missing or there \
      twice, 66 there is no such report, 74 reading or writing failed, 77 permission is missing.
      """)

  @Argument(
    help: ArgumentHelp(
      "Reports of shards, or merged ones that were written with --partial.", valueName: "REPORT"),
    completion: .file())
  var reports: [String]

  @Option(
    name: [.short, .long],
    help: ArgumentHelp("Write to this file, not to standard output.", valueName: "FILE"),
    completion: .file())
  var output: String?

  @Flag(help: "Merge though shards are missing; the report then says which it holds.")
  var partial = false

  @Flag(help: "End with status 2 if something is inconclusive or a capture is partial.")
  var strict = false

  func run() throws {
    Terminal.ignoreClosedPipes()
    FreedMemory.keep()
    let merge: Merge
    do throws(CheckFailure) {
      try OutputFile.refuseStandardOutput(keeping: reports)
      var files: [ShardFile] = []
      for path in reports {
        try CopySource(path: path, by: "merge", of: "each report").refuseUnreadableTwice()
        files.append(try GateFile.shard(at: path))
      }
      merge = try Merge(files, isPartial: partial)
    } catch {
      throw Terminal.failure(error)
    }
    throw Terminal.status(merge.exitStatus(strict: strict)) { () throws(CheckFailure) in
      try write(merge)
    }
  }

  private func write(_ merge: Merge) throws(CheckFailure) {
    guard let output, output != "-" else {
      var standardOutput = StandardOutput()
      do throws(SystemError) {
        try merge.write(read: Self.read) { (bytes) throws(SystemError) in
          standardOutput.write(bytes)
        }
      } catch {
        throw OutputFile.failure("standard output", error)
      }
      return try standardOutput.finish()
    }
    try OutputFile.write(to: output, keeping: reports) { file throws(SystemError) in
      try merge.write(read: Self.read) { (bytes) throws(SystemError) in try file.write(bytes) }
    }
  }

  private static func read(
    _ path: String, _ range: Range<Int>, _ bytes: inout [UInt8]
  ) throws(SystemError) {
    try InputFile(path).append(range, to: &bytes)
  }
}
