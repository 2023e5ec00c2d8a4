import Report

/// How many findings of a capture of the baseline are still without a partner.
struct PlaceCounts {
  private var listed: [FindingPlace: Int] = [:]
  private var unlisted: [UnlistedPlace: Int] = [:]

  /// Counts the findings of a capture, but for those that a waiver accepted: a baseline must not
  /// outlive the last day of a waiver.
  init(_ capture: Report.Capture) {
    for session in capture.sessions {
      for (index, place, isRepeated) in session.places
      where !isRepeated && session.findings[index].acceptance?.isWaiver != true {
        listed[place, default: 0] += 1
      }
      for kind in session.unlisted where session.isGated(kind) {
        let waived = kind.acceptance?.isWaiver == true ? kind.accepted : 0
        unlisted[UnlistedPlace(kind, in: session), default: 0] += kind.count - waived
      }
    }
  }

  /// Marks the findings of `capture` that have a partner, and takes the partners away. A finding
  /// that a waiver accepts takes its partner too, and stays waived.
  mutating func accept(_ capture: inout Report.Capture) {
    for number in capture.sessions.indices {
      accept(&capture.sessions[number])
    }
  }

  private mutating func accept(_ session: inout Report.Session) {
    var wasKnown: [Report.Actor: Bool] = [:]
    for (index, place, isRepeated) in session.places {
      let isKnown = isRepeated ? wasKnown[place.actor] ?? false : takeOne(place)
      wasKnown[place.actor] = isKnown
      if isKnown, session.findings[index].acceptance == nil {
        session.findings[index].acceptance = .known
      }
    }
    for index in session.unlisted.indices where session.isGated(session.unlisted[index]) {
      let kind = session.unlisted[index]
      let place = UnlistedPlace(kind, in: session)
      let known = min(kind.count, unlisted[place, default: 0])
      unlisted[place, default: 0] -= known
      if known > 0, kind.acceptance == nil {
        session.unlisted[index].acceptance = .known
        session.unlisted[index].accepted = known
      }
    }
  }

  private mutating func takeOne(_ place: FindingPlace) -> Bool {
    guard let count = listed[place], count > 0 else { return false }
    listed[place] = count - 1
    return true
  }

  /// The findings that are left, by rule, in the order of their rules.
  func gone(from capture: Report.Capture) -> [Report.GoneFinding] {
    var counts: [Report.GoneFinding: Int] = [:]
    let tested = Set(capture.sessions.flatMap(\.rules).map(\.rule))
    func add(_ rule: String, _ actor: Report.Actor, _ verdict: Report.Verdict, _ count: Int) {
      let kind = Report.GoneFinding(
        capture: capture.file, rule: rule, actor: actor, verdict: verdict, count: 0,
        isTested: tested.contains(rule))
      counts[kind, default: 0] += count
    }
    for (place, count) in listed where count > 0 {
      add(place.rule, place.actor, place.verdict, count)
    }
    for (place, count) in unlisted where count > 0 {
      add(place.rule, place.actor, place.verdict, count)
    }
    return counts.map { kind, count in
      var kind = kind
      kind.count = count
      return kind
    }.sorted { ($0.rule, $0.actor.rawValue, $1.verdict) < ($1.rule, $1.actor.rawValue, $0.verdict) }
  }
}
