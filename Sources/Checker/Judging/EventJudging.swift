import DFU
import Evidence
import SpecTable
import USB

extension Checker {
  /// Moves the belief by the timers of the device that have run out by `moment`.
  @inline(__always)
  mutating func passTime(to moment: Moment) {
    if rules.timedStates.overlaps(belief.states) { runTimers(to: moment) }
  }

  private mutating func runTimers(to moment: Moment) {
    if rules.movers[rules.pollTimeout].overlaps(belief.states) {
      let passed = history.pollTimeoutHasPassed(at: moment, tolerance)
      move(rules.pollTimeout, by: .pollTimeout, passed, at: moment)
    }
    if rules.movers[rules.detachTimeout].overlaps(belief.states) {
      let passed = history.detachTimeoutHasPassed(at: moment, tolerance)
      move(rules.detachTimeout, by: .detachTimeout, passed, at: moment)
    }
  }

  private var tolerance: Int64 { Int64(options.toleranceMilliseconds * 1e6) }

  /// Moves it by one timer. `passed` is nil when the timer may or may not have run out: then the
  /// device may have moved or not.
  private mutating func move(
    _ trigger: Int, by event: BusEvent, _ passed: Bool?, at moment: Moment
  ) {
    guard passed != false else { return }
    let facts = facts(trigger, nil)
    if rules.declaring[trigger] { noteDeclared(event, facts, at: moment) }
    if passed == true { examine(trigger, facts) }
    let moved: Belief
    if let last = lastMove, last.trigger == trigger, last.facts.known == facts.known,
      last.facts.value == facts.value, last.from == belief
    {
      moved = last.to
    } else {
      moved = device.apply(trigger, to: belief, facts: facts)
      lastMove = Move(trigger: trigger, facts: facts, from: belief, to: moved)
    }
    if passed == true {
      belief = moved
    } else {
      belief.formUnion(moved)
    }
    guard $openOutcomes else { return }
    let device = device
    openOutcomes?.move { before in
      var after = device.apply(trigger, to: before, facts: facts)
      if passed == nil { after.formUnion(before) }
      return after
    }
  }

  /// Keeps what an overlay declares of an event: it may explain a later finding.
  private mutating func noteDeclared(_ event: BusEvent, _ facts: FactBits, at moment: Moment) {
    for rule in device.declared(event, from: belief, facts: facts) {
      declaredMoves.note(rule, at: moment.frame)
    }
  }

  /// Counts the row that speaks of an event, where it is certain which one that is.
  private mutating func examine(_ trigger: Int, _ facts: FactBits) {
    var members = belief
    guard belief.isCertain, let (state, _) = members.popFirst() else { return }
    var found: Int?
    for row in rules.rows(state, trigger) where facts.admits(row.when) {
      guard found == nil else { return }
      found = row.index
    }
    if let found { examined.row(found, outcome: nil) }
  }

  private mutating func scene(_ event: BusEvent, at moment: Moment) -> Scene? {
    guard let trigger = rules.triggers[.event(event)] else { return nil }
    return Scene(
      trigger: trigger, transfer: nil, at: moment, facts: facts(trigger, nil), belief: belief)
  }

  /// Judges an event after which the device is still on the bus.
  mutating func happened(_ event: BusEvent, mark: Mark, at moment: Moment) {
    if let scene = scene(event, at: moment) { happened(event, mark: mark, scene) }
  }

  /// Judges SET_CONFIGURATION; 0 leaves the device without a configuration.
  mutating func configured(to value: UInt8, at moment: Moment) {
    happened(.configured, mark: .configured, at: moment)
    history.doubtTransfer()
    history.configure(value != 0)
  }

  private mutating func happened(_ event: BusEvent, mark: Mark, _ scene: Scene) {
    let moment = scene.at
    leaveUncertainAnswerOpen()
    last = nil
    awaited = nil
    report(judgeHost(scene), exchange: false)
    noteDeclared(event, scene.facts, at: moment)
    examine(scene.trigger, scene.facts)
    keepOpen(event, scene)
    belief = device.apply(event, to: belief, facts: scene.facts)
    turn(MarkSet(mark), scene.facts, at: moment)
  }

  /// Keeps where an event may have led. Where that of an earlier one is not decided, takes it on.
  private mutating func keepOpen(_ event: BusEvent, _ scene: Scene) {
    let device = device
    if $openOutcomes {
      openOutcomes?.move { device.apply(event, to: $0, facts: scene.facts) }
    } else if missing == nil, event != .busReset {
      keepOpen(nil, scene)
    }
  }

  /// Judges a bus reset; the enumeration after it shows where it led.
  mutating func reset(at moment: Moment) {
    settleDoubtfulMode()
    passTime(to: moment)
    let before = scene(.busReset, at: moment)
    let isKnown = missing == nil
    missing = missing?.after(arrivalAt: moment.frame)
    let isDetached = history.detach != nil
    if let before { happened(.busReset, mark: .busReset, before) }
    openOutcomes = nil
    history.startOver()
    let ways = isKnown ? before.map { [(event: BusEvent.busReset, scene: $0)] } ?? [] : []
    arrival = Arrival(reset: before, ways: ways)
    awaited = isDetached ? before : nil
  }

  /// The device left the bus.
  mutating func left(at moment: Moment) {
    leaveUncertainAnswerOpen()
    settleDoubtfulMode()
    openOutcomes = nil
    last = nil
    if let scene = scene(.deviceDetachAttach, at: moment) {
      report(judgeHost(scene), exchange: false)
    }
    turn(MarkSet(.leftBus), FactBits(), at: moment)
    arrival = Arrival()
    awaited = history.detach == nil ? nil : scene(.deviceDetachAttach, at: moment)
  }

  /// The device is there again. After a reset that was seen, the belief has moved already.
  /// Otherwise the device attached again by itself, lost its power, or was reset where the capture
  /// does not show it.
  mutating func attached(_ evidence: AttachEvidence, at moment: Moment) {
    leaveUncertainAnswerOpen()
    settleDoubtfulMode()
    openOutcomes = nil
    last = nil
    passTime(to: moment)
    missing = missing?.after(arrivalAt: moment.frame)
    awaited = nil
    switch evidence {
    case .afterReset: if !$arrival { arrival = Arrival() }
    case .afterLeaving: comeBack(by: [.deviceDetachAttach, .powerOnReset], at: moment)
    case .unexplained:
      comeBack(by: [.deviceDetachAttach, .powerOnReset, .busReset], at: moment)
      history.doubtDevice()
    }
    turn(MarkSet(.attached), FactBits(), at: moment)
  }

  /// Moves the belief by whichever of `events` brought the device back.
  private mutating func comeBack(by events: [BusEvent], at moment: Moment) {
    var next = Belief()
    let ways = events.compactMap { event in
      scene(event, at: moment).map { (event: event, scene: $0) }
    }
    for (event, scene) in ways {
      examine(scene.trigger, scene.facts)
      next.formUnion(
        device.apply(event, to: belief, facts: scene.facts, onlyMoved: true))
    }
    if !next.isEmpty { belief = next }
    history.startOver()
    arrival = Arrival(ways: missing == nil ? ways : [])
  }

  /// Judges a descriptor set. It tells the mode; after a bus reset it also shows where the reset
  /// led.
  mutating func described(
    _ set: DescriptorSet, _ places: DescriptorPlaces?, at moment: Moment
  ) {
    history.describe(set)
    let places = places ?? DescriptorPlaces(configuration: moment)
    self.places = places
    report(descriptors.judge(set, history, rules, at: places), exchange: false)
    for index in descriptors.examined { examined.descriptor(index) }
    awaited = nil
    guard let mode = set.mode else { return }
    let isDoubtful = $arrival && history.onlyProtocolTellsRunTime
    if !isDoubtful {
      settleDoubtfulMode(showing: mode.states)
      settleArrival(in: mode.states, .all, showing: .descriptors(mode), at: moment)
    }
    let before = belief
    belief.formIntersection(mode.states)
    if $arrival, missing != nil { missing = nil }
    if isDoubtful, !$doubtfulMode {
      doubtfulMode = DoubtfulMode(mode: mode, at: moment, isUnexplained: belief.isEmpty)
    }
    guard belief.isEmpty else { return }
    // Only an enumeration changes the mode (DFU 1.1, 5.1), though the capture shows none.
    turn(MarkSet(.attached), FactBits(), at: moment)
    if !isDoubtful, missing == nil { tellUnexplained(mode, at: moment) }
    belief = device.apply(.powerOnReset, to: rules.anything, facts: FactBits())
    if let reset = arrival?.reset { belief.formUnion(reset.belief) }
    belief.formIntersection(mode.states)
    if belief.isEmpty { belief = before }
  }

  /// A bus reset does not lead to what the descriptors show.
  mutating func tellUnexplained(_ mode: Mode, at moment: Moment) {
    guard let reset = arrival?.reset else { return }
    report([arrivalFinding(reset, mode, at: moment)], exchange: false)
  }

  /// Part of the traffic is missing: the device may be anything.
  mutating func loseSight(_ reason: MissingEvidence) {
    leaveUncertainAnswerOpen()
    settleDoubtfulMode()
    openOutcomes = nil
    last = nil
    belief = anything()
    missing = reason
    spans.closeAll()
    clocks.stopAll()
    history.forget()
    arrival = nil
    awaited = nil
  }
}

extension Mode {
  /// The states that the device may be in while it shows the descriptors of this mode.
  var states: StateSet {
    switch self {
    case .runTime: .runTime
    case .dfuMode: .dfuMode
    }
  }
}
