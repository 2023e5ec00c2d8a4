extension Report {
  /// What a file of waivers and a baseline made of a run.
  package struct Gate: Hashable, Sendable {
    /// The day with which the waivers were compared, as `2026-11-29`; nil without waivers.
    package var today: String?
    /// The waivers in the order of their file.
    package var waivers: [WaiverUse]
    /// The comparison with the baseline; nil without one.
    package var baseline: BaselineResult?

    /// Makes a result.
    package init(
      today: String? = nil, waivers: [WaiverUse] = [], baseline: BaselineResult? = nil
    ) {
      self.today = today
      self.waivers = waivers
      self.baseline = baseline
    }
  }

  /// What differs from a baseline, beside the new findings.
  package struct BaselineResult: Hashable, Sendable {
    /// The report, as it was named.
    package var file: String
    /// The judged captures that the baseline does not hold, by their names in this run.
    package var added: [String]
    /// The captures of the baseline that were not judged, by their names there.
    package var missing: [String]
    /// The findings that the baseline holds and this run does not.
    package var gone: [GoneFinding]

    /// Makes a result.
    package init(
      file: String, added: [String] = [], missing: [String] = [], gone: [GoneFinding] = []
    ) {
      self.file = file
      self.added = added
      self.missing = missing
      self.gone = gone
    }
  }

  /// Equal findings of a baseline that a run does not have any more.
  package struct GoneFinding: Hashable, Sendable {
    /// The capture, by its name in this run.
    package var capture: String
    /// The rule's id as a path.
    package var rule: String
    /// Who was at fault.
    package var actor: Actor
    /// Their verdict, by the profile if it decides.
    package var verdict: Verdict
    /// The number of findings.
    package var count: Int
    /// Whether the rule was put to the test in this run. If not, nothing shows that the fault is
    /// gone.
    package var isTested: Bool

    /// Makes a finding that is gone.
    package init(
      capture: String, rule: String, actor: Actor, verdict: Verdict, count: Int, isTested: Bool
    ) {
      self.capture = capture
      self.rule = rule
      self.actor = actor
      self.verdict = verdict
      self.count = count
      self.isTested = isTested
    }
  }
}
