package import Report

/// Marks the findings of a report that waivers or a baseline accept.
///
/// A waiver comes before the baseline: a finding that both accept is waived.
package struct Gate: Sendable {
  private let request: GateRequest
  private let waivers: [Report.Waiver]
  private let baseline: Baseline?

  init(_ request: GateRequest, _ tables: TableSet, _ names: RuleNames) throws(CheckFailure) {
    self.request = request
    if let path = request.waivers {
      let bytes = try GateFile.bytes(
        of: path, as: "file of waivers", most: WaiverFile.mostBytes)
      waivers = try WaiverFile(file: path, rules: names, profiles: tables.profileNames)
        .waivers(bytes)
    } else {
      waivers = []
    }
    baseline =
      if let path = request.baseline { try Baseline(GateFile.report(at: path)) } else { nil }
  }

  /// The files that were read, so that no output replaces them.
  package var files: [String] { [request.waivers, request.baseline].compactMap(\.self) }

  /// Marks the findings, and puts into the report what became of the waivers and the baseline.
  package func apply(to report: inout Report.Document) {
    var waiving = Waiving(waivers, today: request.today)
    for index in report.captures.indices { waiving.mark(&report.captures[index]) }
    let compared = baseline?.mark(&report.captures)
    report.gate = Report.Gate(
      today: request.waivers == nil ? nil : request.today, waivers: waiving.uses,
      baseline: compared)
  }
}

extension Judge {
  /// Reads the files of a gate; nil when none is asked for.
  ///
  /// Fails with status 65 for a malformed file or an unknown rule, with its line, and 66 where
  /// there is no such file.
  package func gate(_ request: GateRequest?) throws(CheckFailure) -> Gate? {
    guard let request, request.waivers != nil || request.baseline != nil else { return nil }
    return try Gate(request, tables, try ruleNames())
  }
}
