/// The files that decide which findings fail a run.
public struct GateRequest: Sendable {
  /// The file of waivers; nil for none.
  public var waivers: String?
  /// The report whose findings are known; nil for none.
  public var baseline: String?
  /// The day that the waivers are compared with, as `2026-11-29`.
  public var today: String

  /// Makes a request.
  public init(waivers: String? = nil, baseline: String? = nil, today: String) {
    self.waivers = waivers
    self.baseline = baseline
    self.today = today
  }
}
