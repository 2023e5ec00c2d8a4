import Checker
import DFU
import Report
import SpecTable
import USB

/// Judges the sessions of a watched bus and returns each finding as soon as it is made.
struct LiveSessions {
  private let make: () -> SessionJudge
  private var sessions: [Session] = []

  struct Session {
    var judge: SessionJudge
    /// The number of findings already returned, of the base table and of the overlay.
    var told = (base: 0, overlay: 0)
    var hadOverlay = false
  }

  init(_ make: @escaping () -> SessionJudge) {
    self.make = make
  }

  var judges: [SessionJudge] { sessions.map(\.judge) }

  /// Judges the next observation and returns the new findings. Their times count from `start`, in
  /// nanoseconds.
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
  /// The findings that were not returned yet.
  ///
  /// A newly found overlay judges all earlier observations again. Of its findings, only those from
  /// the frame of the base's first new finding on are returned.
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
