import DFU
import Evidence
import SpecTable
import USB

// How the checker uses its cache of clean exchanges. Times are not in the key: they are judged
// every time.

extension Checker {
  /// Takes over the judgement of an equal exchange. False, with nothing done, when there was none
  /// or when a time is outside its bound.
  @inline(__always)
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
        clocks.stopUnbroken(
          at: trigger, transfer.submitted, toleranceMilliseconds: tolerance, &examined)
      else { return false }
    }
    let step = stepCache.take(place)
    reportPass()
    last = LastExchange(
      row: belief.isCertain ? step.row : nil, outcome: step.outcome, setup: transfer.setup,
      frame: transfer.submitted.frame)
    belief = step.next
    lastEnd = transfer.ended.nanoseconds
    history.record(transfer)
    spans.open = step.open
    clocks.take(step.turn, history, at: transfer.ended)
    return true
  }

  /// Keeps the judgement of an exchange in which nothing was found, and of which a later answer
  /// can tell nothing.
  mutating func remember(
    _ key: StepKey, _ scene: Scene, _ seen: ReplySeen, _ marks: MarkSet
  ) {
    let judgement = device.judge(
      seen, to: scene.trigger, from: scene.belief, facts: scene.facts)
    guard judgement.verdict == .pass, !$openOutcomes else { return }
    let kept = rules.checks[scene.trigger].filter {
      $0.answer(scene.facts, scene.belief.states) == .kept
    }
    let step = StepCache.Step(
      next: belief, open: spans.open, turn: clocks.turn(by: marks, scene.facts),
      row: judgement.row, outcome: judgement.outcome)
    let exercised = StepCache.Rules(
      row: judgement.row, outcome: judgement.outcome, obligations: kept.map(\.index))
    stepCache.keep(key, step, exercised, evictedTo: &examined)
  }

  /// The key of an exchange; nil where its judgement depends on more than a key has.
  mutating func stepKey(_ transfer: borrowing ControlTransfer) -> StepKey? {
    guard transfer.outcome == .acknowledged, missing == nil, !$uncertainAnswer,
      !$openOutcomes, let reply = ReplyBytes(transfer)
    else { return nil }
    return StepKey(
      facts: FactKey(transfer.setup, after: &history), reply: reply, belief: belief,
      open: spans.open)
  }
}
