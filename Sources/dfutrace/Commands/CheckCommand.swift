import ArgumentParser
import Files
import Report

/// Judges captures.
///
/// With the name of the program in its configuration the parser does not look for a request to
/// write a completion script, which takes longer than to parse the options. `Dfutrace.main` looks
/// for it.
struct CheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check", _superCommandName: Report.Tool().name,
    abstract: "Judge captures: each transfer, with the clause of the specification.",
    discussion: """
      Exit status: 0 nothing broke the specification, 1 a device or a host broke it and no waiver \
      and no baseline accepts that, 2 something is undecided (only with --strict), 64 the command \
      line is wrong, 65 a capture, a table, a waiver or the baseline cannot be read, 66 no input \
      or no DFU traffic, 69 the kernel has no usbmon, 74 reading or writing failed, 77 permission \
      is missing. If several apply, 1 comes first, then 65 to 77, then 2.
      """)

  @Argument(
    help: ArgumentHelp(
      "Capture files, folders with captures, or quoted patterns; - is standard input.",
      valueName: "CAPTURE"), completion: .file())
  var captures: [String] = []

  @OptionGroup var input: WatchOptions

  @OptionGroup var judging: JudgementOptions

  @OptionGroup var gate: GateOptions

  @Flag(help: "Accept a capture without DFU traffic.")
  var allowEmpty = false

  @Option(
    name: [.short, .long],
    help: ArgumentHelp(
      "Judge this many captures at once; without it, one for each 4 MiB and at most one on each "
        + "core, and in a shard one.", valueName: "N"))
  var jobs: Int?

  @Option(
    help: ArgumentHelp(
      "Also write a copy of the capture, as pcapng, with the findings as comments of its packets, "
        + "for Wireshark.",
      valueName: "FILE"), completion: .file())
  var annotate: String?

  @Flag(
    name: [.short, .long],
    help: "Print the findings of several captures too, not only a table of the captures.")
  var verbose = false

  @OptionGroup var part: ShardOptions

  @OptionGroup var options: CaptureOptions

  func validate() throws {
    if let jobs, jobs < 1 {
      throw ValidationError("--jobs takes a number from 1; got \(jobs).")
    }
    guard captures.isEmpty || input.live == nil else {
      throw ValidationError("--live watches a bus and takes no captures: give one or the other.")
    }
    guard !captures.isEmpty || input.live != nil else {
      throw ValidationError("Name captures to judge, or a bus to watch with --live.")
    }
    guard input.live == nil || options.dialect == nil else {
      throw ValidationError("--dialect is for captures: a watched bus is always usbmon's.")
    }
    guard annotate == nil || input.live == nil else {
      throw ValidationError("--annotate copies a capture; a watched bus is recorded with record.")
    }
    let outputs = judging.judgement.outputs.paths
    if let annotate, outputs.contains(where: { WholeFile.isOnePlace($0, annotate) }) {
      throw ValidationError("--annotate and a report name the same file.")
    }
    let isPrinted = judging.judgement.outputs.onStandardOutput != nil
    if let annotate, isPrinted, WholeFile.isStandardOutput(annotate) {
      throw ValidationError(
        "--annotate names standard output, which the report goes to; name another file.")
    }
    if part.shard != nil { try validateShard() }
    // A pipe that comes again among captures is told as one of them.
    let onceOnly = gate.files.isEmpty ? captures.filter { $0 == "-" } : captures + gate.files
    if let fault = ReadOnce.fault(onceOnly) { throw ValidationError(fault) }
  }

  /// What a shard leaves out would be missing in what a gate, a bus or another format says.
  private func validateShard() throws {
    if let fault = ShardOptions.fault(in: judging.judgement.outputs) {
      throw ValidationError(fault)
    }
    guard gate.waivers == nil, gate.baseline == nil else {
      throw ValidationError("--waivers and --baseline are for a whole run, not for a shard.")
    }
    guard input.live == nil, !captures.contains("-") else {
      throw ValidationError("--shard is for files and folders, which every shard sees alike.")
    }
  }

  func run() throws { try asked.run() }

  /// The run that the options ask for.
  var asked: CheckRun {
    CheckRun(
      captures: captures, watch: input.live == nil ? nil : input,
      judgement: judging.judgement, allowsEmpty: allowEmpty, address: options.address,
      specs: options.specs, dialect: options.dialect, jobs: jobs, gate: gate.request,
      annotated: annotate, isVerbose: verbose, plan: part.plan)
  }
}
