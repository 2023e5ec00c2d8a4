/// The files that decide which findings fail a run.
package struct GateRequest: Sendable {
  /// The file of waivers; nil for none.
  package var waivers: String?
  /// The report whose findings are known; nil for none.
  package var baseline: String?
  /// The day that the waivers are compared with, as `2026-11-29`.
  package var today: String

  /// Makes a request.
  package init(waivers: String? = nil, baseline: String? = nil, today: String) {
    self.waivers = waivers
    self.baseline = baseline
    self.today = today
  }
}
