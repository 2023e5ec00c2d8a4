import ArgumentParser
import DeviceModel
import Files
import Report
import Suite

struct RunCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run",
    abstract: "Run vectors on a model of a device or on hardware, and judge what it does.",
    discussion: """
      On a model, each vector runs on a new device and is reported as a session \
      (specs/vectors/README.md). With -d, -p or -S the vectors run on one device through libusb, \
      one after the other, while usbmon records the bus. The recording is judged too; with \
      --model it is then replayed against the model, and the status is also that of replay. \
      Only the device is tested: a vector that breaks a rule as the host does so on purpose.
      Exit status: 0 the device broke nothing of the specification, 1 it broke something, 2 \
      something is undecided (only with --strict), 64 the command line is wrong, 65 a file cannot \
      be read, 66 a file cannot be opened, 69 no such device, or it has gone, 70 libusb and usbmon \
      contradict each other, 74 reading or writing failed or the operator ended the run, 77 \
      permission is missing. If several apply, 70 comes first, then 1, then 65 to 77, then 2.
      With --trace the program reads one vector (JSON) from each line, runs it on the model, and \
      prints one line with the outcome of each step. Then 0 means that every vector was run, and \
      65 that a line could not be read or run.
      """)

  @Argument(
    help: ArgumentHelp("Files of vectors; - is standard input.", valueName: "VECTORS"),
    completion: .file())
  var vectors: [String]

  @Option(
    help: ArgumentHelp(
      "The model of the device, for example `dfu-1.1` or `xmos/lib_xua-5`.", valueName: "NAME"),
    completion: .models())
  var model: String?

  @Option(
    help: ArgumentHelp(
      "A parameter of the model, for example `max_upgrade=65536`, or a JSON object of parameters; "
        + "may be repeated.",
      valueName: "KEY=VALUE"))
  var config: [String] = []

  @OptionGroup var hardware: HardwareRunOptions

  @OptionGroup var judging: JudgementOptions

  @OptionGroup var gate: GateOptions

  @Flag(help: "Print what the device does in each step, one line of JSON for each vector.")
  var trace = false

  @OptionGroup var tables: SpecsOption

  /// The folder of the tables; nil: the built-in ones.
  var specs: String? { tables.specs }

  var judgement: Judgement { judging.judgement }

  func validate() throws {
    if let fault = ReadOnce.fault(vectors + gate.files) { throw ValidationError(fault) }
    try hardware.refuse(judgement.outputs.paths)
    guard let model else {
      guard config.isEmpty else {
        throw ValidationError("--config is for a model: name it by --model.")
      }
      if hardware.isChosen, !trace { return }
      throw ValidationError("Name a model with --model, or a device with -d, -p or -S.")
    }
    if hardware.isChosen, trace { throw ValidationError("--trace is for a model alone.") }
    if trace, let option = judging.reporting ?? gate.named ?? specs.map({ _ in "--specs" }) {
      throw ValidationError("--trace judges nothing and writes no report: leave \(option) out.")
    }
    do throws(ModelError) {
      _ = try TraceRun(model: model, config: config)
    } catch {
      throw ValidationError(error.message)
    }
  }

  func run() throws {
    Terminal.ignoreClosedPipes()
    if trace, let model { throw ExitCode(traceAll(model)) }
    if hardware.isChosen { return try runOnHardware() }
    var report = Report.Document()
    let judge: Judge
    let bench: VectorBench
    let gate: Gate?
    do throws(CheckFailure) {
      judge = try Judge(judgement.checkOptions(specs: specs))
      report.filter = try judge.filter(judgement.rules)
      gate = try judge.gate(self.gate.request)
      try judgement.checkOutputs(keeping: vectors + judge.tableFiles + (gate?.files ?? []))
      bench = try VectorBench(judge: judge, model: model ?? "", config: config)
    } catch {
      throw Terminal.failure(error)
    }
    report.tables = judge.tableReferences
    for path in vectors {
      do throws(CheckFailure) {
        let capture = try bench.run(path)
        report.add(capture)
        if capture.sessions.isEmpty { throw Self.nothingRun(capture) }
      } catch {
        report.add(error)
      }
    }
    judge.addRulebook(to: &report)
    gate?.apply(to: &report)
    try judgement.finish(&report, tables: judge.tableFiles + (gate?.files ?? []))
  }

  /// A file of which no vector was run proves nothing about a device.
  private static func nothingRun(_ capture: Report.Capture) -> CheckFailure {
    CheckFailure(
      file: capture.file, status: .noInput,
      message: capture.skipped.isEmpty
        ? "The file holds no vector." : "No vector was run: each needs something else.")
  }

  /// Traces all files; returns the exit status of the first file that could not be traced.
  private func traceAll(_ model: String) -> ExitStatus {
    var status = ExitStatus.conformant
    for path in vectors {
      let failed = trace(path, model)
      if status == ExitStatus.conformant { status = failed }
    }
    return status
  }

  private func tell(_ failure: CheckFailure) -> ExitStatus {
    _ = Terminal.failure(failure)
    return failure.status
  }

  /// Runs the vectors of one file and writes their trace; returns the exit status.
  private func trace(_ path: String, _ model: String) -> ExitStatus {
    let input: InputFile
    do throws(SystemError) {
      input = path == "-" ? .standardInput : try InputFile(path)
    } catch {
      return tell(VectorBench.failure(path, error))
    }
    let name = path == "-" ? "standard input" : path.printable()
    var told = 0
    var output = StandardOutput()
    do {
      var run = try TraceRun(model: model, config: config)
      func tellNew() {
        for failure in run.failures.dropFirst(told) { Terminal.complain("\(name): \(failure)") }
        told = run.failures.count
      }
      while output.isOpen, case let piece = try input.read(upTo: 1 << 16), !piece.isEmpty {
        output.write(run.take(piece))
        tellNew()
      }
      try output.finish(with: String(decoding: run.finish(), as: UTF8.self))
      tellNew()
      return run.failures.isEmpty ? .conformant : .unreadable
    } catch let failure as CheckFailure {
      return tell(failure)
    } catch {
      let cause = SystemError(of: error)
      if path != "-", cause.isFolder { return tell(VectorBench.failure(path, cause)) }
      Terminal.complain("\(name): \(cause.reason)")
      return .inputOutput
    }
  }
}
