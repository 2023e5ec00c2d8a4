import ArgumentParser
import Files
import Report
import Suite

/// How a command that judges is to do it, and where its report goes; at first as without options.
struct Judgement {
  /// The overlay to judge by beside the base; nil for the one that is detected.
  var profile: String?
  var format = ReportFormat.text
  /// The file or folder of the report; nil for standard output.
  var output: String?
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
      address: address, wantsHashes: format.carriesHashes,
      wantsDescriptors: format.carriesDescriptors,
      wantsConversation: format.carriesConversation, dialect: dialect)
  }

  /// Writes the report and ends the program with its exit status. A fault of the harness has
  /// priority over everything else, because then no verdict counts. The report replaces neither
  /// an input nor one of `tables`, the files of the tables.
  func finish(
    _ report: inout Report.Document, tables: [String], isHarnessAtFault: Bool = false
  ) throws {
    do throws(CheckFailure) {
      try write(report, keeping: report.inputs + tables)
    } catch {
      report.add(error)
    }
    let status = ExitStatus.of(report, strict: isStrict)
    throw ExitCode(isHarnessAtFault ? .harness : status)
  }

  private func write(_ report: Report.Document, keeping read: [String]) throws(CheckFailure) {
    guard let output, output != "-" else {
      var standardOutput = StandardOutput()
      format.write(report, colour: color.isOn) { standardOutput.write($0) }
      return try standardOutput.finish()
    }
    if OutputFile.isFolder(output) {
      try format.write(report, toFolder: output, keeping: read)
    } else {
      try OutputFile.write(to: output, keeping: read) { file throws(SystemError) in
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
