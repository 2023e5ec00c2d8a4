import ArgumentParser
import FoundationEssentials
import Report
import Suite

/// Puts reports side by side.
struct CompareCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "compare",
    abstract: "Compare reports of several firmware versions or hosts, rule by rule.",
    discussion: """
      Reports are what check and run write with --format json. Name the oldest first: each is held \
      against those before it; with DEVICE@VERSION=REPORT against those of the same device. Exit \
      status: 0 the last report of each device has no warning and no violation that those before \
      it had not, 1 one has, 64 the command line is wrong, 65 a report cannot be \
      read, 66 there is no such report, 74 reading or writing failed, 77 permission is missing.
      """)

  /// The forms of a comparison.
  enum Format: String, CaseIterable, ExpressibleByArgument {
    case text, markdown, html, json
  }

  /// What a row can be.
  enum Row: String, CaseIterable, ExpressibleByArgument {
    case rule, vector

    var subject: Report.Comparison.Subject {
      switch self {
      case .rule: .rule
      case .vector: .vector
      }
    }
  }

  @Argument(
    help: ArgumentHelp(
      """
      Reports in JSON, or NAME=REPORT to say what the column is called, or DEVICE@VERSION=REPORT; \
      - is standard input.
      """, valueName: "REPORT"), completion: .file())
  var reports: [String]

  @Option(help: ArgumentHelp("Format of the comparison.", valueName: "FORMAT"))
  var format = Format.text

  @Option(
    name: [.short, .long],
    help: ArgumentHelp("Write to this file, not to standard output.", valueName: "FILE"),
    completion: .file())
  var output: String?

  @Option(help: ArgumentHelp("What a row is.", valueName: "KIND"))
  var by = Row.rule

  @Flag(help: "List the rows without a finding too; html and json always do.")
  var all = false

  @Option(help: ArgumentHelp("When to colour the text: auto, always or never.", valueName: "WHEN"))
  var color = ColourChoice.auto

  func validate() throws {
    guard reports.count > 1 else {
      throw ValidationError("Name two reports or more to compare.")
    }
    if let fault = ReadOnce.fault(inputs.map(\.path)) { throw ValidationError(fault) }
    guard inputs.allSatisfy({ $0.name != "" && $0.path != "" }) else {
      throw ValidationError("Write NAME=REPORT with a name and a report.")
    }
  }

  /// The files, each with the name that the operator gives it. What is the name of a file as a
  /// whole is no NAME=REPORT.
  private var inputs: [(name: String?, path: String)] {
    reports.map { argument in
      guard let sign = argument.firstIndex(of: "="),
        !FileManager.default.fileExists(atPath: argument)
      else { return (nil, argument) }
      return (String(argument[..<sign]), String(argument[argument.index(after: sign)...]))
    }
  }

  func run() throws {
    Terminal.ignoreClosedPipes()
    let comparison: Report.Comparison
    do throws(CheckFailure) {
      try OutputFile.refuseStandardOutput(keeping: inputs.map(\.path))
      var read: [(name: String?, report: ReadReport)] = []
      for (name, path) in inputs { read.append((name, try GateFile.report(at: path))) }
      comparison = Report.Comparison(try Self.comparable(read), by: by.subject)
      if by == .vector, comparison.rows.isEmpty { throw Self.noVector(in: read[0].report) }
    } catch {
      throw Terminal.failure(error)
    }
    throw Terminal.status(comparison.exitStatus) { () throws(CheckFailure) in
      try write(comparison)
    }
  }

  /// Refuses reports that hold different parts of the rules.
  private static func comparable(
    _ reports: [(name: String?, report: ReadReport)]
  ) throws(CheckFailure) -> [(name: String?, report: ReadReport)] {
    let filter = reports.first?.report.document.filter
    if let other = reports.first(where: { $0.report.document.filter != filter }) {
      throw CheckFailure(
        file: other.report.file, status: .unreadable,
        message: "The report was written with another -Y than the first; write all alike.")
    }
    return reports
  }

  private static func noVector(in report: ReadReport) -> CheckFailure {
    CheckFailure(
      file: report.file, status: .unreadable,
      message: "No report holds a vector that was run; write them with run --format json.")
  }

  private func write(_ comparison: Report.Comparison) throws(CheckFailure) {
    let isPrinted = output == nil || output == "-"
    let text =
      switch format {
      case .text: comparison.text(isWhole: all, colour: isPrinted && color.isOn)
      case .markdown: comparison.markdown(isWhole: all)
      case .html: comparison.html
      case .json: comparison.json
      }
    guard let output, !isPrinted else {
      var standardOutput = StandardOutput()
      return try standardOutput.finish(with: text)
    }
    try OutputFile.write(text, to: output, keeping: inputs.map(\.path))
  }
}
