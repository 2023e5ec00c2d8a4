import ArgumentParser
import Report
import Suite

/// The options of all commands that judge: the overlay and the tables, the output, the exit status.
struct JudgementOptions: ParsableArguments {
  @Option(help: ArgumentHelp("Also judge by this overlay, for example `dfuse`.", valueName: "NAME"))
  var profile: String?

  @Option(help: ArgumentHelp("Format of the report.", valueName: "FORMAT"))
  var format: ReportFormat = .text

  @Option(
    name: [.short, .long],
    help: ArgumentHelp(
      "Write the report to this file, not to standard output; in a folder, write one file for "
        + "each capture.",
      valueName: "FILE"))
  var output: String?

  @Flag(help: "End with status 2 if something is inconclusive or a capture is partial.")
  var strict = false

  @Option(
    name: [.customShort("Y"), .long],
    help: ArgumentHelp(
      "Show only findings of the rules below this path, for example `dfu/A.2`, and findings "
        + "that an overlay explains by such a rule, for example `xmos`. The exit status does "
        + "not change.",
      valueName: "PREFIX"))
  var rules: String?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "By how many milliseconds a host may seem too early, because its clock and the clock of the "
        + "capture differ.",
      valueName: "MS"))
  var tolerance = CheckOptions().toleranceMilliseconds

  @Option(help: ArgumentHelp("When to colour the text: auto, always or never.", valueName: "WHEN"))
  var color: ColourChoice = .auto

  /// The largest tolerance: one minute, in milliseconds. The usual timers of DFU are shorter;
  /// wDetachTimeOut can be about 65 s.
  private static let mostTolerance = 60_000.0

  func validate() throws {
    guard 0...Self.mostTolerance ~= tolerance else {
      throw ValidationError(
        "--tolerance takes milliseconds from 0 to 60000; got \(tolerance).")
    }
  }

  func checkOptions(specs: String?, address: String? = nil) -> CheckOptions {
    CheckOptions(
      profile: profile, toleranceMilliseconds: tolerance, specsDirectory: specs,
      address: address, wantsHashes: format.carriesHashes)
  }

  /// Writes the report and ends the program with its exit status. A fault of the harness has
  /// priority over everything else, because then no verdict counts.
  func finish(_ report: inout Report.Document, isHarnessAtFault: Bool = false) throws {
    do throws(CheckFailure) {
      try write(report)
    } catch {
      report.add(error)
    }
    let status = ExitStatus.of(report, strict: strict)
    throw ExitCode(isHarnessAtFault ? .harness : status)
  }

  private func write(_ report: Report.Document) throws(CheckFailure) {
    guard let output, output != "-" else {
      var standardOutput = StandardOutput()
      let colour = color.isOn
      return try standardOutput.finish(with: format.text(of: report, colour: colour))
    }
    if OutputFile.isFolder(output) {
      try format.write(report, toFolder: output)
    } else {
      try OutputFile.write(
        format.text(of: report, listsFailures: true), to: output, keeping: report.inputs)
    }
  }
}

extension Report.Document {
  /// Adds a failure to the report and prints it on standard error.
  mutating func add(_ failure: CheckFailure) {
    failures.append(failure)
    Terminal.complain(failure.text)
  }
}
