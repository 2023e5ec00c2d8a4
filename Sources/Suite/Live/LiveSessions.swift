import Checker
import DFU
import Report
import SpecTable
import USB

/// Judges the sessions of a watched bus and returns each finding as soon as it is made. Memory is
/// bounded as for a file (`JudgedSessions`).
struct LiveSessions {
  private(set) var judged: JudgedSessions
  /// By place in `judged.judges`, what was told of the session there.
  private var told: [Told] = []

  /// How much was told of a session.
  struct Told {
    let session: SessionID
    /// The number of findings already returned, of the base table and of the overlay.
    fileprivate var base = 0
    fileprivate var overlay = 0
    fileprivate var hadOverlay = false

    fileprivate init(_ session: SessionID) { self.session = session }
  }

  /// Every session begins with a copy of `fresh`.
  init(_ fresh: SessionJudge) { judged = JudgedSessions(fresh, start: 0) }

  /// Judges the next observation and returns the new findings, and those that are taken back
  /// because records are missing, as they are now. Their times count from `start`, in nanoseconds.
  mutating func observe(
    _ observation: Observation, of id: SessionID, start: Int64
  ) -> [LiveFinding] {
    judged.start = start
    let faults = faultsInDoubt(by: observation, of: id)
    guard let place = judged.observe(observation, of: id) else { return [] }
    while told.count <= place { told.append(Told(told.count)) }
    if told[place].session != id { told[place] = Told(id) }
    let judge = judged.judges[place]
    let takenBack =
      faults.isEmpty
      ? []
      : judge.findings(behind: observation.at.frame)
        .filter { !$0.isFault && faults.contains(Fault($0.finding)) }
    return (takenBack + told[place].news(of: judge)).map { pair in
      LiveFinding(
        finding: SessionReport(judge: judge, start: start).finding(pair),
        profile: judge.overlay?.profile.name)
    }
  }

  /// What was held against a side of a session, and may be taken back by this observation.
  private func faultsInDoubt(by observation: Observation, of id: SessionID) -> Set<Fault> {
    guard case .gap(.unpaired) = observation.event,
      let place = told.firstIndex(where: { $0.session == id })
    else { return [] }
    let found = judged.judges[place].findings(behind: observation.at.frame)
    return Set(found.filter(\.isFault).map { Fault($0.finding) })
  }

  /// What a finding is about.
  private struct Fault: Hashable {
    var frame: Int
    var actor: SpecTable.Actor
    var rule: String

    init(_ finding: Finding) {
      (frame, actor, rule) = (finding.at.frame, finding.actor, finding.rule)
    }
  }

  /// The reports of all sessions, at the end. `waiting`: by device, the frame of its first request
  /// that still waits.
  mutating func reports(
    _ summaries: [SessionSummary], waiting: [DeviceAddress: Int]
  ) -> [Report.Session] {
    judged.doubt(waiting: waiting, summaries)
    return judged.reports(summaries)
  }
}

extension FindingJoin.Pair {
  /// Whether either table holds it against its side.
  fileprivate var isFault: Bool { max(verdict, profileVerdict) >= .warning }
}

extension LiveSessions.Told {
  /// The findings of its session that were not returned yet.
  ///
  /// A newly found overlay judges all earlier observations again. Of its findings, only those from
  /// the frame of the base's first new finding on are returned.
  fileprivate mutating func news(of judge: SessionJudge) -> [FindingJoin.Pair] {
    let findings = judge.base.findings
    guard let overlay = judge.overlay else {
      defer { base = findings.count }
      return base == findings.count ? [] : FindingJoin.join(findings[base...], nil)
    }
    guard findings.count > base || overlay.findingCount > self.overlay else {
      hadOverlay = true
      return []
    }
    let checker = overlay.checker(beside: judge.base)
    let new = findings[base...]
    let first = new.first?.at.frame ?? Int.max
    let theirs = checker.findings[self.overlay...]
    let isNew = hadOverlay || base == 0
    defer {
      (base, self.overlay) = (findings.count, checker.findings.count)
      hadOverlay = true
    }
    let kept = isNew ? theirs : ArraySlice(theirs.filter { $0.at.frame >= first })
    return FindingJoin.join(
      new, (checker.declaredMoves, kept, checker.rules.table.withdrawals))
  }
}
