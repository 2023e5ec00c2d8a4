extension Report {
  /// A finding that is accepted for a reason, until a day. Lists that are empty restrict nothing.
  package struct Waiver: Hashable, Sendable {
    /// The file and the line where it is written: `waivers.yaml:3`.
    package var place: String
    /// The rules that it is about.
    package var rule: RulePrefix
    /// The side that it is about; nil for both.
    package var side: Actor?
    /// Patterns of captures, one of which has to match.
    package var captures: [String]
    /// The devices, as `20b1:0008`, or `20b1` for all of a vendor.
    package var devices: [String]
    /// The products, as `20b1:0008@0520` with bcdDevice, or `20b1:0008` for all versions: a finding
    /// has to be about one of them.
    package var products: [String]
    /// The names of profiles, one of which has to apply to the device.
    package var profiles: [String]
    /// Patterns of ids of vectors, one of which has to match.
    package var vectors: [String]
    /// Why the finding is accepted; never empty.
    package var reason: String
    /// The last day on which it holds, as `2027-03-31`; nil: it holds for ever.
    package var expires: String?

    /// Makes a waiver.
    package init(
      place: String, rule: RulePrefix, side: Actor? = nil, captures: [String] = [],
      devices: [String] = [], products: [String] = [], profiles: [String] = [],
      vectors: [String] = [], reason: String, expires: String? = nil
    ) {
      self.place = place
      self.rule = rule
      self.side = side
      self.captures = captures
      self.devices = devices
      self.products = products
      self.profiles = profiles
      self.vectors = vectors
      self.reason = reason
      self.expires = expires
    }
  }

  /// What became of a waiver in a run.
  package struct WaiverUse: Hashable, Sendable {
    /// The waiver.
    package var waiver: Waiver
    /// What became of it.
    package var result: Result
    /// The number of findings that it fits, whether it has expired or not.
    package var findings: Int
    /// How many of them a waiver before it waives already.
    package var doubled: Int
    /// How often its rules were put to the test where it applies.
    package var tests: Int

    /// Makes a use.
    package init(waiver: Waiver, result: Result, findings: Int, doubled: Int = 0, tests: Int) {
      self.waiver = waiver
      self.result = result
      self.findings = findings
      self.doubled = doubled
      self.tests = tests
    }

    /// What can become of a waiver.
    package enum Result: String, Hashable, Sendable {
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
