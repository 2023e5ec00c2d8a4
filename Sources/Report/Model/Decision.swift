// Derives the exit status of a run from its report.

extension ExitStatus {
  /// Decides the exit status of a whole run. The first case that applies counts.
  ///
  /// 1. A session has a violation that nothing accepts. 2. A file could not be judged: the status
  /// of the first such file. 3. With `strict`, something is undecided, or a waiver is not needed
  /// any more. 4. Otherwise the status is 0. A filter never changes the status.
  public static func of(_ report: Report.Document, strict: Bool = false) -> ExitStatus {
    let sessions = report.captures.flatMap(\.sessions)
    if sessions.contains(where: \.fails) { return violation }
    if let failure = report.failures.first { return failure.status }
    let isUndecided =
      report.captures.contains { $0.integrity == .partial }
      || sessions.contains(where: \.isUndecided)
      || report.gate?.waivers.contains { $0.result == .unexpectedPass } ?? false
    return strict && isUndecided ? undecided : conformant
  }
}

extension Report.Session {
  /// Whether anything in the session could not be decided, and nothing accepts that.
  var isUndecided: Bool {
    if hasAccepted { return hasInconclusiveLeft }
    return tested.contains { counts[$0][.inconclusive] + eventCounts[$0][.inconclusive] > 0 }
      || findings.contains { $0.verdict == .inconclusive && !isOnPurpose($0.actor) }
  }
}
