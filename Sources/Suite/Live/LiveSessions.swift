import Checker
import DFU
import Report
import SpecTable
import USB

/// Judges the sessions of a watched bus, and tells each finding when it is made.
struct LiveSessions {
  private let make: () -> SessionJudge
  private var sessions: [Session] = []

  struct Session {
    var judge: SessionJudge
    /// How many findings were told: of the base, and of the overlay.
    var told = (base: 0, overlay: 0)
    var hadOverlay = false
  }

  init(_ make: @escaping () -> SessionJudge) {
    self.make = make
  }

  var judges: [SessionJudge] { sessions.map(\.judge) }

  /// Judges what was seen next; gives the findings that it led to. Times count from `start`.
  mutating func observe(
    _ observation: Observation, of id: SessionID, start: Int64
  ) -> [LiveFinding] {
    while sessions.count <= id { sessions.append(Session(judge: make())) }
    sessions[id].judge.observe(observation)
    return sessions[id].news().map { pair in
      LiveFinding(
        finding: SessionReport(judge: sessions[id].judge, start: start).finding(pair),
        profile: sessions[id].judge.overlay?.profile.name)
    }
  }
}

extension LiveSessions.Session {
  /// What was not told yet. An overlay that has just been found has judged everything anew: of
  /// that only what belongs to the base's new findings is news.
  mutating func news() -> [FindingJoin.Pair] {
    let base = judge.base.findings
    guard let overlay = judge.overlay else {
      defer { told.base = base.count }
      return told.base == base.count ? [] : FindingJoin.join(base[told.base...], nil)
    }
    guard base.count > told.base || overlay.findingCount > told.overlay else {
      hadOverlay = true
      return []
    }
    let checker = overlay.checker(beside: judge.base)
    let findings = checker.findings
    let new = base[told.base...]
    let first = new.first?.at.frame ?? Int.max
    let theirs = findings[told.overlay...]
    let isNew = hadOverlay || told.base == 0
    defer {
      told = (base.count, findings.count)
      hadOverlay = true
    }
    let kept = isNew ? theirs : ArraySlice(theirs.filter { $0.at.frame >= first })
    return FindingJoin.join(new, (checker.declaredMoves, kept))
  }
}
