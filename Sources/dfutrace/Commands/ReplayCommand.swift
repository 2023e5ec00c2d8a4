import ArgumentParser
import Report
import Suite

struct ReplayCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "replay",
    abstract: "Send a capture's host to a model of the device, and say where they part.",
    discussion: """
      With --model auto every model is tried; the report ranks them by agreement.
      Exit status: 0 the model, or the best of them, predicted everything, 1 it did not, 64 the \
      command line is wrong, 65 the capture cannot be read, 66 no input, no DFU traffic, or \
      nothing that could be compared, 74 reading or writing failed, 77 permission is missing.
      """)

  @Argument(
    help: ArgumentHelp("A capture file; - is standard input.", valueName: "CAPTURE"),
    completion: .file())
  var capture: String

  @Option(
    help: ArgumentHelp(
      "The model of the device, for example `xmos/lib_xua-5`, or auto.", valueName: "NAME"),
    completion: .models(after: ["auto"]))
  var model: String

  @Option(
    help: ArgumentHelp(
      "A parameter of the model, for example `max_upgrade=65536`, or a JSON object of parameters; "
        + "may be repeated.",
      valueName: "KEY=VALUE"))
  var config: [String] = []

  @Option(
    help: ArgumentHelp(
      "Format of the report; may be repeated with a file for each, as `json=replay.json`. Without "
        + "the option, text.",
      valueName: "FORMAT[=FILE]"), completion: .list(Format.allValueStrings))
  var format: [FormattedOutput<Format>] = []

  @OptionGroup var options: CaptureOptions

  /// The output formats of a replay.
  enum Format: String, CaseIterable, ExpressibleByArgument {
    case text, json

    func text(of report: ReplayReport) -> String {
      switch self {
      case .text: report.text
      case .json: report.json
      }
    }
  }

  private var outputs: FormattedOutputs<Format> {
    FormattedOutputs(format.isEmpty ? [FormattedOutput(.text)] : format)
  }

  func validate() throws {
    try outputs.validate()
    if let folder = outputs.paths.first(where: OutputFile.isFolder) {
      throw ValidationError("\(folder.printable()) is a folder; name a file in it.")
    }
  }

  func run() throws {
    Terminal.ignoreClosedPipes()
    var progress = Progress(path: capture)
    let report: ReplayReport
    do throws(CheckFailure) {
      let replayer = try Replayer(model: model, config: config, options: options.checkOptions)
      for path in outputs.paths {
        try OutputFile.refuse(path, keeping: [capture] + replayer.tableFiles)
      }
      try OutputFile.refuseStandardOutput(keeping: [capture] + replayer.tableFiles)
      report = try replayer.replay(capture) { progress.advance(to: $0) }
      progress.finish()
    } catch {
      progress.finish()
      throw Terminal.failure(error)
    }
    throw Terminal.status(report.exitStatus) { () throws(CheckFailure) in
      let failures = write(report)
      for failure in failures.dropFirst() { Terminal.complain(failure.text) }
      if let first = failures.first { throw first }
    }
  }

  private func write(_ report: ReplayReport) -> [CheckFailure] {
    outputs.write { format throws(CheckFailure) in
      var output = StandardOutput()
      try output.finish(with: format.text(of: report))
    } to: { format, path throws(CheckFailure) in
      try OutputFile.write(format.text(of: report), to: path, keeping: [capture])
    }
  }
}
