import ArgumentParser
import Report
import Suite

/// The options of all commands that judge: the overlay and the tables, the output, the exit status.
struct JudgementOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp("Also judge by this overlay, for example `dfuse`.", valueName: "NAME"),
    completion: .profiles)
  var profile: String?

  @Option(
    help: ArgumentHelp(
      "Format of the report; may be repeated with a place for each, as `junit=report.xml` or "
        + "`html=reports/`; `=-` is standard output. Without the option, text.",
      valueName: "FORMAT[=FILE]"), completion: .list(ReportFormat.allValueStrings))
  var format: [FormattedOutput<ReportFormat>] = []

  @Option(
    name: [.short, .long],
    help: ArgumentHelp(
      "Write the report to this file, not to standard output; in a folder, write one file for "
        + "each capture. With several formats, for the one that has no place of its own.",
      valueName: "FILE"), completion: .file())
  var output: String?

  @Flag(help: "End with status 2 if something is inconclusive or a capture is partial.")
  var strict = false

  @Option(
    name: [.customShort("Y"), .long],
    help: ArgumentHelp(
      "Show only findings of the rules below this path, for example `dfu/A.2`, and findings "
        + "that an overlay explains by such a rule, for example `xmos`. The exit status does "
        + "not change.",
      valueName: "PREFIX"))
  var rules: String?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "By how many milliseconds a host may seem too early, because its clock and the clock of the "
        + "capture differ.",
      valueName: "MS"))
  var tolerance = Judgement().tolerance

  @Option(help: ArgumentHelp("When to colour the text: auto, always or never.", valueName: "WHEN"))
  var color = Judgement().color

  /// The largest tolerance: one minute, in milliseconds. The usual timers of DFU are shorter;
  /// wDetachTimeOut can be about 65 s.
  private static let mostTolerance = 60_000.0

  func validate() throws {
    guard 0...Self.mostTolerance ~= tolerance else {
      throw ValidationError(
        "--tolerance takes milliseconds from 0 to 60000; got \(tolerance).")
    }
    guard output == nil || formats.contains(where: { $0.path == nil }) else {
      throw ValidationError("Each --format has a place, so --output has no report to write.")
    }
    try outputs.validate()
  }

  /// An option that was given, and says how to judge or what becomes of the report; nil for none.
  var reporting: String? {
    let given = [
      ("--profile", profile != nil), ("--format", !format.isEmpty), ("--output", output != nil),
      ("--strict", strict), ("--rules", rules != nil),
      ("--tolerance", tolerance != Judgement().tolerance),
    ]
    return given.first { $0.1 }?.0
  }

  private var formats: [FormattedOutput<ReportFormat>] {
    format.isEmpty ? [FormattedOutput(.text)] : format
  }

  private var outputs: FormattedOutputs<ReportFormat> {
    FormattedOutputs(formats, unnamed: output)
  }

  /// What the options say.
  var judgement: Judgement {
    Judgement(
      profile: profile, outputs: outputs, isStrict: strict, rules: rules, tolerance: tolerance,
      color: color)
  }
}
