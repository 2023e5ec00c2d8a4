extension Report {
  /// A finding that is accepted for a reason, until a day. Lists that are empty restrict nothing.
  public struct Waiver: Hashable, Sendable {
    /// The file and the line where it is written: `waivers.yaml:3`.
    public var place: String
    /// The rules that it is about.
    public var rule: RulePrefix
    /// The side that it is about; nil for both.
    public var side: Actor?
    /// Patterns of captures, one of which has to match.
    public var captures: [String]
    /// The devices, as `20b1:0008`, or `20b1` for all of a vendor.
    public var devices: [String]
    /// The names of profiles, one of which has to apply to the device.
    public var profiles: [String]
    /// Patterns of ids of vectors, one of which has to match.
    public var vectors: [String]
    /// Why the finding is accepted; never empty.
    public var reason: String
    /// The last day on which it holds, as `2027-03-31`; nil: it holds for ever.
    public var expires: String?

    /// Makes a waiver.
    public init(
      place: String, rule: RulePrefix, side: Actor? = nil, captures: [String] = [],
      devices: [String] = [], profiles: [String] = [], vectors: [String] = [], reason: String,
      expires: String? = nil
    ) {
      self.place = place
      self.rule = rule
      self.side = side
      self.captures = captures
      self.devices = devices
      self.profiles = profiles
      self.vectors = vectors
      self.reason = reason
      self.expires = expires
    }
  }

  /// What became of a waiver in a run.
  public struct WaiverUse: Hashable, Sendable {
    /// The waiver.
    public var waiver: Waiver
    /// What became of it.
    public var result: Result
    /// The number of findings that it fits, whether it has expired or not.
    public var findings: Int
    /// How many of them a waiver before it waives already.
    public var doubled: Int
    /// How often its rules were put to the test where it applies.
    public var tests: Int

    /// Makes a use.
    public init(waiver: Waiver, result: Result, findings: Int, doubled: Int = 0, tests: Int) {
      self.waiver = waiver
      self.result = result
      self.findings = findings
      self.doubled = doubled
      self.tests = tests
    }

    /// What can become of a waiver.
    public enum Result: String, Hashable, Sendable {
      /// It accepts findings.
      case used
      /// All findings that it fits are waived by waivers before it.
      case doubled
      /// Its rules were not put to the test where it applies.
      case unused
      /// Its last day is over, so it accepts nothing.
      case expired
      /// Its rules were put to the test, and nothing was wrong.
      case unexpectedPass
    }
  }
}
