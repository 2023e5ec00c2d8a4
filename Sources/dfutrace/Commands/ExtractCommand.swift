import ArgumentParser
import Files
import Report
import Suite

struct ExtractCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "extract",
    abstract: "Turn the traffic of a capture's host into vectors.",
    discussion: """
      A vector begins where a session begins, and where its device is enumerated in run-time \
      mode. A vector that adds no coverage to those before it is skipped, and the program says so.
      Exit status: 0 vectors were written, 64 the command line is wrong, 65 a capture cannot be \
      read, 66 no input or no DFU traffic, 74 reading or writing failed, 77 permission is missing.
      """)

  @Argument(
    help: ArgumentHelp(
      "Capture files, folders with captures, or quoted patterns; - is standard input.",
      valueName: "CAPTURE"), completion: .file())
  var captures: [String]

  @Option(
    name: [.short, .long],
    help: ArgumentHelp("Write to this file, not to standard output.", valueName: "FILE"),
    completion: .file())
  var output: String?

  @OptionGroup var options: CaptureOptions

  func run() throws {
    Terminal.ignoreClosedPipes()
    var status = ExitStatus.conformant
    func tell(_ failure: CheckFailure) {
      _ = Terminal.failure(failure)
      if status == ExitStatus.conformant { status = failure.status }
    }
    do throws(CheckFailure) {
      let judge = try Judge(options.checkOptions)
      var extraction = Extraction(judge: judge)
      let inputs = Inputs.expand(captures)
      try OutputFile.refuseStandardOutput(keeping: inputs.compactMap(\.file))
      for input in inputs {
        do throws(CheckFailure) {
          try Self.add(input, to: &extraction)
        } catch {
          tell(error)
        }
      }
      for omission in extraction.omissions { Terminal.complain(omission) }
      if extraction.count > 0 {
        try write(extraction, keeping: inputs.compactMap(\.file) + judge.tableFiles)
      }
    } catch {
      tell(error)
    }
    throw ExitCode(status)
  }

  private static func add(
    _ input: Input, to extraction: inout Extraction
  ) throws(CheckFailure) {
    let path = try input.get()
    var progress = Progress(path: path)
    defer { progress.finish() }
    try extraction.add(path) { progress.advance(to: $0) }
  }

  private func write(_ extraction: Extraction, keeping read: [String]) throws(CheckFailure) {
    if let output, output != "-" {
      return try OutputFile.write(to: output, keeping: read) {
        stream throws(SystemError) in
        try extraction.write { piece throws(SystemError) in try stream.write(piece) }
      }
    }
    var standardOutput = StandardOutput()
    do throws(SystemError) {
      try extraction.write { standardOutput.write($0) }
    } catch {
      throw OutputFile.failure("standard output", error)
    }
    try standardOutput.finish()
  }
}
