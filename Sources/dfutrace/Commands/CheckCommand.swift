import ArgumentParser
import Glibc
import Report
import Suite

struct CheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Judge captures: each transfer, with the clause of the specification.",
    discussion: """
      Exit status: 0 nothing broke the specification, 1 a device or a host broke it, 2 something \
      is undecided (only with --strict), 64 the command line is wrong, 65 a capture or a table \
      cannot be read, 66 no input or no DFU traffic, 69 the kernel has no usbmon, 74 reading or \
      writing failed, 77 permission is missing. If several apply, 1 comes first, then 65 to 77, \
      then 2.
      """)

  @Argument(
    help: ArgumentHelp(
      "Capture files, folders with captures, or quoted patterns; - is standard input.",
      valueName: "CAPTURE"))
  var captures: [String] = []

  @OptionGroup var input: WatchOptions

  @OptionGroup var judgement: JudgementOptions

  @Flag(help: "Accept a capture without DFU traffic.")
  var allowEmpty = false

  @OptionGroup var options: CaptureOptions

  func validate() throws {
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
    do {
      try judgement.finish(&report)
    } catch let status as ExitCode {
      // The report is left as it is: to take a long one apart takes as long as to write it.
      withExtendedLifetime(report) { Glibc.exit(status.rawValue) }
    }
  }

  /// Judges all inputs. Reports an input that cannot be judged at once and continues.
  private func judge() throws -> Report.Document {
    var report = Report.Document()
    let judge: Judge
    do throws(CheckFailure) {
      judge = try Judge(
        judgement.checkOptions(specs: options.specs, address: options.address))
      report.filter = try judge.filter(judgement.rules)
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

  private func watch(_ interface: String, _ judge: Judge, into report: inout Report.Document) {
    let printsReport = judgement.output == nil || judgement.output == "-"
    do throws(CheckFailure) {
      let (capture, hint) = try input.check(
        interface, judge, onOutput: judgement.format == .text || !printsReport,
        colour: judgement.color.isOn)
      add(capture, hint, to: &report)
    } catch {
      report.add(error)
    }
  }

  private func add(_ capture: Report.Capture, _ hint: String?, to report: inout Report.Document) {
    report.captures.append(capture)
    guard capture.sessions.isEmpty, !allowEmpty else { return }
    let empty = "There is no DFU traffic in this capture; --allow-empty accepts that."
    report.add(
      CheckFailure(file: capture.file, status: .noInput, message: hint ?? empty))
  }

  private func check(_ path: String, _ judge: Judge, into report: inout Report.Document) {
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
}
