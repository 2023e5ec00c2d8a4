import Report

/// What is kept of the sessions that are not reported one by one: the worst verdicts, the sums, and
/// the first findings. Memory does not grow with their number.
struct FoldedSessions {
  private var whole = Report.Session(devices: [])

  /// How many findings are kept; the others are counted.
  static let findingLimit = 100

  /// Adds a session.
  mutating func add(_ session: SessionReport) {
    let part = session.foldedPart(listing: Self.findingLimit - whole.findings.count)
    whole.transfers += part.transfers
    whole.verdict.formWorst(part.verdict)
    whole.profileVerdict.formWorst(part.profileVerdict)
    whole.profile = whole.profile ?? part.profile
    for verdict in Report.Verdict.allCases {
      whole.counts.device[verdict] += part.counts.device[verdict]
      whole.counts.host[verdict] += part.counts.host[verdict]
      whole.eventCounts.device[verdict] += part.eventCounts.device[verdict]
      whole.eventCounts.host[verdict] += part.eventCounts.host[verdict]
    }
    whole.furtherImages.add(part.furtherImages)
    whole.findings += part.findings
    for kind in part.unlisted { count(kind) }
  }

  /// The report of all folded sessions, as one session. `count`: how many they are. `listed`: how
  /// many others are reported one by one.
  func session(count: Int, listed: Int) -> Report.Session {
    var session = whole
    session.remarks = [
      "\(count) more sessions are reported together here: only the first "
        + "\(listed) of a capture are reported one by one."
    ]
    return session
  }

  private mutating func count(_ kind: Report.Unlisted) {
    guard let index = whole.unlisted.firstIndex(where: { $0.isSameKind(as: kind) }) else {
      return whole.unlisted.append(kind)
    }
    whole.unlisted[index].count += kind.count
    whole.unlisted[index].explanations.merge(kind.explanations) { $0 + $1 }
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
