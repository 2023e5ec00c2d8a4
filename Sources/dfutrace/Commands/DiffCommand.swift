import ArgumentParser
import Report
import Suite

struct DiffCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "diff",
    abstract: "Say what differs between two captures of what should be the same.",
    discussion: """
      Polls are folded; addresses, ids of request blocks, frames and the clock are ignored. Two \
      reports that check has written with --format json are compared too.
      Exit status: 0 nothing differs, 1 something does, 64 the command line is wrong, 65 a \
      capture or a table cannot be read, 66 no input or no DFU traffic, 74 reading or writing \
      failed, 77 permission is missing.
      """)

  @Argument(
    help: ArgumentHelp("The first capture or report; - is standard input.", valueName: "A"),
    completion: .file())
  var a: String

  @Argument(
    help: ArgumentHelp("The second capture or report; - is standard input.", valueName: "B"),
    completion: .file())
  var b: String

  @Option(help: ArgumentHelp("Format of the report: text or json.", valueName: "FORMAT"))
  var format: Format = .text

  @Flag(name: [.short, .long], help: "List every difference, not only the first ones.")
  var verbose = false

  @Option(
    help: ArgumentHelp(
      "Ignore this: payload (the images), serial (iSerialNumber), version (bcdDevice) or times "
        + "(bwPollTimeout and the waits for it); may be repeated.",
      valueName: "WHAT"), completion: .list(DiffIgnored.allCases.map(\.rawValue)),
    transform: ignored)
  var ignore: [DiffIgnored] = []

  @Option(
    help: ArgumentHelp(
      "Compare only the device at this address; the second time it is the address in B.",
      valueName: "BUS.ADDR"))
  var address: [String] = []

  @Option(
    help: ArgumentHelp(
      "Read the captures as written by this program, as for check; the second time it is for B.",
      valueName: "NAME"), completion: .dialects)
  var dialect: [String] = []

  @Option(
    help: ArgumentHelp(
      "Read the tables of rules, which name the requests, from this folder.", valueName: "DIR"),
    completion: .directory)
  var specs: String?

  /// The output formats of a comparison.
  enum Format: String, CaseIterable, ExpressibleByArgument {
    case text, json
  }

  private static func ignored(_ word: String) throws -> DiffIgnored {
    guard let ignored = DiffIgnored(rawValue: word) else {
      let all = DiffIgnored.allCases.map(\.rawValue).joined(separator: ", ")
      throw ValidationError("It takes one of \(all).")
    }
    return ignored
  }

  func validate() throws {
    if let fault = ReadOnce.fault([a, b]) { throw ValidationError(fault) }
    for (name, values) in [("--address", address), ("--dialect", dialect)] where values.count > 2 {
      throw ValidationError("\(name) can be given twice at most: for A and for B.")
    }
    if let fault = address.lazy.compactMap(ReadingOptions.fault(ofAddress:)).first {
      throw ValidationError(fault)
    }
  }

  func run() throws {
    Terminal.ignoreClosedPipes()
    let (text, verdict): (String, ExitStatus)
    do throws(CheckFailure) {
      try OutputFile.refuseStandardOutput(keeping: [a, b])
      if ReportsDiffer.looksLikeReport(a) || ReportsDiffer.looksLikeReport(b) {
        let report = try comparedReports()
        text = format == .json ? report.json : report.text(showsAll: verbose)
        verdict = report.exitStatus
      } else {
        let report = try compared()
        text = format == .json ? report.json : report.text(showsAll: verbose)
        verdict = report.exitStatus
      }
    } catch {
      throw Terminal.failure(error)
    }
    throw Terminal.status(verdict) { () throws(CheckFailure) in
      var output = StandardOutput()
      try output.finish(with: text)
    }
  }

  private func comparedReports() throws(CheckFailure) -> ReportsDiff {
    guard address.isEmpty, dialect.isEmpty, ignore.isEmpty, specs == nil else {
      throw CheckFailure(
        usage: "--address, --dialect, --ignore and --specs are for captures, not for reports.")
    }
    return try ReportsDiffer.compare(a, b)
  }

  private func compared() throws(CheckFailure) -> DiffReport {
    let options = DiffOptions(
      a: CheckOptions(specsDirectory: specs, address: address.first, dialect: dialect.first),
      b: CheckOptions(specsDirectory: specs, address: address.last, dialect: dialect.last),
      ignored: Set(ignore))
    var progress = Progress(path: a)
    defer { progress.finish() }
    return try Differ(options).compare(a, b) { path, bytes in
      if progress.name != path.printable() {
        progress.finish()
        progress = Progress(path: path)
      }
      progress.advance(to: bytes)
    }
  }
}
