// Checker: judges what was seen of a device against a table of rules.
//
// It interprets the table and contains no rule of DFU: no file here names a state, and a test holds
// that. What a fact or a mark is in the traffic stands in the module `Evidence`.
//
// Begin with this file: `observe` has a line for each kind of observation. Then read `Belief` (what
// the device may be), `ExchangeJudging` and `DeviceJudge` (an exchange), `HostJudging` (duties and
// times), `EventJudging` (resets, departures, time that passes), all in `Judging/`. `Table/` has
// the rules in the form in which they are looked up, `Findings/` what comes out, `StepCache/` a
// shortcut for exchanges that come again.
package import DFU
package import Evidence
package import SpecTable
package import USB

/// Judges the observations of one device against a table.
///
/// It keeps the set of states that the device may be in. Memory is bounded: findings beyond
/// `Options.maximumFindings` are counted and not kept.
package struct Checker {
  /// What does not come from the table.
  package struct Options: Hashable, Sendable {
    /// How far a measured time may be off before a timing rule is broken, in milliseconds.
    package private(set) var toleranceMilliseconds: Double
    /// How many findings are kept.
    package var maximumFindings: Int
    /// Whether bus resets can happen without a trace in the recording.
    package var resetsMayBeHidden = false
    /// The step of the recording's clock, in nanoseconds; 0 when it is too fine to matter.
    ///
    /// A time of the recording is off by up to one step, and a difference by up to two. The
    /// tolerance grows by that.
    package var clockUnit: Int64 = 0 {
      didSet { toleranceMilliseconds += Double(clockUnit - oldValue) * 2 / 1e6 }
    }

    /// Judges by a tolerance of 1 ms and keeps 100,000 findings, unless told otherwise.
    package init(toleranceMilliseconds: Double = 1, maximumFindings: Int = 100_000) {
      self.toleranceMilliseconds = toleranceMilliseconds
      self.maximumFindings = maximumFindings
    }
  }

  /// The table that it judges by.
  package let rules: CompiledTable
  /// Tolerance and bounds.
  package var options: Options
  let device: DeviceJudge
  /// What was seen so far.
  package var history = History()
  /// What the device may be now.
  package var belief: Belief
  /// The states that the last exchange was judged from. They are those after the exchange or event
  /// before it, and moved by timers of the device that ran out since then.
  package internal(set) var statesJudged = StateSet()
  /// Why the belief is wider than it would be with all the evidence; nil when it is not.
  package var missing: MissingEvidence? = .beginning
  var spans: OpenSpans
  var clocks: Clocks
  var descriptors = DescriptorJudge()
  /// Where the descriptors stand that were read last.
  @Rare var places: DescriptorPlaces?
  /// There while the device is being enumerated and no DFU request was made yet.
  @Rare var arrival: Arrival?
  /// Descriptors after an arrival that may name the wrong mode, until a state is shown.
  @Rare var doubtfulMode: DoubtfulMode?
  /// The reset or departure behind a DETACH, as long as the device is not there again.
  @Rare var awaited: Scene?
  /// The request after which the device was to boot; nil once it has come back.
  @Rare var boot: Boot?
  /// Why endpoint 0 is dead, while the belief says that it may be.
  @Rare var death: Death?
  @Rare var uncertainAnswer: UncertainAnswer?
  @Rare var openOutcomes: OpenOutcomes?
  /// Whether the device may have been reset before the SET_CONFIGURATION that came last, without a
  /// trace in the recording.
  var mayHaveArrived = false
  /// Nil where something other than an exchange came last.
  var last: LastExchange?
  /// When the last exchange ended, in nanoseconds.
  var lastEnd: Int64?
  var stepCache = StepCache()
  var lastMove: Move?
  var slowFacts = SlowFacts()
  var lastAnything: Anything?
  @Rare var lastRelearnt: Relearnt?
  /// The path that was told last, kept because a fault is often made again.
  @Rare var lastPath: RowPath?

  /// What was found so far, in the order in which it was found.
  package private(set) var findings: [Finding] = []
  private var deviceTally = Tally()
  private var hostTally = Tally()
  /// What loss would change in the tallies.
  private var shifts = LossShifts()
  /// The last frame of what was judged, but for exchanges that repeat an earlier one: nothing new
  /// is found in those.
  private var frameSeen = 0
  var examined = ExercisedRules()
  /// What happened that an overlay declares.
  package internal(set) var declaredMoves = DeclaredMoves()
  /// How many requests the table has no name for: vendor requests to the DFU interface.
  package var notJudged = 0

  /// Starts with nothing known of the device: it may be in any state that the table can lead to.
  package init(_ rules: CompiledTable, options: Options = Options()) {
    self.rules = rules
    self.options = options
    belief = rules.anything
    device = DeviceJudge(rules: rules)
    spans = rules.noSpans
    clocks = rules.noClocks
    examined = ExercisedRules(rules.table)
  }

  /// Judges an exchange; gives whether the device has earned a warning or a violation so far.
  package mutating func exchange(_ transfer: ControlTransfer) -> Bool {
    exchange(transfer, rules.trigger(of: transfer.setup))
  }

  /// Judges an exchange whose request is `trigger` of its table.
  package mutating func exchange(_ transfer: ControlTransfer, _ trigger: Int?) -> Bool {
    judge(transfer, trigger)
    return deviceTally.hasFault
  }

  /// Judges what was seen next; gives whether the device has earned a warning or a violation so
  /// far.
  @discardableResult
  package mutating func observe(_ observation: Observation) -> Bool {
    see(observation.at.frame)
    switch observation.event {
    case .exchange(let transfer): return exchange(transfer)
    case .described(let set): described(set, observation.places, at: observation.at)
    case .configured(let value):
      configured(to: value, at: observation.at)
      mayHaveArrived = observation.mayHideArrival
    case .interfaceSet:
      happened(.interfaceSet, mark: .interfaceSet, at: observation.at)
      history.doubtTransfer()
    case .reset: reset(at: observation.at)
    case .left: left(at: observation.at)
    case .attached(let evidence): attached(evidence, at: observation.at)
    case .gap(let gap):
      loseSight(MissingEvidence(gap, at: observation.at.frame))
      if gap == .unpaired { doubtFindings(behind: observation.at.frame) }
    case .end:
      leaveUncertainAnswerOpen()
      settleDoubtfulMode()
      tellDepartureThatNeverCame(at: observation.at)
      tellReturnThatNeverCame(at: observation.at)
    }
    return deviceTally.hasFault
  }

  /// Takes over what another checker found and counted.
  mutating func takeOver(from other: Checker) {
    findings = other.findings
    deviceTally = other.deviceTally
    hostTally = other.hostTally
    shifts = other.shifts
    frameSeen = other.frameSeen
  }

  /// Notes that the recording was seen up to a frame.
  mutating func see(_ frame: Int) { frameSeen = max(frameSeen, frame) }

  /// Takes back what a missing transfer could explain, because transfers are missing and nobody
  /// knows where.
  package mutating func doubtHistory() {
    for index in findings.indices { findings[index].doubt(missingBehind: nil) }
    takeBackCounts(behind: -1)
  }

  /// Takes back what a missing transfer could explain of all that was found since `frame`, because
  /// records are missing somewhere behind it.
  ///
  /// A request whose completion was lost shows it only when its request block is used again, or at
  /// the end. What was found in between rests on traffic that may lack transfers. What was found
  /// before does not.
  package mutating func doubtFindings(behind frame: Int) {
    for index in findings.indices.reversed() {
      guard findings[index].frameSeen > frame else { break }
      findings[index].doubt(missingBehind: frame)
    }
    takeBackCounts(behind: frame)
  }

  private mutating func takeBackCounts(behind frame: Int) {
    shifts.take(behind: frame) { change, count in
      deviceTally.shift(change.device, isExchange: change.isExchange, count)
      hostTally.shift(change.host, isExchange: change.isExchange, count)
    }
  }

  /// Drops the findings from `index` on; they stay in the tallies.
  ///
  /// One by one: it is mostly the last one, and to remove a range costs ten times as much.
  package mutating func dropFindings(from index: Int) {
    while findings.count > index { findings.removeLast() }
  }

  /// Keeps none of the findings so far, as if nothing depended on them; they stay in the tallies.
  mutating func forgetFindings() {
    findings = []
    shifts = LossShifts()
  }

  /// Forgets which wrong values of descriptors were told, so that they are told once more.
  package mutating func tellDescriptorsAgain() { descriptors = DescriptorJudge() }

  /// Keeps findings, and counts the exchange or event for both sides by the worst of them.
  mutating func report(_ found: [Finding], exchange: Bool) {
    guard !found.isEmpty else {
      if exchange { reportPass() }
      return
    }
    for finding in found where findings.count < options.maximumFindings {
      findings.append(finding)
      findings[findings.count - 1].frameSeen = frameSeen
    }
    let change = LossShifts.Change(
      device: Self.count(found, .device, in: &deviceTally, exchange),
      host: Self.count(found, .host, in: &hostTally, exchange), isExchange: exchange)
    if change.isChange { shifts.note(change, at: frameSeen) }
  }

  /// Counts an exchange in which nothing was found.
  mutating func reportPass() {
    deviceTally.add(.pass, isExchange: true)
    hostTally.add(.pass, isExchange: true)
  }

  /// It belongs to the type: a method would be called on a copy of the whole checker.
  private static func count(
    _ found: [Finding], _ actor: Actor, in tally: inout Tally, _ isExchange: Bool
  ) -> LossShifts.Side {
    var side = LossShifts.Side()
    for index in found.indices where found[index].actor == actor {
      side.verdict = max(side.verdict, found[index].verdict)
      side.inDoubt = max(side.inDoubt, found[index].verdictUnderLoss)
    }
    if side.verdict > .pass || isExchange { tally.add(side.verdict, isExchange: isExchange) }
    return side
  }

  /// How often each row and rule was examined so far.
  package var exercised: ExercisedRules {
    var all = examined
    stepCache.addHits(to: &all)
    return all
  }

  /// Exchanges and events by their worst finding, for one side.
  package func tally(_ actor: Actor) -> Tally {
    switch actor {
    case .device: deviceTally
    case .host: hostTally
    }
  }
}
