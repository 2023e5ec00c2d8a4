import ArgumentParser
import Files
import Report
import Suite

/// How a command that judges is to do it, and where its report goes; at first as without options.
struct Judgement {
  /// The overlay to judge by beside the base; nil for the one that is detected.
  var profile: String?
  /// The reports to write.
  var outputs = FormattedOutputs([FormattedOutput(ReportFormat.text)])
  /// Whether something undecided changes the exit status.
  var isStrict = false
  /// The path of the rules whose findings are shown; nil for all.
  var rules: String?
  /// By how much a host may seem too early, in milliseconds.
  var tolerance = CheckOptions().toleranceMilliseconds
  var color = ColourChoice.auto

  func checkOptions(
    specs: String?, address: String? = nil, dialect: String? = nil
  ) -> CheckOptions {
    CheckOptions(
      profile: profile, toleranceMilliseconds: tolerance, specsDirectory: specs,
      address: address, wantsHashes: outputs.contain(\.carriesHashes),
      wantsDescriptors: outputs.contain(\.carriesDescriptors),
      wantsConversation: outputs.contain(\.carriesConversation), dialect: dialect)
  }

  /// Refuses outputs that would replace one of `read`, the files that the command reads. So nothing
  /// is judged in vain; what is written into a folder is refused when its names are known.
  func checkOutputs(keeping read: [String]) throws(CheckFailure) {
    for path in outputs.paths { try OutputFile.refuse(path, keeping: read) }
    if outputs.onStandardOutput != nil { try OutputFile.refuseStandardOutput(keeping: read) }
  }

  /// Writes the reports and ends the program with its exit status. A fault of the harness has
  /// priority over everything else, because then no verdict counts. No report replaces an input or
  /// one of `tables`, the files of the tables. `tabulates`: the text on standard output is a table
  /// when it is about several captures. `failed`: what else could not be written; no report tells
  /// of it, because it is no file to judge.
  func finish(
    _ report: inout Report.Document, tables: [String], isHarnessAtFault: Bool = false,
    tabulates: Bool = false, failed: [CheckFailure] = []
  ) throws {
    let unwritten = write(report, keeping: report.inputs + tables, tabulates: tabulates)
    for failure in failed + unwritten { report.add(failure) }
    let status = ExitStatus.of(report, strict: isStrict)
    throw ExitCode(isHarnessAtFault ? .harness : status)
  }

  private func write(
    _ report: Report.Document, keeping read: [String], tabulates: Bool
  ) -> [CheckFailure] {
    outputs.write { format throws(CheckFailure) in
      var standardOutput = StandardOutput()
      if tabulates, format == .text, report.isOfSeveralFiles {
        standardOutput.write(
          report.table(colour: color.isOn, formats: ReportFormat.allValueStrings))
      } else {
        format.write(report, colour: color.isOn) { standardOutput.write($0) }
      }
      try standardOutput.finish()
    } to: { format, path throws(CheckFailure) in
      guard !OutputFile.isFolder(path) else {
        let others = outputs.paths.filter { !OutputFile.isFolder($0) }
        return try format.write(report, toFolder: path, keeping: read + others)
      }
      try OutputFile.write(to: path, keeping: read) { file throws(SystemError) in
        try format.write(report, listsFailures: true) { piece throws(SystemError) in
          try file.write(piece)
        }
      }
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
