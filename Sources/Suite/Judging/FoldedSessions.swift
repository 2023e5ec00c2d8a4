import Report

/// What is kept of the sessions that are not reported one by one: the worst verdicts, the sums, and
/// the first findings. Memory does not grow with their number.
struct FoldedSessions {
  private var sum = Report.Session(devices: [])

  /// How many findings are kept; the others are counted.
  static let findingLimit = 100

  /// Adds a session.
  mutating func add(_ session: SessionReport) {
    let part = session.foldedPart(listing: Self.findingLimit - sum.findings.count)
    sum.transfers += part.transfers
    sum.verdict.formWorst(part.verdict)
    sum.profileVerdict.formWorst(part.profileVerdict)
    sum.profile = sum.profile ?? part.profile
    for verdict in Report.Verdict.allCases {
      sum.counts.device[verdict] += part.counts.device[verdict]
      sum.counts.host[verdict] += part.counts.host[verdict]
    }
    sum.findings += part.findings
    for kind in part.unlisted { count(kind) }
  }

  /// The report of all folded sessions, as one session. `count`: how many they are.
  func session(count: Int) -> Report.Session {
    var session = sum
    session.remarks = [
      "\(count) more sessions are reported together here: only the first "
        + "\(JudgedSessions.listLimit) of a capture are reported one by one."
    ]
    return session
  }

  private mutating func count(_ kind: Report.Unlisted) {
    guard let index = sum.unlisted.firstIndex(where: { $0.isSameKind(as: kind) }) else {
      return sum.unlisted.append(kind)
    }
    sum.unlisted[index].count += kind.count
    sum.unlisted[index].explanations.merge(kind.explanations) { $0 + $1 }
  }
}

extension Report.Unlisted {
  fileprivate func isSameKind(as other: Self) -> Bool {
    rule == other.rule && actor == other.actor && verdict == other.verdict
      && profileVerdict == other.profileVerdict
  }
}

extension Report.Verdicts {
  fileprivate mutating func formWorst(_ other: Self) {
    device = max(device, other.device)
    host = max(host, other.host)
  }
}
