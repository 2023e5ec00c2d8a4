import ArgumentParser
import FoundationEssentials
import Suite

/// The options that decide which findings fail a run (docs/gate.md).
struct GateOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Accept the findings that this file of waivers lists, each with a reason and a last day.",
      valueName: "FILE"), completion: .file())
  var waivers: String?

  @Option(
    help: ArgumentHelp(
      "Fail only on findings that this JSON report of an earlier run does not hold.",
      valueName: "REPORT"), completion: .file())
  var baseline: String?

  @Option(
    help: ArgumentHelp(
      "The day to compare waivers with, for example 2027-03-31; without it, today in UTC.",
      valueName: "DAY"))
  var today: String?

  func validate() throws {
    guard let today else { return }
    guard Day.isOne(today) else {
      throw ValidationError("--today takes a day such as 2027-03-31; got '\(today)'.")
    }
    guard waivers != nil else {
      throw ValidationError("--today is the day to compare waivers with; name them by --waivers.")
    }
  }

  /// An option that was given; nil for none.
  var named: String? {
    waivers != nil ? "--waivers" : baseline != nil ? "--baseline" : nil
  }

  /// The files that the options name.
  var files: [String] { [waivers, baseline].compactMap { $0 } }

  /// What the options ask for; nil for nothing. To write today's date takes as long as a twentieth
  /// of the start.
  var request: GateRequest? {
    guard !files.isEmpty else { return nil }
    return GateRequest(
      waivers: waivers, baseline: baseline,
      today: today ?? Date.now.formatted(.iso8601.year().month().day()))
  }
}
