import Checker
import DFU
import SpecTable
import USB

/// Judges one session under the base table and, once an overlay is known to apply, under that
/// too.
///
/// An overlay explains, it does not absolve: both judgements are kept. The observations before
/// the overlay is known are kept too, up to a bound, so that it is told the whole session.
struct SessionJudge {
  private(set) var base: Checker
  /// How many exchanges there were; the table may say nothing of some.
  private(set) var transferCount = 0
  /// The overlay that applies; nil while none does.
  private(set) var overlay: OverlayJudgement?
  private(set) var hints = DialectHints()
  /// The generations of the family that was detected; nil while nothing tells them apart.
  private var generations: GenerationWatch?
  private(set) var resetDevice = ResetDeviceWatch()
  private(set) var listing = FindingListing()
  private let tables: TableSet
  private var early: [Observation] = []
  /// Whether the base table names every request that was made.
  private var namesEveryRequest = true
  /// What was exercised of the overlays that others took over from, by rule.
  private(set) var earlierExercised: [String: Int] = [:]
  /// Where another overlay took over, in order.
  private(set) var firmwareRemarks: [String] = []
  /// Whether the overlay judges for itself by now.
  private var overlayJudges = false
  /// Where the last observation was that `early` had no room for.
  private var missed: Moment?
  private let options: Checker.Options

  /// An overlay, how it was chosen, and what it says.
  struct OverlayJudgement {
    var profile: Profile
    var isExplicit: Bool
    let rules: CompiledTable
    /// Nil while the overlay's verdicts must equal the base's.
    fileprivate var own: Checker?

    fileprivate init(
      _ profile: Profile, isExplicit: Bool, _ rules: CompiledTable, own: Checker?
    ) {
      self.profile = profile
      self.isExplicit = isExplicit
      self.rules = rules
      self.own = own
    }

    /// How many findings its checker has, with those that it took over from the base; 0 while it
    /// has no checker.
    var findingCount: Int { own?.findings.count ?? 0 }

    /// The judgement; `base` has judged the same.
    func checker(beside base: Checker) -> Checker {
      own ?? Checker(continuing: base, under: rules)
    }
  }

  /// The most changes of firmware that are told.
  private static let remarkLimit = 20
  /// How many observations are kept for an overlay that is chosen later.
  private static let earlyLimit = 1_024

  /// Starts a session; `explicit` is the overlay that the operator asked for.
  init(
    tables: TableSet, explicit: (profile: Profile, rules: CompiledTable)?,
    options: Checker.Options
  ) {
    self.tables = tables
    self.options = options
    base = Checker(tables.base, options: options)
    overlay = explicit.map { profile, rules in
      let follows = rules.onlyAddsRequests(to: tables.base)
      return OverlayJudgement(
        profile, isExplicit: true, rules, own: follows ? nil : Checker(rules, options: options))
    }
    overlayJudges = overlay?.own != nil
  }

  /// Judges what was seen next.
  mutating func observe(_ observation: Observation) {
    if case .exchange(let transfer) = observation.event { return exchange(transfer) }
    resetDevice.observe(observation)
    if case .described(let set) = observation.event { detect(set, at: observation.at.frame) }
    let listed = base.findings.count
    let isDeviating = base.observe(observation)
    follow(observation, at: observation.at, listed, isDeviating)
  }

  /// Judges an exchange.
  mutating func exchange(_ transfer: ControlTransfer) {
    transferCount += 1
    hints.observe(transfer)
    resetDevice.observe(transfer)
    let listed = base.findings.count
    if !base.rules.names(transfer.setup) { beginOverlay(at: transfer) }
    let isDeviating = base.exchange(transfer)
    follow(Observation(exchange: transfer), at: transfer.submitted, listed, isDeviating)
  }

  /// Passes what the base checker has judged to the overlay and to the generation watch.
  ///
  /// `listed` is the number of the base's findings before it; `isDeviating` tells that the base
  /// has found a fault of the device.
  private mutating func follow(
    _ observation: @autoclosure () -> Observation, at moment: Moment, _ listed: Int,
    _ isDeviating: Bool
  ) {
    let listedByOverlay = overlayJudges ? overlay?.findingCount ?? 0 : 0
    if overlayJudges { overlay?.own?.observe(observation()) }
    if max(listed, listedByOverlay) >= FindingListing.limit { thin(from: listed, listedByOverlay) }
    if generations != nil {
      generations?.observe(observation())
    } else if early.count < Self.earlyLimit {
      early.append(observation())
    } else {
      missed = moment
    }
    if generations == nil, hints.hasExtension || isDeviating { generations = watch() }
  }

  /// Drops the findings that the last observation led to, because enough are listed: the base's
  /// from `first` on, the overlay's from `firstOfOverlay` on. Both are dropped together, so that
  /// those that stay can be joined.
  private mutating func thin(from first: Int, _ firstOfOverlay: Int) {
    guard base.findings.count > first || (overlay?.findingCount ?? 0) > firstOfOverlay else {
      return
    }
    if !listing.isFull { listing.fill(pairs(..<first, ..<firstOfOverlay)) }
    guard !listing.keeps(pairs(first..., firstOfOverlay...)) else { return }
    base.dropFindings(from: first)
    overlay?.own?.dropFindings(from: firstOfOverlay)
  }

  /// A part of the findings of both tables, joined.
  private func pairs(
    _ ours: some RangeExpression<Int>, _ theirs: some RangeExpression<Int>
  ) -> [FindingJoin.Pair] {
    FindingJoin.join(
      base.findings[ours],
      overlay?.own.map { ($0.declaredMoves, $0.findings[theirs]) })
  }

  /// A request that only the overlay names is where it begins to judge for itself.
  private mutating func beginOverlay(at transfer: ControlTransfer) {
    namesEveryRequest = false
    guard !overlayJudges, let overlay, overlay.rules.names(transfer.setup) else { return }
    self.overlay?.own = Checker(continuing: base, under: overlay.rules)
    overlayJudges = true
  }

  /// Looks for an overlay that applies to the descriptors. An overlay that cannot be merged is
  /// passed over: `spec lint` reports that fault of the tables.
  private mutating func detect(_ set: DescriptorSet, at frame: Int) {
    guard overlay?.isExplicit != true, let profile = tables.profile(for: set),
      let rules = try? tables.rules(profile)
    else { return }
    if let overlay {
      succeed(overlay, by: profile, rules, at: frame)
    } else {
      begin(profile, rules)
    }
  }

  /// Begins with the first overlay of a session: it judges the observations before this one.
  private mutating func begin(_ profile: Profile, _ rules: CompiledTable) {
    let follows = namesEveryRequest && rules.onlyAddsRequests(to: tables.base)
    var own = follows ? nil : Checker(rules, options: options)
    for earlier in early { own?.observe(earlier) }
    overlay = OverlayJudgement(profile, isExplicit: false, rules, own: own)
    overlayJudges = !follows
  }

  /// The device shows the descriptors of other firmware, for example after an update: the overlay
  /// of that firmware judges from here on. Descriptors that tell less than earlier ones change
  /// nothing.
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

  /// Which generations of firmware the traffic looks like, and why; empty where nothing tells them
  /// apart.
  var generationRemarks: [String] { generations?.remarks ?? [] }

  /// Begins to follow the generations of a family: of the one that the descriptors selected, or of
  /// the one whose requests were seen. Nil when there is no such family.
  ///
  /// Each generation costs a checker of its own. So this begins with the first deviation, when
  /// the traffic can tell the generations apart.
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
        early: early + (missed.map { [Observation(.gap(.dropped), at: $0)] } ?? []))
    }
  }
}
