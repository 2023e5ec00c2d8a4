import DFU
import SpecTable
import USB

/// An answer that may have been an ACK or a STALL, of which only one is allowed; the next
/// answer that shows the state may tell.
struct UncertainAnswer {
  /// The finding if it turns out to have been the one that is not allowed.
  var breach: Finding
  /// Where the device is if it was the allowed one, and if it was not.
  var kept: StateSet
  var broken: StateSet
}

extension Checker {
  /// Judges one exchange for both sides.
  mutating func judge(_ transfer: ControlTransfer) {
    guard let trigger = rules.triggers.number(of: transfer.setup) else {
      notJudged += 1
      return
    }
    passTime(to: transfer.submitted)
    declaredMoves.close(at: transfer.submitted.frame)
    arrival = nil
    let scene = Scene(
      trigger: trigger, transfer: transfer, at: transfer.submitted,
      facts: facts(trigger, transfer), belief: belief)
    let host = judgeHost(scene)
    let device = judgeReply(scene)
    let late = answeredLate(transfer).map { timingFinding($0, scene) }
    report(host + device + late, exchange: true)
    history.record(transfer)
    turn(MarkSet(transfer, mode: history.mode), scene.facts, at: transfer.ended)
    if transfer.outcome.isUnseen { loseTrack() }
  }

  /// How an answer that came broke a bound on its time; one that never came is no late answer.
  private func answeredLate(_ transfer: ControlTransfer) -> [Clocks.Breach] {
    guard !transfer.outcome.isUnseen, transfer.outcome != .timedOut else { return [] }
    return clocks.duration(transfer, history, tolerance: options.toleranceMilliseconds)
  }

  /// One thing to be judged, and what was known before it.
  struct Scene {
    var trigger: Int
    /// Nil for an event.
    var transfer: ControlTransfer?
    var at: Moment
    var facts: FactBits
    var belief: Belief
  }

  /// The facts that some rule at `trigger` asks for.
  func facts(_ trigger: Int, _ transfer: ControlTransfer?) -> FactBits {
    var bits = FactBits()
    for fact in rules.factsNeeded[trigger] {
      bits.set(fact, fact.holds(for: transfer, after: history))
    }
    return bits
  }

  mutating func turn(_ marks: MarkSet, _ facts: FactBits, at moment: Moment) {
    guard !marks.isEmpty else { return }
    spans.turn(marks, facts)
    clocks.turn(marks, facts, history, at: moment)
  }

  /// An exchange whose reply is not known may have opened or closed anything.
  private mutating func loseTrack() {
    spans.closeAll()
    clocks.stopAll()
  }

  // MARK: - The device's side

  private mutating func judgeReply(_ scene: Scene) -> [Finding] {
    guard let transfer = scene.transfer else { return [] }
    let seen = ReplySeen(transfer, toleranceMilliseconds: options.toleranceMilliseconds)
    settleUncertainAnswer(shown: seen.shown)
    if transfer.outcome == .acknowledgedOrStalled { return judgeEither(seen, scene) }
    let judgement = device.judge(
      seen, to: scene.trigger, from: scene.belief, facts: scene.facts)
    if let row = judgement.row { exercised.row(row) }
    if seen.mayBeLost { return judgeUnseen(judgement, scene, transfer) }
    return settle(judgement, seen, scene)
  }

  /// Takes over the new belief and says what is to be reported.
  private mutating func settle(
    _ judgement: DeviceJudge.Judgement, _ seen: ReplySeen, _ scene: Scene
  ) -> [Finding] {
    guard let verdict = judgement.verdict else {
      belief = device.relearn(seen, to: scene.trigger, from: scene.belief, facts: scene.facts)
      if seen.shown != nil { missing = nil }
      return [breachFinding(scene)]
    }
    belief = judgement.next
    let wasMissing = missing
    if seen.shown != nil || belief.isCertain { missing = nil }
    if verdict < .violation, judgement.membersDisagree, seen.shown == nil, let wasMissing {
      return [inconclusiveFinding(scene, judgement, because: wasMissing.text)]
    }
    if verdict == .pass { return [] }
    let finding = outcomeFinding(scene, judgement, verdict)
    if verdict == .declared { declaredMoves.note(finding.rule, at: scene.at.frame) }
    return [finding]
  }

  /// The reply is not in the capture: the device may have done anything that the rows allow,
  /// or may not have seen the request.
  private mutating func judgeUnseen(
    _ judgement: DeviceJudge.Judgement, _ scene: Scene, _ transfer: ControlTransfer
  ) -> [Finding] {
    belief = judgement.next
    belief.formUnion(scene.belief)
    missing = .answer(frame: scene.at.frame)
    if transfer.outcome == .disconnected { return [] }
    return [inconclusiveFinding(scene, judgement, because: Wording.reply(transfer))]
  }

  /// ACK or STALL: right if both are allowed; if only one is, the next answer may tell.
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
      ReplySeen(kinds: kinds), to: scene.trigger, from: rules.anything, facts: scene.facts
    ).next
    belief = kept.next
    uncertainAnswer = UncertainAnswer(
      breach: breachFinding(scene), kept: kept.next.states, broken: broken.states)
    if kept.verdict == .pass { return [] }
    return [outcomeFinding(scene, kept, kept.verdict ?? .note)]
  }
}

extension DeviceJudge.Judgement {
  fileprivate var isAllowed: Bool { verdict.map { $0 < .violation } ?? false }
}

extension TransferOutcome {
  /// Whether the capture says nothing of the reply.
  fileprivate var isUnseen: Bool {
    switch self {
    case .cancelled, .disconnected, .wireError, .unknown: true
    case .acknowledged, .stalled, .acknowledgedOrStalled, .timedOut, .overflowed: false
    }
  }
}
