import ArgumentParser
import Report
import Suite

struct CheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Judge captures, transfer by transfer, with the clause.",
    discussion: """
      Exit status: 0 nothing broke the specification, 1 a device or a host did; else 65 a \
      capture or a table cannot be read, 66 no input or no DFU traffic, 69 the kernel has no \
      usbmon, 74 reading or writing failed, 77 permission is missing; else, with --strict, 2 \
      something is undecided. \
      64 the command line is wrong.
      """)

  @Argument(
    help: ArgumentHelp(
      "Capture files, folders of captures, quoted patterns; - is standard input.",
      valueName: "CAPTURE"))
  var captures: [String] = []

  @OptionGroup var input: LiveInput

  @Option(help: ArgumentHelp("Judge under this overlay too, as `dfuse`.", valueName: "NAME"))
  var profile: String?

  @Option(help: ArgumentHelp("How to print the report.", valueName: "FORMAT"))
  var format: ReportFormat = .text

  @Option(
    name: [.short, .long],
    help: ArgumentHelp(
      "Write there, not to standard output; into a folder: a file for each capture.",
      valueName: "FILE"))
  var output: String?

  @Flag(help: "End with status 2 when anything is inconclusive or a capture is partial.")
  var strict = false

  @Option(
    name: [.customShort("Y"), .long],
    help: ArgumentHelp(
      "Show only rules below this path, as `dfu/A.2`; the status does not change.",
      valueName: "PREFIX"))
  var rules: String?

  @Option(
    help: ArgumentHelp(
      "How much too early a host's timer may seem, for the capture's clock and the host's.",
      valueName: "MS"))
  var tolerance = CheckOptions().toleranceMilliseconds

  @Flag(help: "A capture without DFU traffic is no failure.")
  var allowEmpty = false

  @Option(help: ArgumentHelp("Colour the text: auto, always or never.", valueName: "WHEN"))
  var color: ColourChoice = .auto

  @OptionGroup var options: CaptureOptions

  func validate() throws {
    guard tolerance.isFinite, tolerance >= 0 else {
      throw ValidationError("--tolerance takes milliseconds from 0.")
    }
    guard captures.isEmpty == (input.live != nil) else {
      throw ValidationError("Name captures to judge, or a bus to watch with --live.")
    }
    guard captures.count(where: { $0 == "-" }) <= 1 else {
      throw ValidationError("Standard input can be read once only.")
    }
  }

  func run() throws {
    Terminal.ignoreClosedPipes()
    var report = try judge()
    do throws(CheckFailure) {
      try write(report)
    } catch {
      report.add(error)
    }
    throw ExitCode(ExitStatus.of(report, strict: strict))
  }

  private var checkOptions: CheckOptions {
    CheckOptions(
      profile: profile, toleranceMilliseconds: tolerance, specsDirectory: options.specs,
      address: options.address, wantsHashes: format.carriesHashes)
  }

  /// Judges every input; what cannot be judged is told at once and stops nothing.
  private func judge() throws -> Report {
    var report = Report(filter: rules.map(RuleFilter.init))
    let judge: Judge
    do throws(CheckFailure) {
      judge = try Judge(checkOptions)
    } catch {
      throw Terminal.failure(error)
    }
    report.tables = judge.tableReferences
    if let interface = input.live { watch(interface, judge, into: &report) }
    for input in Inputs.expand(captures) {
      switch input {
      case .failure(let failure): report.add(failure)
      case .file(let path): check(path, judge, into: &report)
      }
    }
    return report
  }

  private func watch(_ interface: String, _ judge: Judge, into report: inout Report) {
    let printsReport = output == nil || output == "-"
    do throws(CheckFailure) {
      let (capture, hint) = try input.check(
        interface, judge, onOutput: format == .text || !printsReport, colour: color.isOn)
      add(capture, hint, to: &report)
    } catch {
      report.add(error)
    }
  }

  private func add(_ capture: Report.Capture, _ hint: String?, to report: inout Report) {
    report.captures.append(capture)
    guard capture.sessions.isEmpty, !allowEmpty else { return }
    let empty = "There is no DFU traffic in this capture; --allow-empty accepts that."
    report.add(
      Report.Failure(file: capture.file, status: ExitStatus.noInput, message: hint ?? empty))
  }

  private func check(_ path: String, _ judge: Judge, into report: inout Report) {
    var progress = Progress(path: path)
    do {
      let (capture, hint) = try judge.check(path) { progress.advance(to: $0) }
      progress.finish()
      add(capture, hint, to: &report)
    } catch {
      progress.finish()
      report.add(error)
    }
  }

  private func write(_ report: Report) throws(CheckFailure) {
    guard let output, output != "-" else {
      var standardOutput = StandardOutput()
      let colour = color.isOn
      return try standardOutput.finish(with: format.text(of: report, colour: colour))
    }
    if OutputFile.isFolder(output) {
      try format.write(report, toFolder: output)
    } else {
      try OutputFile.write(format.text(of: report, listsFailures: true), to: output)
    }
  }
}

extension Report {
  /// Keeps a failure and tells it.
  fileprivate mutating func add(_ failure: Failure) {
    failures.append(failure)
    Terminal.complain("\(failure.file): \(failure.message)")
  }

  fileprivate mutating func add(_ failure: CheckFailure) {
    add(Failure(file: failure.file, status: failure.status, message: failure.message))
  }
}
