import ArgumentParser
import Report
import Suite

extension RunCommand {
  /// Runs the vectors on a device, tells what it does, and prints the report. If the operator named
  /// a model, then prints where the recording differs from the model.
  func runOnHardware() throws {
    Interruption.await()
    var report = Report.Document()
    let result: HardwareResult
    var replay: ReplayReport?
    var tables: [String] = []
    let gate: Gate?
    do throws(CheckFailure) {
      let settings = judgement.checkOptions(specs: specs)
      let judge = try Judge(settings)
      report.filter = try judge.filter(judgement.rules)
      gate = try judge.gate(self.gate.request)
      report.tables = judge.tableReferences
      tables = judge.tableFiles + (gate?.files ?? [])
      let bench = HardwareBench(
        judge: judge, settings: settings, options: try hardware.options(),
        isInterrupted: { Interruption.hasCome })
      result = try bench.run(vectors) { Terminal.say("\($0)\n") }
      replay = try self.replay(result)
    } catch {
      throw Terminal.failure(error)
    }
    report.captures = result.captures
    for failure in result.failures { report.add(failure) }
    for remark in result.remarks { Terminal.say("\(remark)\n") }
    gate?.apply(to: &report)
    try finish(&report, replay, tables, isHarnessAtFault: result.isHarnessAtFault)
  }

  /// Replays the recording against the model; nil when there is no recording or no model, or when
  /// the harness is at fault.
  private func replay(_ result: HardwareResult) throws(CheckFailure) -> ReplayReport? {
    guard let model, let recording = result.recording, !result.isHarnessAtFault else { return nil }
    let replayer = try Replayer(
      model: model, config: config, options: CheckOptions(specsDirectory: specs))
    return try replayer.replay(recording)
  }

  /// Prints the report and the replay, and ends the program. A text report on standard output is
  /// followed by the replay. Otherwise the replay goes to standard error.
  private func finish(
    _ report: inout Report.Document, _ replay: ReplayReport?, _ tables: [String],
    isHarnessAtFault: Bool
  ) throws {
    var status = ExitCode(.conformant)
    do {
      try judgement.finish(&report, tables: tables, isHarnessAtFault: isHarnessAtFault)
    } catch let code as ExitCode {
      status = code
    }
    if let replay {
      if judgement.format == .text, judgement.output == nil {
        var output = StandardOutput()
        try output.finish(with: "\n\(replay.text)")
      } else {
        Terminal.say(replay.text)
      }
      if status == ExitCode(.conformant) { status = ExitCode(replay.exitStatus) }
    }
    throw status
  }
}
