import DFU
import Evidence
import SpecTable
import USB

extension Checker {
  /// Judges one exchange for both sides. `trigger` is nil for a request that the table has no name
  /// for.
  mutating func judge(_ transfer: ControlTransfer, _ trigger: Int?) {
    guard let trigger else {
      notJudged += 1
      statesJudged = belief.states
      return
    }
    passTime(to: transfer.submitted)
    declaredMoves.close(at: transfer.submitted.frame)
    let isFirst = $arrival
    if isFirst {
      see(transfer.completionFrame ?? transfer.submitted.frame)
      settleDoubtfulMode(by: transfer)
      settleArrival(by: transfer)
      arrival = nil
      awaited = nil
    }
    if $boot { boot = nil }
    statesJudged = belief.states
    // What comes first after an arrival does not come again before the next one, with another key.
    let key = isFirst || mayHaveArrived ? nil : stepKey(transfer)
    if let key, repeatStep(key, trigger, transfer) { return }
    judgeAnew(transfer, trigger, key)
  }

  /// Judges an exchange that repeats none, and keeps the judgement under its key.
  @inline(never)
  private mutating func judgeAnew(_ transfer: ControlTransfer, _ trigger: Int, _ key: StepKey?) {
    see(transfer.completionFrame ?? transfer.submitted.frame)
    // An array: an optional of this size is filled with zeros where it is nil.
    let before = mayHideReset(before: transfer.submitted) ? [self] : []
    mayHaveArrived = false
    lastEnd = transfer.ended.nanoseconds
    let facts = facts(trigger, transfer.setup)
    let seen = ReplySeen(transfer, toleranceMilliseconds: options.toleranceMilliseconds)
    let scene = Scene(
      trigger: trigger, transfer: transfer, at: transfer.submitted, facts: facts, belief: belief)
    var found = judgeHost(scene, answeredBy: seen)
    let foundInReply = judgeReply(seen, scene)
    if found.isEmpty { found = foundInReply } else { found += foundInReply }
    for breach in answeredLate(transfer) { found.append(timingFinding(breach, scene)) }
    for before in before { found = doubt(found, of: transfer, trigger, from: before) }
    report(found, exchange: true)
    history.record(transfer)
    let marks = MarkSet(transfer, mode: history.mode)
    turn(marks, facts, at: transfer.ended)
    if transfer.outcome.isUnseen || transfer.outcome == .acknowledgedOrStalled || seen.mayBeLost {
      loseTrack()
    }
    if found.isEmpty, let key { remember(key, scene, seen, marks) }
  }

  /// The bounds that an answer broke by its own time. An answer that never came is not a late one.
  private func answeredLate(_ transfer: ControlTransfer) -> [Clocks.Breach] {
    guard clocks.mayBeLate(transfer), !transfer.outcome.isUnseen, transfer.outcome != .timedOut
    else { return [] }
    return clocks.duration(transfer, history, tolerance: options.toleranceMilliseconds)
  }

  /// The facts that some rule at `trigger` asks for.
  mutating func facts(_ trigger: Int, _ setup: SetupPacket?) -> FactBits {
    let slow = slowFacts.facts(rules.slowFacts[trigger], after: &history)
    let mask = rules.exchangeFacts[trigger]
    // A timer has none, and a history that is handed over is copied.
    let (known, value) = mask == 0 ? (0, 0) : history.facts(mask, for: setup)
    return FactBits(
      known: slow.known | known, value: slow.value | value, cleared: history.clearedError)
  }

  /// What a device may be of which only the descriptors are known.
  mutating func anything() -> Belief { anythingNow().belief }

  /// What a device may be after an answer that no row allows. Only an enumeration changes the mode
  /// (DFU 1.1, 5.1).
  private mutating func anythingOfItsMode() -> Belief { anythingNow().ofItsMode }

  private mutating func anythingNow() -> Anything {
    if let last = lastAnything, last.revision == history.revision { return last }
    let facts = slowFacts.facts(Fact.maskOfExistence, after: &history)
    let known = lastAnything.flatMap { $0.facts == facts ? $0.belief : nil }
    let belief = known ?? (facts.known == 0 ? rules.anything : rules.anything(under: facts))
    var ofItsMode = belief
    if let mode = history.mode { ofItsMode.formIntersection(mode.states) }
    let now = Anything(
      revision: history.revision, facts: facts, belief: belief, ofItsMode: ofItsMode)
    lastAnything = now
    return now
  }

  /// Opens and closes spans, starts and stops clocks.
  mutating func turn(_ marks: MarkSet, _ facts: FactBits, at moment: Moment) {
    guard !marks.isEmpty else { return }
    spans.turn(marks, facts)
    clocks.take(clocks.turn(by: marks, facts), history, at: moment)
  }

  /// The reply is not known, or may be one of two: the exchange may have opened or closed any span,
  /// and started or stopped any clock.
  mutating func loseTrack() {
    spans.closeAll()
    clocks.stopAll()
  }

  // MARK: - The device's side

  private mutating func judgeReply(_ seen: ReplySeen, _ scene: Scene) -> [Finding] {
    guard let transfer = scene.transfer else { return [] }
    let before = last
    last = nil
    let scene = settleUncertainAnswer(by: seen, scene)
    settleOpenOutcomes(by: seen, scene)
    if transfer.outcome == .acknowledgedOrStalled { return judgeEither(seen, scene) }
    let judgement = device.judge(
      seen, to: scene.trigger, from: scene.belief, facts: scene.facts)
    if let row = judgement.row { examined.row(row, outcome: judgement.outcome) }
    if seen.mayBeLost { return judgeUnseen(judgement, scene, transfer) }
    let found = settle(judgement, seen, scene, after: before)
    last = LastExchange(
      row: scene.belief.isCertain ? judgement.row : nil, outcome: judgement.outcome,
      setup: transfer.setup, frame: scene.at.frame,
      wasViolation: seen.shown == nil && found.contains { $0.verdict == .violation })
    return found
  }

  /// Takes over the belief that a judgement leads to; gives what is to be reported. `before`: the
  /// exchange before this one, if known.
  private mutating func settle(
    _ judgement: DeviceJudge.Judgement, _ seen: ReplySeen, _ scene: Scene,
    after before: LastExchange? = nil
  ) -> [Finding] {
    guard let verdict = judgement.verdict else {
      belief = relearn(seen, scene)
      doubtMode(seen, scene)
      if seen.shown != nil { missing = nil }
      return breach(scene, seen, after: before)
    }
    belief = judgement.next
    if verdict == .declared { noteDeclared(judgement, scene) }
    if verdict == .violation || !scene.belief.isOfOneMode { doubtMode(seen, scene) }
    let wasMissing = missing
    if seen.shown != nil || belief.isCertain { missing = nil }
    if verdict < .violation, judgement.membersDisagree, seen.shown == nil, let wasMissing {
      return [inconclusiveFinding(scene, judgement, because: wasMissing.doubt)]
    }
    if verdict == .pass {
      if judgement.worst > .pass, wasMissing == nil { keepOpen(seen, scene) }
      return []
    }
    if verdict == .violation, let missed = missedTransition(of: before, shownBy: seen, scene) {
      return [transitionFinding(missed, scene)]
    }
    let finding = outcomeFinding(scene, judgement, verdict)
    if verdict == .declared { declaredMoves.note(finding.rule, at: scene.at.frame) }
    return [finding]
  }

  /// The answer shows a state of one mode, and the device was in the other mode: by its
  /// descriptors, or by the states before. Only an enumeration changes the mode (DFU 1.1, 5.1). The
  /// device is at fault once; which of the two is true is open, so the host is wrong only where
  /// both make it so.
  private mutating func doubtMode(_ seen: ReplySeen, _ scene: Scene) {
    guard let shown = seen.shown,
      let states = history.describedMode?.states ?? scene.belief.modeStates,
      !states.contains(StateSet(shown))
    else { return }
    var described = device.apply(scene.trigger, to: scene.belief, facts: scene.facts)
    described.formIntersection(states)
    belief.formUnion(described)
  }

  /// A reply that no row allows. Where the reply before it was a violation already, what this one
  /// shows is the end of that fault and no other, if some state explains it.
  private mutating func breach(
    _ scene: Scene, _ seen: ReplySeen, after before: LastExchange?
  ) -> [Finding] {
    if seen.shown != nil, before?.wasViolation ?? false, isPossible(seen, scene) { return [] }
    if let missed = missedTransition(of: before, shownBy: seen, scene) {
      return [transitionFinding(missed, scene)]
    }
    return [contradiction(scene, shownBy: seen) ?? breachFinding(scene)]
  }

  /// Whether a row of any state explains the reply.
  private mutating func isPossible(_ seen: ReplySeen, _ scene: Scene) -> Bool {
    let any = anything()
    return device.judge(seen, to: scene.trigger, from: any, facts: scene.facts).verdict != nil
  }

  /// Keeps what a declared answer leads to beside a state: a dead endpoint, or a boot.
  private mutating func noteDeclared(_ judgement: DeviceJudge.Judgement, _ scene: Scene) {
    if !scene.belief.mayBeDead, var death = judgement.death {
      death.frame = scene.at.frame
      self.death = death
    }
    guard !judgement.booted.isEmpty, judgement.next.states.isSubset(of: judgement.booted)
    else { return }
    boot = Boot(scene: scene, judgement: judgement, leadsTo: judgement.booted)
  }

  /// What the device may be after a reply that no row allows.
  private mutating func relearn(_ seen: ReplySeen, _ scene: Scene) -> Belief {
    let cause = Relearnt.Cause(
      seen: seen, trigger: scene.trigger, facts: scene.facts, belief: scene.belief,
      anything: anythingOfItsMode())
    if let last = lastRelearnt, last.cause == cause { return last.belief }
    let belief = cause.relearn(by: device)
    lastRelearnt = Relearnt(cause: cause, belief: belief)
    return belief
  }

  /// The capture does not have the reply. The device may have done what any row allows, or may not
  /// have seen the request. Where the device did reply and the capture lacks it, the device may be
  /// anything.
  private mutating func judgeUnseen(
    _ judgement: DeviceJudge.Judgement, _ scene: Scene, _ transfer: ControlTransfer
  ) -> [Finding] {
    belief = judgement.next
    belief.formUnion(scene.belief)
    switch transfer.outcome {
    case .unknown, .unanswered, .acknowledged: belief = anything()
    case .stalled, .acknowledgedOrStalled, .timedOut, .cancelled, .disconnected, .overflowed,
      .notSent, .wireError:
      break
    }
    missing = .answer(frame: scene.at.frame)
    if transfer.outcome == .disconnected { return [] }
    if let free = freeSilence(scene, transfer), let verdict = free.verdict {
      return verdict == .pass ? [] : [outcomeFinding(scene, free, verdict)]
    }
    return [inconclusiveFinding(scene, judgement, because: .unseen(transfer))]
  }

  /// What the rows say of silence, where nothing came back and the device may be silent for as long
  /// as it likes; else nil.
  private func freeSilence(
    _ scene: Scene, _ transfer: ControlTransfer
  ) -> DeviceJudge.Judgement? {
    switch transfer.outcome {
    case .timedOut, .cancelled, .unanswered: break
    case .acknowledged, .stalled, .acknowledgedOrStalled, .disconnected, .overflowed, .notSent,
      .wireError, .unknown:
      return nil
    }
    let silence = device.judge(
      ReplySeen(kinds: .silence), to: scene.trigger, from: scene.belief, facts: scene.facts)
    let isFree = silence.verdict.map { $0 <= .note } ?? false
    return isFree && !silence.membersDisagree ? silence : nil
  }

  /// The reply was an ACK or a STALL. It is right if both are allowed; if only one is, the next
  /// answer may tell.
  private mutating func judgeEither(_ seen: ReplySeen, _ scene: Scene) -> [Finding] {
    func judge(_ kinds: ReplyKinds) -> DeviceJudge.Judgement {
      device.judge(
        ReplySeen(kinds: kinds), to: scene.trigger, from: scene.belief, facts: scene.facts)
    }
    let acknowledged = judge(seen.kinds.subtracting(.stall))
    let stalled = judge(.stall)
    switch (acknowledged.isAllowed, stalled.isAllowed) {
    case (true, true):
      var both = acknowledged
      both.next.formUnion(stalled.next)
      both.verdict = [acknowledged.verdict, stalled.verdict].compactMap { $0 }.min()
      return settle(both, seen, scene)
    case (false, false): return settle(acknowledged, seen, scene)
    case (true, false): return wait(for: acknowledged, against: .stall, scene)
    case (false, true): return wait(for: stalled, against: seen.kinds.subtracting(.stall), scene)
    }
  }

  private mutating func wait(
    for kept: DeviceJudge.Judgement, against kinds: ReplyKinds, _ scene: Scene
  ) -> [Finding] {
    let broken = device.judge(
      ReplySeen(kinds: kinds), to: scene.trigger, from: anythingOfItsMode(), facts: scene.facts
    ).next
    uncertainAnswer = UncertainAnswer(
      breach: breachFinding(scene), kept: kept.next, broken: broken)
    belief = kept.next
    belief.formUnion(broken)
    missing = .answer(frame: scene.at.frame)
    if kept.verdict == .pass { return [] }
    return [outcomeFinding(scene, kept, kept.verdict ?? .note)]
  }
}

extension Checker {
  /// Decides by the next answer what the last uncertain one was; gives the scene from which the
  /// next answer is to be judged.
  ///
  /// Where the next answer is right only if the uncertain one was the wrong one, it was.
  private mutating func settleUncertainAnswer(by seen: ReplySeen, _ scene: Scene) -> Scene {
    guard $uncertainAnswer, let uncertain = uncertainAnswer else { return scene }
    guard seen.shown != nil else {
      leaveUncertainAnswerOpen()
      return scene
    }
    func judge(from belief: Belief) -> DeviceJudge.Judgement {
      device.judge(seen, to: scene.trigger, from: belief, facts: scene.facts)
    }
    let maybeKept = judge(from: uncertain.kept).isAllowed
    let maybeBroken = judge(from: uncertain.broken).verdict != nil
    guard maybeKept != maybeBroken else {
      leaveUncertainAnswerOpen()
      return scene
    }
    uncertainAnswer = nil
    if !maybeKept { report([uncertain.breach], exchange: false) }
    var scene = scene
    scene.belief = maybeKept ? uncertain.kept : uncertain.broken
    return scene
  }

  /// Nothing tells any more what the last uncertain answer was: its finding is inconclusive.
  mutating func leaveUncertainAnswerOpen() {
    guard $uncertainAnswer, var breach = uncertainAnswer?.breach else { return }
    uncertainAnswer = nil
    breach.verdict = .inconclusive
    breach.reword {
      $0.message +=
        " This capture cannot tell an ACK from a STALL, and the next answer does not decide it."
      $0.advice = "Record with usbmon on the host: it shows how each transfer ended."
    }
    report([breach], exchange: false)
  }
}

extension DeviceJudge.Judgement {
  var isAllowed: Bool { verdict.map { $0 < .violation } ?? false }
}

extension TransferOutcome {
  /// Whether the capture says nothing of the reply.
  fileprivate var isUnseen: Bool {
    switch self {
    case .cancelled, .disconnected, .notSent, .wireError, .unknown, .unanswered: true
    case .acknowledged, .stalled, .acknowledgedOrStalled, .timedOut, .overflowed: false
    }
  }
}
