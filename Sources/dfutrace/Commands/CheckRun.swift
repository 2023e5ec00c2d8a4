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
  /// The dialect to read captures in; nil: their content tells it.
  var dialect: String?
  /// How many captures are judged at once; nil: as many as pay, at most one on each core.
  var jobs: Int?
  /// Which findings are accepted; nil: none.
  var gate: GateRequest?
  /// The file of a copy of the capture with the findings at its packets; nil for none.
  var annotated: String?
  /// Whether the findings of several captures are printed, not a table.
  var isVerbose = false
  /// The part of the inputs that is judged; nil: all.
  var plan: ShardPlan?

  func run() throws {
    Terminal.ignoreClosedPipes()
    FreedMemory.keep()
    let copy = try annotatedCopy()
    var (report, tables, judge) = try judged(copy)
    let failure = copy?.failure(writing: report, keeping: tables)
    do {
      // A folder of reports does not replace the copy.
      try judgement.finish(
        &report, tables: tables + (annotated.map { [$0] } ?? []), tabulates: !isVerbose,
        failed: failure.map { [$0] } ?? [])
    } catch let status as ExitCode {
      // All is left as it is: to take a long report apart takes as long as to write it.
      withExtendedLifetime((report, judge)) { Glibc.exit(status.rawValue) }
    }
  }

  private func annotatedCopy() throws -> AnnotatedCopy? {
    guard let annotated else { return nil }
    do throws(CheckFailure) {
      return try AnnotatedCopy(of: captures, to: annotated)
    } catch {
      throw Terminal.failure(error)
    }
  }

  /// Judges all inputs. Reports an input that cannot be judged at once and continues. Also gives
  /// the files of the tables and of the gate, and the judge. Begins `copy` on the way.
  private func judged(
    _ copy: AnnotatedCopy?
  ) throws -> (Report.Document, tables: [String], Judge) {
    var report = Report.Document()
    let inputs = Inputs.expand(captures)
    let judge: Judge
    let gate: Gate?
    do throws(CheckFailure) {
      var options = judgement.checkOptions(specs: specs, address: address, dialect: dialect)
      // The content tells which capture of the baseline is meant, even under another name.
      if self.gate?.baseline != nil { options.wantsHashes = true }
      judge = try Judge(options)
      report.filter = try judge.filter(judgement.rules)
      gate = try judge.gate(self.gate)
      let read = inputs.compactMap(\.file) + judge.tableFiles + (gate?.files ?? [])
      try judgement.checkOutputs(keeping: read)
    } catch {
      throw Terminal.failure(error)
    }
    report.tables = judge.tableReferences
    if let watch, let interface = watch.live { watchBus(interface, watch, judge, into: &report) }
    let tables = judge.tableFiles + (gate?.files ?? [])
    let comments = copy?.begin(keeping: tables).map {
      EarlyComments($0, in: report, maybeAccepted: gate != nil)
    }
    checkAll(inputs, judge, comments, into: &report)
    judge.addRulebook(to: &report)
    gate?.apply(to: &report)
    return (report, tables, judge)
  }

  private func watchBus(
    _ interface: String, _ options: WatchOptions, _ judge: Judge, into report: inout Report.Document
  ) {
    let printed = judgement.outputs.onStandardOutput
    do throws(CheckFailure) {
      let (capture, hint) = try options.check(
        interface, judge, onOutput: printed == nil || printed == .text,
        colour: judgement.color.isOn)
      add(capture, hint, to: &report)
    } catch {
      report.add(error)
    }
  }

  private func add(_ capture: Report.Capture, _ hint: String?, to report: inout Report.Document) {
    report.add(capture)
    guard capture.sessions.isEmpty, !allowsEmpty else { return }
    let device = address.map { " of device \($0)" } ?? ""
    let empty = "There is no DFU traffic\(device) in this capture; --allow-empty accepts that."
    report.add(
      CheckFailure(file: capture.file, status: .noInput, message: hint ?? empty))
  }

  /// A judged capture, and what else there is to say if it has no session.
  private typealias Judged = (capture: Report.Capture, hint: String?)

  private func checkAll(
    _ all: [Input], _ judge: Judge, _ comments: EarlyComments?, into report: inout Report.Document
  ) {
    let part = plan?.part(of: all.map(\.path), settings: settings)
    let positions = part?.positions ?? Array(all.indices)
    report.shard = part?.shard
    let inputs = positions.map { all[$0] }
    var taken = 0
    let progress = SharedProgress(paths: inputs.compactMap(\.file))
    // Shards run side by side, one on each core.
    let fitting = plan == nil ? Self.jobs(for: progress.size) : 1
    let jobs = min(jobs ?? fitting, inputs.count)
    let tool = { @Sendable in jobs > 1 ? (try? Judge(separate: judge)) ?? judge : judge }
    OrderedWork.run(inputs, jobs: jobs, tool: tool) { input, judge in
      Self.check(input, judge, comments, progress)
    } take: { result in
      progress.interrupt {
        do throws(CheckFailure) {
          let (capture, hint) = try result.get()
          add(capture, hint, to: &report)
        } catch {
          report.add(error)
        }
        report.shard?.note(
          input: positions[taken], captures: report.captures.count,
          failures: report.failures.count)
        taken += 1
      }
    }
  }

  /// So many bytes pay for a further thread. It reads tables of its own, which takes about as long
  /// as to judge 80 kB of small captures.
  private static let bytesPerJob = 4 << 20

  /// How many captures to judge at once; `bytes`: the size of all, nil where it is not known.
  private static func jobs(for bytes: Int?) -> Int {
    min(OrderedWork.cores, 1 + (bytes ?? .max) / bytesPerJob)
  }

  /// The settings that change the report, beside the tables, which it names itself.
  private var settings: [String] {
    [
      judgement.profile ?? "", "\(judgement.tolerance)", judgement.rules ?? "", address ?? "",
      dialect ?? "", "\(allowsEmpty)",
    ]
  }

  /// The first Ctrl-C ends the recorder at the other end of a pipe, and not this program: what came
  /// up to there is judged.
  private static func check(
    _ input: Input, _ judge: Judge, _ comments: EarlyComments?, _ progress: SharedProgress
  ) -> Result<Judged, CheckFailure> {
    do throws(CheckFailure) {
      let path = try input.get()
      if !InputFile.isRegular(path) { Interruption.await() }
      defer { progress.finish(path) }
      return .success(try judge.check(path, telling: comments) { progress.advance(path, to: $0) })
    } catch {
      return .failure(error)
    }
  }
}
