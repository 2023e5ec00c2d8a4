import Values

extension Report {
  /// An exchange, event or descriptor that did not pass, for one actor.
  ///
  /// Its words are made when they are read, because a format may show only some of many findings.
  public struct Finding: Hashable, Sendable {
    /// The rule's id as a path: `dfu/A.2.3/dfuIDLE.DNLOAD.block`.
    public var rule: String
    /// Who is at fault.
    public var actor: Actor
    /// The verdict under DFU 1.1; never `pass`.
    public var verdict: Verdict
    /// The verdict under the profile; equal to `verdict` when there is no profile.
    public var profileVerdict: Verdict
    /// The profile's rule, as `xmos/X14/dfuDNBUSY.GETSTATE`; nil when it is the same as `rule`.
    public var profileRule: String?
    /// The record that shows it, numbered as in Wireshark; nil when something expected never came.
    public var frame: Int?
    /// The record of the answer; nil when there is none.
    public var completionFrame: Int?
    /// Nanoseconds from the capture's first record to `frame`.
    public var nanoseconds: Int64?
    /// The host's request, in the specification's words; nil when it is not an exchange.
    public var request: String?
    /// The time that a timing rule measured, in nanoseconds.
    public var measuredNanoseconds: Int64?
    /// The limit that the measured time was compared with, in nanoseconds.
    public var requiredNanoseconds: Int64?
    /// The ambiguity of the specification that the verdict depends on, as `AMB-05`; nil for none.
    public var reading: String?
    /// Why it does not count for the exit status; nil where it counts.
    package var acceptance: Acceptance?
    /// What the device was at this frame; nil in a session with one product.
    public var product: Product?

    /// What it says, made when it is read.
    private var written: Deferred<Words>

    /// What a finding says.
    public struct Words: Hashable, Sendable {
      /// The possible states of the device before it, in the specification's spelling.
      public var states: [String]
      /// What the rule demands.
      public var expected: String
      /// What was seen.
      public var observed: String
      /// The clause, as `DFU 1.1, A.2.3 r1, p. 31`.
      public var clause: String
      /// What happened, in one sentence.
      public var message: String
      /// What to do about it, in one sentence.
      public var advice: String?
      /// Other rules that could have explained it, with the reason why each does not.
      public var considered: [Consideration]

      /// Makes the words.
      package init(
        states: [String] = [], expected: String, observed: String, clause: String,
        message: String, advice: String? = nil, considered: [Consideration] = []
      ) {
        self.states = states
        self.expected = expected
        self.observed = observed
        self.clause = clause
        self.message = message
        self.advice = advice
        self.considered = considered
      }
    }

    /// Makes a finding; `words` is called when somebody reads what it says.
    package init(
      rule: String, actor: Actor, verdict: Verdict, profileVerdict: Verdict? = nil,
      profileRule: String? = nil, frame: Int?, completionFrame: Int? = nil,
      nanoseconds: Int64? = nil, request: String? = nil, measuredNanoseconds: Int64? = nil,
      requiredNanoseconds: Int64? = nil, reading: String? = nil, product: Product? = nil,
      words: @escaping @Sendable () -> Words
    ) {
      self.rule = rule
      self.actor = actor
      self.verdict = verdict
      self.profileVerdict = profileVerdict ?? verdict
      self.profileRule = profileRule
      self.frame = frame
      self.completionFrame = completionFrame
      self.nanoseconds = nanoseconds
      self.request = request
      self.measuredNanoseconds = measuredNanoseconds
      self.requiredNanoseconds = requiredNanoseconds
      self.reading = reading
      self.product = product
      written = Deferred(words)
    }

    /// What it says. To read several parts, take this once.
    public var words: Words {
      get { written.value }
      set { written = Deferred { newValue } }
    }
  }

  /// Counts the findings of one kind that are not listed, because there were too many.
  public struct Unlisted: Hashable, Sendable {
    /// The rule's id as a path.
    public var rule: String
    /// Who is at fault.
    public var actor: Actor
    /// Their verdict under DFU 1.1.
    public var verdict: Verdict
    /// Their verdict under the profile.
    public var profileVerdict: Verdict
    /// The number of findings that are not listed.
    public var count: Int
    /// Why `accepted` of them do not count for the exit status; nil where all count.
    package var acceptance: Acceptance?
    /// How many of them do not count for the exit status.
    package var accepted = 0
    /// By rule of the profile, how many of these findings the rule explains. Rules equal to `rule`
    /// are left out. Only a filter uses these counts; no format prints them.
    package var explanations: [String: Int]

    /// Makes a count.
    package init(
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

  /// A rule that was tried as an explanation and does not fit.
  public struct Consideration: Hashable, Sendable {
    /// The rule's id as a path.
    public var rule: String
    /// Why it does not fit.
    public var reason: String

    /// Makes a consideration.
    package init(rule: String, reason: String) {
      self.rule = rule
      self.reason = reason
    }
  }
}
