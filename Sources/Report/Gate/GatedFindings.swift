// Which findings a gate is about, and what is left of them.

extension Report.Finding {
  /// ` (waived)` or ` (known)`, to be put after the verdict; empty where it is not accepted.
  var acceptanceMark: String { acceptance.map { " (\($0.word))" } ?? "" }
}

extension Report.Session {
  /// The finding's verdict that counts for the exit status: under the profile if it decides.
  package func decisive(of finding: Report.Finding) -> Report.Verdict {
    profileDecides ? finding.profileVerdict : finding.verdict
  }

  /// The verdict that counts for the exit status of findings that are not listed.
  package func decisive(of kind: Report.Unlisted) -> Report.Verdict {
    profileDecides ? kind.profileVerdict : kind.verdict
  }

  /// Whether a finding could change the exit status, be it with `--strict` only. These are the
  /// findings that a waiver or a baseline can accept.
  package func isGated(_ finding: Report.Finding) -> Bool {
    !isOnPurpose(finding.actor)
      && max(decisive(of: finding), finding.verdict == .inconclusive ? .inconclusive : .pass)
        >= .inconclusive
  }

  /// The same of findings that are not listed.
  package func isGated(_ kind: Report.Unlisted) -> Bool {
    !isOnPurpose(kind.actor)
      && max(decisive(of: kind), kind.verdict == .inconclusive ? .inconclusive : .pass)
        >= .inconclusive
  }

  /// Whether a side broke the specification, and neither a waiver nor a baseline accepts all of it.
  var fails: Bool {
    guard decisive == .violation else { return false }
    guard hasAccepted else { return true }
    return remains {
      isGated($0) && decisive(of: $0) == .violation
    } unlisted: {
      isGated($0) && decisive(of: $0) == .violation
    }
  }

  /// Whether a waiver or a baseline accepts any finding.
  var hasAccepted: Bool {
    findings.indices.contains { findings[$0].acceptance != nil }
      || unlisted.contains { $0.accepted > 0 }
  }

  /// Whether something inconclusive is left that nothing accepts.
  var hasInconclusiveLeft: Bool {
    remains {
      $0.verdict == .inconclusive && !isOnPurpose($0.actor)
    } unlisted: {
      $0.verdict == .inconclusive && !isOnPurpose($0.actor)
    }
  }

  private func remains(
    _ listed: (Report.Finding) -> Bool, unlisted isMeant: (Report.Unlisted) -> Bool
  ) -> Bool {
    findings.contains { $0.acceptance == nil && listed($0) }
      || unlisted.contains { $0.accepted < $0.count && isMeant($0) }
  }
}
