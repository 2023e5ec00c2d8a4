import DFU
import SpecTable

/// Holds a reply against the rows of a table, from every state that the device may be in.
///
/// It is a pure function: belief, request, facts and reply in; verdict and new belief out.
struct DeviceJudge {
  let rules: CompiledTable

  /// What the rows say of one reply.
  struct Judgement {
    /// The best verdict that some member's outcome gives; nil when no outcome fits.
    var verdict: Verdict?
    /// Where the fitting outcomes lead.
    var next = Belief()
    /// The row and outcome that gave `verdict`.
    var row: Int?
    var outcome: Int?
    /// Some member has a fitting outcome below violation and some other has none.
    var membersDisagree = false
  }

  /// Judges a reply to `trigger`.
  ///
  /// Outcomes that are known to break the specification (verdict violation) count only when no
  /// other fits: then the belief follows them, and keeps the members that none of them explains.
  func judge(
    _ seen: ReplySeen, to trigger: Int, from belief: Belief, facts: FactBits
  ) -> Judgement {
    var allowed = Judgement()
    var lenient = Judgement()
    var refusals = 0
    var unexplained = Belief()
    var members = belief
    while let (state, statuses) = members.popFirst() {
      var fits = false
      var explained = 0
      var considered = 0
      for row in rules.rows(state, trigger) where facts.admits(row.when) {
        considered += 1
        let before = explained
        for (index, outcome) in row.outcomes.enumerated() {
          guard let after = admitted(outcome, statuses, seen) else { continue }
          if outcome.verdict < .violation {
            allowed.take(outcome, after, row: row.index, index)
            fits = true
          } else {
            lenient.take(outcome, after, row: row.index, index)
            explained = before + 1
          }
        }
      }
      guard !fits else { continue }
      refusals += 1
      if explained == 0 || explained < considered { unexplained.insert(state, statuses) }
    }
    guard allowed.verdict != nil else {
      if lenient.verdict != nil, seen.shown == nil { lenient.next.formUnion(unexplained) }
      return lenient
    }
    allowed.membersDisagree = refusals > 0
    return allowed
  }

  /// The statuses after `outcome` when it fits what was seen; nil when it does not.
  private func admitted(
    _ outcome: CompiledOutcome, _ before: StatusSet, _ seen: ReplySeen
  ) -> StatusSet? {
    guard !outcome.replies.isDisjoint(with: seen.kinds) else { return nil }
    let after = outcome.statuses(after: before)
    guard let shown = seen.shown else { return after.isEmpty ? nil : after }
    guard outcome.shows == shown else { return nil }
    guard let status = seen.status else { return after.isEmpty ? nil : after }
    let only = after.intersection(StatusSet(status))
    return only.isEmpty ? nil : only
  }

  /// What the device may be after a reply that no row allows: the state that it shows; else
  /// where the right replies would have led, whatever any row in any state leads to by that
  /// reply, or the state it had.
  func relearn(
    _ seen: ReplySeen, to trigger: Int, from belief: Belief, facts: FactBits
  ) -> Belief {
    var next = Belief()
    if let shown = seen.shown {
      next.insert(shown, seen.status.map { StatusSet($0) } ?? rules.anything[shown])
      return next
    }
    next = judge(seen, to: trigger, from: rules.anything, facts: facts).next
    next.formUnion(apply(trigger, to: belief, facts: facts))
    next.formUnion(belief)
    return next
  }

  /// Moves the belief by something that is no request.
  ///
  /// A member without a row for it keeps its state; with `onlyMoved` it is left out: the event
  /// cannot have happened to it.
  func apply(
    _ event: BusEvent, to belief: Belief, facts: FactBits, onlyMoved: Bool = false
  ) -> Belief {
    guard let trigger = rules.triggers[.event(event)] else { return belief }
    return apply(trigger, to: belief, facts: facts, onlyMoved: onlyMoved)
  }

  /// The same, by the event's trigger.
  func apply(
    _ trigger: Int, to belief: Belief, facts: FactBits, onlyMoved: Bool = false
  ) -> Belief {
    var next = Belief()
    var members = belief
    while let (state, statuses) = members.popFirst() {
      var moved = false
      for row in rules.rows(state, trigger) where facts.admits(row.when) {
        moved = true
        for outcome in row.outcomes {
          next.insert(outcome.next, outcome.statuses(after: statuses))
        }
      }
      if !moved, !onlyMoved { next.insert(state, statuses) }
    }
    return next
  }
}

extension DeviceJudge {
  /// The paths of the declared outcomes that `event` may have had.
  func declared(_ event: BusEvent, from belief: Belief, facts: FactBits) -> [String] {
    guard let trigger = rules.triggers[.event(event)], rules.declaring[trigger] else { return [] }
    return belief.states.states.flatMap { state in
      rules.rows(state, trigger).filter { facts.admits($0.when) }.flatMap { row in
        rules.table.rows[row.index].then.compactMap { outcome in
          outcome.deviation.map { "\($0)/\(rules.table.rows[row.index].id)" }
        }
      }
    }
  }
}

extension DeviceJudge.Judgement {
  fileprivate mutating func take(
    _ outcome: CompiledOutcome, _ statuses: StatusSet, row: Int, _ index: Int
  ) {
    next.insert(outcome.next, statuses)
    if let verdict, verdict <= outcome.verdict { return }
    verdict = outcome.verdict
    self.row = row
    self.outcome = index
  }
}
