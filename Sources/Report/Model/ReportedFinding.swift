extension Report {
  /// One exchange, event or descriptor that was not a pass, for one actor.
  public struct Finding: Hashable, Sendable {
    /// The rule's id as a path: `dfu/A.2.3/dfuIDLE.DNLOAD.block`.
    public var rule: String
    /// Who is at fault.
    public var actor: Actor
    /// What it is under DFU 1.1; never a pass.
    public var verdict: Verdict
    /// What it is under the profile; the same without one.
    public var profileVerdict: Verdict
    /// The profile's rule, where it is another than `rule`: `xmos/X14/dfuDNBUSY.GETSTATE`.
    public var profileRule: String?
    /// The record that shows it, numbered as in Wireshark; nil for something that never came.
    public var frame: Int?
    /// The record of the answer.
    public var completionFrame: Int?
    /// Nanoseconds from the capture's first record to `frame`.
    public var nanoseconds: Int64?
    /// The states that the device may have been in before, in the specification's spelling.
    public var states: [String]
    /// What the host asked, in the specification's words; nil when it is no exchange.
    public var request: String?
    /// What the rule demands.
    public var expected: String
    /// What was seen.
    public var observed: String
    /// The time that a timing rule measured, in nanoseconds.
    public var measuredNanoseconds: Int64?
    /// The bound that the time was held against, in nanoseconds.
    public var requiredNanoseconds: Int64?
    /// The clause, as `DFU 1.1, A.2.3 r1, p. 31`.
    public var clause: String
    /// The ambiguity of the specification that the verdict rests on, as `AMB-05`.
    public var reading: String?
    /// What happened, in one sentence.
    public var message: String
    /// What to do about it, in one sentence.
    public var advice: String?
    /// The other rules that could have explained it, and why each does not.
    public var considered: [Consideration]

    /// Makes a finding.
    public init(
      rule: String, actor: Actor, verdict: Verdict, profileVerdict: Verdict? = nil,
      profileRule: String? = nil, frame: Int?, completionFrame: Int? = nil,
      nanoseconds: Int64? = nil, states: [String] = [],
      request: String? = nil, expected: String, observed: String,
      measuredNanoseconds: Int64? = nil, requiredNanoseconds: Int64? = nil, clause: String,
      reading: String? = nil, message: String, advice: String? = nil,
      considered: [Consideration] = []
    ) {
      self.rule = rule
      self.actor = actor
      self.verdict = verdict
      self.profileVerdict = profileVerdict ?? verdict
      self.profileRule = profileRule
      self.frame = frame
      self.completionFrame = completionFrame
      self.nanoseconds = nanoseconds
      self.states = states
      self.request = request
      self.expected = expected
      self.observed = observed
      self.measuredNanoseconds = measuredNanoseconds
      self.requiredNanoseconds = requiredNanoseconds
      self.clause = clause
      self.reading = reading
      self.message = message
      self.advice = advice
      self.considered = considered
    }
  }

  /// Findings of one kind that are not listed, because there were too many.
  public struct Unlisted: Hashable, Sendable {
    /// The rule's id as a path.
    public var rule: String
    /// Who is at fault.
    public var actor: Actor
    /// What they are under DFU 1.1.
    public var verdict: Verdict
    /// What they are under the profile.
    public var profileVerdict: Verdict
    /// How many there are beside those that are listed.
    public var count: Int
    /// Of these, how many each rule of the profile explains, where it is another than `rule`. No
    /// format prints it: a filter asks for it.
    public var explanations: [String: Int]

    /// Makes a count.
    public init(
      rule: String, actor: Actor, verdict: Verdict, profileVerdict: Verdict, count: Int,
      explanations: [String: Int] = [:]
    ) {
      self.rule = rule
      self.actor = actor
      self.verdict = verdict
      self.profileVerdict = profileVerdict
      self.count = count
      self.explanations = explanations
    }
  }

  /// A rule that was held against what was seen, and did not fit.
  public struct Consideration: Hashable, Sendable {
    /// The rule's id as a path.
    public var rule: String
    /// Why it does not fit.
    public var reason: String

    /// Makes a consideration.
    public init(rule: String, reason: String) {
      self.rule = rule
      self.reason = reason
    }
  }
}
