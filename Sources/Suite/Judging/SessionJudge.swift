import Checker
import DFU
import SpecTable
import USB

/// Judges one session by the base table, and also by an overlay as soon as one applies.
///
/// An overlay explains a fault but does not excuse it, so both judgements are kept. The overlay
/// must judge the whole session. So the observations before it is known are kept, up to
/// `earlyLimit`.
struct SessionJudge {
  private(set) var base: Checker
  /// The number of all exchanges, also of those that no table names.
  private(set) var transferCount = 0
  /// The overlay that applies; nil as long as none does.
  private(set) var overlay: OverlayJudgement?
  private(set) var hints = DialectHints()
  /// Judges by every generation of the detected family; nil until `watch` starts it.
  private var generations: GenerationWatch?
  private(set) var resetDevice = ResetDeviceWatch()
  private(set) var unfollowed = UnfollowedRequests()
  private(set) var imageWatch = ImageWatch()
  private(set) var modeTrail = ModeTrail()
  private(set) var productTrail = ProductTrail()
  private(set) var listing = FindingListing()
  /// The descriptor set that an overlay was looked for last; nil for none yet.
  private var detected: DescriptorSet?
  private let tables: TableSet
  private var early: [Observation] = []
  /// Whether the base table names every request of the session so far.
  private var namesEveryRequest = true
  /// By rule, the exercise counts of overlays that a later overlay has replaced.
  private(set) var earlierExercised: [String: Int] = [:]
  /// One sentence for each time that another overlay replaced the current one, in order.
  private(set) var firmwareRemarks: [String] = []
  /// Whether the overlay has its own checker. Until then its verdicts equal the base's. Kept beside
  /// `overlay`, which is large, because every exchange asks.
  private var overlayJudges = false
  /// The exchanges and events; nil when nobody wants them.
  private(set) var conversation: ConversationRecorder?
  /// The moment of the last observation that `early` had no room for; nil when all fitted.
  private var lastNotKept: Moment?
  private var options: Checker.Options

  /// An overlay, how it was chosen, and its judgement.
  struct OverlayJudgement {
    var profile: Profile
    var isExplicit: Bool
    let rules: CompiledTable
    /// The overlay's own checker; nil as long as its verdicts must equal the base's.
    fileprivate var own: Checker?

    fileprivate init(
      _ profile: Profile, isExplicit: Bool, _ rules: CompiledTable, own: Checker?
    ) {
      self.profile = profile
      self.isExplicit = isExplicit
      self.rules = rules
      self.own = own
    }

    /// The number of findings of `own`, including those copied from the base; 0 without `own`.
    var findingCount: Int { own?.findings.count ?? 0 }

    /// The overlay's judgement. `base`: the base checker after the same observations.
    func checker(beside base: Checker) -> Checker {
      own ?? Checker(continuing: base, under: rules)
    }

    /// What the overlay declares by a rule of its own, as `xmos/X14/dfuDNBUSY.GETSTATE`, or by one
    /// that it has taken back: the path of the declaration, and what it says.
    func declaration(of rule: String) -> (path: String, says: String)? {
      if let found = rules.table.deviations.first(where: { rule.hasPrefix($0.path + "/") }) {
        return (found.path, found.says)
      }
      return rules.table.withdrawals.first { $0.path == rule }
        .flatMap { taken in taken.says.map { (taken.path, $0) } }
    }
  }

  /// The most changes of firmware that are reported.
  private static let remarkLimit = 20
  /// The most observations that are kept for an overlay that is chosen later.
  static let earlyLimit = 1_024

  /// Starts a session; `explicit`: the overlay that the operator chose, nil for none.
  /// `conversation` keeps the exchanges and events.
  init(
    tables: TableSet, explicit: (profile: Profile, rules: CompiledTable)?,
    options: Checker.Options, conversation: ConversationRecorder? = nil
  ) {
    self.tables = tables
    self.options = options
    self.conversation = conversation
    base = Checker(tables.base, options: options)
    overlay = explicit.map { profile, rules in
      let follows = tables.onlyAddRequests(rules)
      return OverlayJudgement(
        profile, isExplicit: true, rules, own: follows ? nil : Checker(rules, options: options))
    }
    overlayJudges = overlay?.own != nil
  }

  /// Takes a fact of the capture that holds from here on.
  mutating func take(_ fact: SourceFact) {
    options.take(fact)
    base.options.take(fact)
    overlay?.own?.options.take(fact)
    generations?.take(fact)
  }

  /// Takes back what a missing transfer could explain, because transfers are missing and nobody
  /// knows where. Which generation of firmware the traffic fits can then not be told.
  mutating func doubtHistory() {
    base.doubtHistory()
    overlay?.own?.doubtHistory()
    listing.doubt(behind: -1)
    imageWatch.doubtHistory()
    generations = nil
  }

  /// Takes back what a missing transfer could explain of all that was found since `frame`.
  mutating func doubt(behind frame: Int) {
    base.doubtFindings(behind: frame)
    overlay?.own?.doubtFindings(behind: frame)
    listing.doubt(behind: frame)
    generations?.restore(behind: frame)
  }

  /// Judges the next observation.
  mutating func observe(_ observation: Observation) {
    if case .exchange(let transfer) = observation.event { return exchange(transfer) }
    resetDevice.observe(observation)
    imageWatch.observe(observation)
    productTrail.observe(observation)
    if case .gap(let gap) = observation.event { recordsAreMissing(gap, at: observation.at) }
    if case .described(let set) = observation.event {
      modeTrail.observe(set)
      detect(set, at: observation.at.frame)
    }
    let listed = base.findings.count
    let before = base.belief.states
    let isDeviating = base.observe(observation)
    conversation?.event(observation, from: before, to: base.belief.states)
    follow(observation, isExchange: false, at: observation.at, listed, isDeviating)
  }

  /// Judges an exchange.
  mutating func exchange(_ transfer: ControlTransfer) {
    transferCount += 1
    hints.observe(transfer)
    resetDevice.observe(transfer)
    imageWatch.observe(transfer)
    let listed = base.findings.count
    let trigger = base.rules.trigger(of: transfer.setup)
    if !base.rules.names(trigger) { beginOverlay(at: transfer) }
    let isDeviating = base.exchange(transfer, trigger)
    follow(
      Observation(exchange: transfer), isExchange: true, at: transfer.submitted, listed,
      isDeviating)
    guard conversation != nil else { return }
    let isAtFault = hasFinding(at: transfer.submitted.frame)
    conversation?.exchange(transfer, base, hasFinding: isAtFault)
  }

  /// Records are missing somewhere behind `moment`, which may be long ago: the checkers take back
  /// what was found since.
  private mutating func recordsAreMissing(_ gap: Gap, at moment: Moment) {
    unfollowed.observe(gap)
    guard gap == .unpaired else { return }
    listing.doubt(behind: moment.frame)
    if let last = lastFrameSeen, last > moment.frame { listing.listAgain() }
  }

  /// The last frame that had been seen when the last of the listed findings was found.
  private var lastFrameSeen: Int? {
    [base.findings.last, overlay?.own?.findings.last].compactMap { $0?.frameSeen }.max()
  }

  /// Whether the last finding of either table is of this frame.
  private func hasFinding(at frame: Int) -> Bool {
    base.findings.last?.at.frame == frame || overlay?.own?.findings.last?.at.frame == frame
  }

  /// Keeps no exchange and no event from here on, and forgets those so far.
  mutating func dropConversation() { conversation = nil }

  /// Passes the observation to the overlay and the generation watch after the base checker.
  ///
  /// `listed`: the number of base findings before this observation. `isDeviating`: the base
  /// checker has found a fault of the device.
  private mutating func follow(
    _ observation: @autoclosure () -> Observation, isExchange: Bool, at moment: Moment,
    _ listed: Int, _ isDeviating: Bool
  ) {
    let listedByOverlay = overlayJudges ? overlay?.findingCount ?? 0 : 0
    if overlayJudges { overlay?.own?.observe(observation()) }
    if max(listed, listedByOverlay) >= FindingListing.limit { thin(from: listed, listedByOverlay) }
    if let isDecided = generations?.isDecided {
      if !isDecided || !isExchange { generations?.observe(observation()) }
    } else if early.count < Self.earlyLimit {
      early.append(observation())
    } else {
      lastNotKept = moment
    }
    if generations == nil, hints.hasExtension || isDeviating { generations = watch() }
  }

  /// Drops the findings of the last observation, because enough are listed.
  ///
  /// They are the base's findings from `first` on and the overlay's from `firstOfOverlay` on. Both
  /// are kept or dropped together, so that the findings that stay can still be joined.
  private mutating func thin(from first: Int, _ firstOfOverlay: Int) {
    guard base.findings.count > first || (overlay?.findingCount ?? 0) > firstOfOverlay else {
      return
    }
    if !listing.isFull { listing.fill(pairs(..<first, ..<firstOfOverlay)) }
    guard !listing.keeps(pairs(first..., firstOfOverlay...)) else { return }
    base.dropFindings(from: first)
    overlay?.own?.dropFindings(from: firstOfOverlay)
  }

  /// All findings that are listed. Where the overlay only follows the base, they are the base's.
  var joinedFindings: [FindingJoin.Pair] { pairs(0..., 0...) }

  /// The listed findings that were found when the recording had been seen beyond this frame.
  func findings(behind frame: Int) -> [FindingJoin.Pair] {
    func first(_ findings: [Finding]) -> Int {
      findings.lastIndex { $0.frameSeen <= frame }.map { $0 + 1 } ?? 0
    }
    return pairs(first(base.findings)..., first(overlay?.own?.findings ?? [])...)
  }

  /// Joins the base's findings `ours` with the overlay's findings `theirs`.
  private func pairs(
    _ ours: some RangeExpression<Int>, _ theirs: some RangeExpression<Int>
  ) -> [FindingJoin.Pair] {
    FindingJoin.join(
      base.findings[ours],
      overlay?.own.map { ($0.declaredMoves, $0.findings[theirs], $0.rules.table.withdrawals) })
  }

  /// Gives the overlay its own checker at the first request that only the overlay names.
  private mutating func beginOverlay(at transfer: ControlTransfer) {
    namesEveryRequest = false
    guard !overlayJudges, let overlay, overlay.rules.names(transfer.setup) else { return }
    self.overlay?.own = Checker(continuing: base, under: overlay.rules)
    overlayJudges = true
  }

  /// Looks for an overlay that applies to the descriptors. Ignores an overlay that cannot be
  /// merged: `spec lint` reports that fault of the tables.
  private mutating func detect(_ set: DescriptorSet, at frame: Int) {
    guard overlay?.isExplicit != true, set != detected else { return }
    detected = set
    guard let profile = tables.profile(for: set),
      let rules = try? tables.rules(profile)
    else { return }
    if let overlay {
      succeed(overlay, by: profile, rules, at: frame)
    } else {
      begin(profile, rules)
    }
  }

  /// Starts the first overlay of a session and lets it judge the earlier observations.
  private mutating func begin(_ profile: Profile, _ rules: CompiledTable) {
    let follows = namesEveryRequest && tables.onlyAddRequests(rules)
    var own = follows ? nil : Checker(rules, options: options)
    for earlier in early { own?.observe(earlier) }
    overlay = OverlayJudgement(profile, isExplicit: false, rules, own: own)
    overlayJudges = !follows
  }

  /// Replaces the overlay when the device shows the descriptors of other firmware.
  ///
  /// This happens after an update, for example. The new overlay judges from here on. Nothing
  /// changes when the descriptors select the overlay that the current overlay extends: such
  /// descriptors tell less than the earlier ones.
  private mutating func succeed(
    _ overlay: OverlayJudgement, by profile: Profile, _ rules: CompiledTable, at frame: Int
  ) {
    guard profile.name != overlay.profile.name, profile.name != overlay.profile.extends,
      profile.namespace == overlay.profile.namespace
    else { return }
    let before = overlay.checker(beside: base)
    for (rule, count) in before.exercised.counts(in: overlay.rules.table) {
      earlierExercised[rule, default: 0] += count
    }
    let own = Checker(succeeding: before, under: rules)
    self.overlay = OverlayJudgement(profile, isExplicit: false, rules, own: own)
    overlayJudges = true
    guard firmwareRemarks.count < Self.remarkLimit else { return }
    let why =
      profile.extends == overlay.profile.name
      ? "tell the generation" : "are those of other firmware"
    firmwareRemarks.append(
      "From frame \(frame) on the descriptors \(why): the profile is \(profile.name), and was "
        + "\(overlay.profile.name) before.")
  }

  /// Tells which generations of firmware the traffic fits and why; empty when it tells nothing new.
  var generationRemarks: [String] { generations?.remarks ?? [] }

  /// Starts to judge by every generation of a family; nil when no family is known.
  ///
  /// The descriptors select the family, or requests of XMOS's extension do. Each generation needs a
  /// checker of its own, which costs time. So this starts only at the first deviation or such
  /// request: before, the traffic cannot tell the generations apart.
  private func watch() -> GenerationWatch? {
    let family: Profile? =
      if let overlay {
        overlay.isExplicit ? nil : overlay.profile
      } else {
        hints.hasExtension ? try? tables.profile(named: "xmos") : nil
      }
    return family.flatMap {
      GenerationWatch(
        $0, tables, options,
        early: early + (lastNotKept.map { [Observation(.gap(.dropped), at: $0)] } ?? []))
    }
  }
}

extension Checker.Options {
  /// Takes a fact of the capture that holds from here on.
  mutating func take(_ fact: SourceFact) {
    switch fact {
    case .clock(let step): clockUnit = step
    case .hidesResets(let areHidden): resetsMayBeHidden = areHidden
    }
  }
}
