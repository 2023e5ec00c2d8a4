import DFU
import Evidence
import SpecTable
import USB

extension Checker {
  /// Judges an exchange as the same one was judged before; false when none was, or when a
  /// time is to be found fault with.
  mutating func repeatStep(
    _ key: StepKey, _ trigger: Int, _ transfer: ControlTransfer
  ) -> Bool {
    let tolerance = options.toleranceMilliseconds
    guard let place = stepCache.place(of: key),
      !clocks.mayBeLate(transfer)
        || clocks.duration(transfer, history, tolerance: tolerance).isEmpty
    else { return false }
    if clocks.areRead(at: trigger) {
      guard
        clocks.breaches(at: trigger, transfer.submitted, toleranceMilliseconds: tolerance).isEmpty
      else { return false }
      clocks.stop(at: trigger, &examined)
    }
    let step = stepCache.take(place)
    reportPass()
    belief = step.next
    history.record(transfer)
    spans.open = step.open
    clocks.take(step.turn, history, at: transfer.ended)
    return true
  }

  /// Keeps an exchange in which nothing was found.
  mutating func remember(
    _ key: StepKey, _ scene: Scene, _ seen: ReplySeen, _ marks: MarkSet
  ) {
    let judgement = device.judge(
      seen, to: scene.trigger, from: scene.belief, facts: scene.facts)
    let kept = rules.checks[scene.trigger].filter {
      $0.answer(scene.facts, scene.belief.states) == .kept
    }
    let step = StepCache.Step(
      next: belief, open: spans.open, turn: clocks.turn(by: marks, scene.facts))
    let exercised = StepCache.Rules(
      row: judgement.row, outcome: judgement.outcome, obligations: kept.map(\.index))
    stepCache.keep(key, step, exercised, evictedTo: &examined)
  }
}

extension Checker {
  /// The key of an exchange that may be known; nil where its judgement depends on more than the key
  /// has.
  func stepKey(_ transfer: borrowing ControlTransfer) -> StepKey? {
    guard transfer.outcome == .acknowledged, missing == nil, !$uncertainAnswer,
      let reply = ReplyBytes(transfer)
    else { return nil }
    return StepKey(
      facts: FactKey(transfer.setup, after: history), reply: reply, belief: belief,
      open: spans.open)
  }
}
