import Report

/// Where in a conversation a finding is, named so that it is the same in another recording.
struct FindingPlace: Hashable {
  /// The vector's id, or the first device; nil where neither is known.
  var session: String?
  var rule: String
  var actor: Report.Actor
  var verdict: Report.Verdict
  /// The request's name; nil for what is no exchange.
  var request: String?
  var states: [String]

  init(_ finding: Report.Finding, in session: Report.Session) {
    self.session = session.place
    rule = finding.rule
    actor = finding.actor
    verdict = session.decisive(of: finding)
    request = finding.request.map { String($0.prefix { $0 != " " }) }
    states = finding.words.states
  }

  /// Whether the request only asks for the status or the state. How often a host repeats it
  /// depends on the time.
  private var isPoll: Bool { request == "DFU_GETSTATUS" || request == "DFU_GETSTATE" }

  /// Whether it is the same place as the one before, as seen from the same side.
  func repeats(_ previous: FindingPlace?) -> Bool { isPoll && self == previous }
}

/// The findings that are not listed, by kind.
struct UnlistedPlace: Hashable {
  var session: String?
  var rule: String
  var actor: Report.Actor
  var verdict: Report.Verdict

  init(_ kind: Report.Unlisted, in session: Report.Session) {
    self.session = session.place
    rule = kind.rule
    actor = kind.actor
    verdict = session.decisive(of: kind)
  }
}

extension Report.Session {
  /// What names the session in another recording.
  fileprivate var place: String? { vector ?? devices.first?.id }

  /// The gated findings with their places. `isRepeated`: it is at the place of the one before.
  var places: [(index: Int, place: FindingPlace, isRepeated: Bool)] {
    var previous: [Report.Actor: FindingPlace] = [:]
    return findings.indices.filter { isGated(findings[$0]) }.map { index in
      let place = FindingPlace(findings[index], in: self)
      defer { previous[place.actor] = place }
      return (index, place, place.repeats(previous[place.actor]))
    }
  }
}
