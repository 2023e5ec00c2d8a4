// How a run ends, by what its report holds.

extension ExitStatus {
  /// The status of a whole run: a violation anywhere, else the first file that could not be
  /// judged, else with `strict` anything undecided, else 0. A filter never changes it.
  public static func of(_ report: Report.Document, strict: Bool = false) -> ExitStatus {
    let sessions = report.captures.flatMap(\.sessions)
    if sessions.contains(where: { $0.decisive == .violation }) { return violation }
    if let failure = report.failures.first { return failure.status }
    let isUndecided =
      report.captures.contains { $0.integrity == .partial }
      || sessions.contains(where: \.isUndecided)
    return strict && isUndecided ? undecided : conformant
  }
}

extension Report.Session {
  /// Whether anything in it could not be decided.
  var isUndecided: Bool {
    tested.contains { counts[$0][.inconclusive] > 0 }
      || findings.contains { $0.verdict == .inconclusive && !isOnPurpose($0.actor) }
  }
}
