package import DFU
package import Evidence
package import SpecTable
package import USB

/// Judges the observations of one device against a table.
///
/// It keeps the set of states that the device may be in, and interprets the table; it contains
/// no rule of DFU. Memory is bounded: findings beyond `Options.maximumFindings` enter the tallies
/// and are not kept.
package struct Checker {
  package struct Options: Hashable, Sendable {
    /// How far a measured time may be off before a timing rule is broken, in milliseconds.
    package var toleranceMilliseconds: Double
    package var maximumFindings: Int
    /// Whether transfers are missing of which nobody knows where they were.
    package var hasUnplacedLoss: Bool

    package init(
      toleranceMilliseconds: Double = 1, maximumFindings: Int = 100_000,
      hasUnplacedLoss: Bool = false
    ) {
      self.toleranceMilliseconds = toleranceMilliseconds
      self.maximumFindings = maximumFindings
      self.hasUnplacedLoss = hasUnplacedLoss
    }
  }

  package let rules: CompiledTable
  package let options: Options
  let device: DeviceJudge
  package var history = History()
  /// What the device may be now.
  package var belief: Belief
  package var missing: MissingEvidence? = .beginning
  var spans: OpenSpans
  var clocks: Clocks
  var descriptors = DescriptorJudge()
  /// The device is being enumerated, and no DFU request was made since.
  @Rare var arrival: Arrival?
  @Rare var uncertainAnswer: UncertainAnswer?
  var stepCache = StepCache()
  var lastMove: Move?
  var slowFacts = SlowFacts(History())

  package private(set) var findings: [Finding] = []
  private var deviceTally = Tally()
  private var hostTally = Tally()
  var examined = ExercisedRules()
  /// The events that an overlay's declarations speak of.
  package internal(set) var declaredMoves = DeclaredMoves()
  /// Exchanges that the table says nothing of.
  package var notJudged = 0

  /// Starts with nothing known of the device.
  package init(_ rules: CompiledTable, options: Options = Options()) {
    self.rules = rules
    self.options = options
    belief = rules.anything
    device = DeviceJudge(rules: rules)
    spans = OpenSpans(rules)
    clocks = Clocks(rules)
    examined = ExercisedRules(rules.table)
  }

  /// Judges an exchange; gives whether the device has done anything so far that the table does
  /// not allow.
  package mutating func exchange(_ transfer: ControlTransfer) -> Bool {
    judge(transfer, rules.trigger(of: transfer.setup))
    return deviceTally.hasFault
  }

  /// Judges what was seen next; gives whether the device has done anything so far that the table
  /// does not allow.
  @discardableResult
  package mutating func observe(_ observation: Observation) -> Bool {
    switch observation.event {
    case .exchange(let transfer): return exchange(transfer)
    case .described(let set): described(set, at: observation.at)
    case .configured(let value):
      happened(.configured, mark: .configured, at: observation.at)
      history.configure(value != 0)
    case .interfaceSet: happened(.interfaceSet, mark: .interfaceSet, at: observation.at)
    case .reset: reset(at: observation.at)
    case .left: left(at: observation.at)
    case .attached(let evidence): attached(evidence, at: observation.at)
    case .gap: loseSight(.gap(frame: observation.at.frame))
    case .end: leaveUncertainAnswerOpen()
    }
    return deviceTally.hasFault
  }

  /// Takes over what another checker found and counted.
  mutating func takeOver(from other: Checker) {
    findings = other.findings
    deviceTally = other.deviceTally
    hostTally = other.hostTally
  }

  /// Does not keep the findings from `index` on; the tallies have them.
  package mutating func dropFindings(from index: Int) { findings.removeSubrange(index...) }

  /// Tells a wrong value of a descriptor again, though it was told before.
  package mutating func tellDescriptorsAgain() { descriptors = DescriptorJudge() }

  /// Takes findings over, and counts the exchange or event for both sides by its worst.
  mutating func report(_ made: [Finding], exchange: Bool) {
    let found = options.hasUnplacedLoss ? made.map(\.underLoss) : made
    guard !found.isEmpty else {
      if exchange { reportPass() }
      return
    }
    findings += found.prefix(max(0, options.maximumFindings - findings.count))
    count(found, .device, in: &deviceTally, exchange)
    count(found, .host, in: &hostTally, exchange)
  }

  /// Counts an exchange in which nothing was found.
  mutating func reportPass() {
    deviceTally[.pass] += 1
    hostTally[.pass] += 1
  }

  private func count(
    _ found: [Finding], _ actor: Actor, in tally: inout Tally, _ exchange: Bool
  ) {
    let worst = found.lazy.filter { $0.actor == actor }.map(\.verdict).max()
    if exchange || worst != nil { tally[worst ?? .pass] += 1 }
  }

  /// How often each row and rule was examined.
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
