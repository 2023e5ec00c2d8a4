import ArgumentParser
import Files
import Glibc
import Report
import Suite

/// One run of `check`; at first as without options.
struct CheckRun {
  let captures: [String]
  /// The bus to watch; nil for none.
  var watch: WatchOptions?
  var judgement = Judgement()
  var allowsEmpty = false
  /// The device to judge, as BUS.ADDR; nil for all.
  var address: String?
  /// The folder of the tables; nil for the built-in ones.
  var specs: String?

  func run() throws {
    Terminal.ignoreClosedPipes()
    var (report, tables) = try judge()
    do {
      try judgement.finish(&report, tables: tables)
    } catch let status as ExitCode {
      // The report is left as it is: to take a long one apart takes as long as to write it.
      withExtendedLifetime(report) { Glibc.exit(status.rawValue) }
    }
  }

  /// Judges all inputs. Reports an input that cannot be judged at once and continues. Also gives
  /// the files of the tables.
  private func judge() throws -> (Report.Document, tables: [String]) {
    var report = Report.Document()
    let judge: Judge
    do throws(CheckFailure) {
      judge = try Judge(
        judgement.checkOptions(specs: specs, address: address))
      report.filter = try judge.filter(judgement.rules)
    } catch {
      throw Terminal.failure(error)
    }
    report.tables = judge.tableReferences
    if let watch, let interface = watch.live { watchBus(interface, watch, judge, into: &report) }
    for input in Inputs.expand(captures) {
      switch input {
      case .failure(let failure): report.add(failure)
      case .file(let path): check(path, judge, into: &report)
      }
    }
    return (report, judge.tableFiles)
  }

  private func watchBus(
    _ interface: String, _ options: WatchOptions, _ judge: Judge, into report: inout Report.Document
  ) {
    let printsReport = judgement.output == nil || judgement.output == "-"
    do throws(CheckFailure) {
      let (capture, hint) = try options.check(
        interface, judge, onOutput: judgement.format == .text || !printsReport,
        colour: judgement.color.isOn)
      add(capture, hint, to: &report)
    } catch {
      report.add(error)
    }
  }

  private func add(_ capture: Report.Capture, _ hint: String?, to report: inout Report.Document) {
    report.captures.append(capture)
    guard capture.sessions.isEmpty, !allowsEmpty else { return }
    let empty = "There is no DFU traffic in this capture; --allow-empty accepts that."
    report.add(
      CheckFailure(file: capture.file, status: .noInput, message: hint ?? empty))
  }

  /// The first Ctrl-C ends the recorder at the other end of a pipe, and not this program: what came
  /// up to there is judged.
  private func check(_ path: String, _ judge: Judge, into report: inout Report.Document) {
    if !InputFile.isRegular(path) { Interruption.await() }
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
