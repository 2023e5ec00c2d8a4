import DFU
import SpecTable
import USB

/// A device that is on its way (back) onto the bus.
struct Arrival {
  /// The bus reset that began it, as it was before; nil when it came by itself.
  var reset: Checker.Scene?
}

extension Checker {
  /// Moves the belief by what the clock has brought about by `moment`.
  mutating func passTime(to moment: Moment) {
    move(by: .pollTimeout, history.pollTimeoutHasPassed(at: moment, tolerance), at: moment)
    move(by: .detachTimeout, history.detachTimeoutHasPassed(at: moment, tolerance), at: moment)
  }

  private var tolerance: Int64 { Int64(options.toleranceMilliseconds * 1e6) }

  private mutating func move(by event: BusEvent, _ passed: Bool?, at moment: Moment) {
    guard passed != false, let trigger = rules.triggers[.event(event)],
      !rules.movers[trigger].isDisjoint(with: belief.states)
    else { return }
    let facts = facts(trigger, nil)
    noteDeclared(event, facts, at: moment)
    let moved = device.apply(event, to: belief, facts: facts)
    if passed == true {
      belief = moved
    } else {
      belief.formUnion(moved)
    }
  }

  /// Keeps what an overlay declares of an event, for the finding that it explains.
  private mutating func noteDeclared(_ event: BusEvent, _ facts: FactBits, at moment: Moment) {
    for rule in device.declared(event, from: belief, facts: facts) {
      declaredMoves.note(rule, at: moment.frame)
    }
  }

  private func scene(_ event: BusEvent, at moment: Moment) -> Scene? {
    guard let trigger = rules.triggers[.event(event)] else { return nil }
    return Scene(
      trigger: trigger, transfer: nil, at: moment, facts: facts(trigger, nil), belief: belief)
  }

  /// Something that is no request and leaves the device on the bus.
  mutating func happened(_ event: BusEvent, mark: Mark, at moment: Moment) {
    guard let scene = scene(event, at: moment) else { return }
    settleUncertainAnswer(shown: nil)
    report(judgeHost(scene), exchange: false)
    noteDeclared(event, scene.facts, at: moment)
    belief = device.apply(event, to: belief, facts: scene.facts)
    turn(MarkSet(mark), scene.facts, at: moment)
  }

  mutating func reset(at moment: Moment) {
    passTime(to: moment)
    let before = scene(.busReset, at: moment)
    happened(.busReset, mark: .busReset, at: moment)
    history.startOver()
    arrival = Arrival(reset: before)
  }

  mutating func left(at moment: Moment) {
    settleUncertainAnswer(shown: nil)
    turn(MarkSet(.leftBus), FactBits(), at: moment)
    arrival = Arrival()
  }

  /// The device is there again. After a reset that was seen its effect is already known; else
  /// it re-attached by itself, lost its power, or was reset out of sight.
  mutating func attached(_ evidence: AttachEvidence, at moment: Moment) {
    settleUncertainAnswer(shown: nil)
    passTime(to: moment)
    switch evidence {
    case .afterReset: arrival = arrival ?? Arrival()
    case .afterLeaving: comeBack(by: [.deviceDetachAttach, .powerOnReset])
    case .unexplained: comeBack(by: [.deviceDetachAttach, .powerOnReset, .busReset])
    }
    turn(MarkSet(.attached), FactBits(), at: moment)
  }

  private mutating func comeBack(by events: [BusEvent]) {
    var next = Belief()
    for event in events {
      guard let scene = scene(event, at: Moment(frame: 0, nanoseconds: 0)) else { continue }
      next.formUnion(device.apply(event, to: belief, facts: scene.facts))
    }
    belief = next
    history.startOver()
    arrival = Arrival()
  }

  /// The descriptor set tells the mode; on arrival it also tells that the device went there.
  mutating func described(_ set: DescriptorSet, at moment: Moment) {
    history.describe(set)
    report(descriptors.judge(set, history, rules.table, at: moment), exchange: false)
    for index in descriptors.examined { exercised.descriptor(index) }
    guard let mode = set.mode else { return }
    let before = belief
    belief.formIntersection(mode.states)
    if arrival != nil, missing != nil { missing = nil }
    guard belief.isEmpty else { return }
    if let reset = arrival?.reset, missing == nil {
      report([arrivalFinding(reset, mode, at: moment)], exchange: false)
    }
    belief = device.apply(.powerOnReset, to: rules.anything, facts: FactBits())
    belief.formIntersection(mode.states)
    if belief.isEmpty { belief = before }
  }

  /// Something is missing: the device may be anything.
  mutating func loseSight(_ reason: MissingEvidence) {
    settleUncertainAnswer(shown: nil)
    belief = rules.anything
    missing = reason
    spans.closeAll()
    clocks.stopAll()
    history.forget()
    arrival = nil
  }

  /// Says what the last uncertain answer was, now that `shown` may tell.
  mutating func settleUncertainAnswer(shown: State?) {
    guard var uncertain = uncertainAnswer else { return }
    uncertainAnswer = nil
    let state = shown.map { StateSet($0) } ?? []
    let maybeKept = !uncertain.kept.isDisjoint(with: state) || state.isEmpty
    let maybeBroken = !uncertain.broken.isDisjoint(with: state) || state.isEmpty
    if maybeKept, !maybeBroken { return }
    if maybeKept || !maybeBroken {
      uncertain.breach.verdict = .inconclusive
      uncertain.breach.message +=
        " This capture cannot tell an ACK from a STALL, and the next answer does not decide it."
    }
    report([uncertain.breach], exchange: false)
  }
}

extension Mode {
  fileprivate var states: StateSet {
    switch self {
    case .runTime: .runTime
    case .dfuMode: .dfuMode
    }
  }
}
