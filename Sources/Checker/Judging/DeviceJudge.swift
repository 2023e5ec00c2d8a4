import DFU
import SpecTable

/// Holds a reply against the rows of a table, from every state that the device may be in.
///
/// It keeps nothing: belief, request, facts and reply go in, verdict and new belief come out.
struct DeviceJudge {
  let rules: CompiledTable

  /// What the rows say of one reply from all states that the device may be in.
  struct Judgement {
    /// The best verdict of an outcome that fits; nil when no outcome of any member fits.
    var verdict: Verdict?
    /// Where the fitting outcomes lead.
    var next = Belief()
    /// The row (index into the table) and its outcome that gave `verdict`.
    var row: Int?
    var outcome: Int?
    /// The worst verdict of the outcomes that count.
    var worst = Verdict.pass
    /// Whether an outcome below violation fits for some member, and none for another.
    var membersDisagree = false
    /// The states from which an outcome below violation fits.
    var fitting: StateSet = []
  }

  /// Judges a reply to `trigger`.
  ///
  /// An outcome with verdict violation is one that devices are known to break the specification
  /// with. Such outcomes count only when no other fits. Then the belief follows them, and keeps the
  /// members that none of them explains.
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
          guard let after = admitted(outcome, statuses, facts.cleared, seen) else { continue }
          if outcome.verdict < .violation {
            allowed.take(outcome, after, row: row.index, index)
            fits = true
          } else {
            lenient.take(outcome, after, row: row.index, index)
            explained = before + 1
          }
        }
      }
      guard !fits else {
        allowed.fitting.insert(StateSet(state))
        continue
      }
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
  func admitted(
    _ outcome: CompiledOutcome, _ before: StatusSet, _ cleared: StatusSet, _ seen: ReplySeen
  ) -> StatusSet? {
    guard !outcome.replies.isDisjoint(with: seen.kinds) else { return nil }
    let after = outcome.statuses(after: before, cleared: cleared)
    guard let shown = seen.shown else { return after.isEmpty ? nil : after }
    guard outcome.shows == shown else { return nil }
    guard let status = seen.status else { return after.isEmpty ? nil : after }
    let only = after.intersection(StatusSet(status))
    return only.isEmpty ? nil : only
  }

  /// What the device may be after a reply that no row allows. If the reply shows a state, that one.
  /// Otherwise the state that it had, any state that a right reply leads to, and any state that
  /// some row leads to by this reply from any state in `anything`.
  func relearn(
    _ seen: ReplySeen, to trigger: Int, from belief: Belief, _ anything: Belief, facts: FactBits
  ) -> Belief {
    var next = Belief()
    if let shown = seen.shown {
      next.insert(shown, seen.status.map { StatusSet($0) } ?? rules.anything[shown])
      return next
    }
    next = judge(seen, to: trigger, from: anything, facts: facts).next
    next.formUnion(apply(trigger, to: belief, facts: facts))
    next.formUnion(belief)
    return next
  }

  /// Moves the belief by an event.
  ///
  /// A member without a row for the event keeps its state. With `onlyMoved` such a member is left
  /// out, because the event cannot have happened to it.
  func apply(
    _ event: BusEvent, to belief: Belief, facts: FactBits, onlyMoved: Bool = false
  ) -> Belief {
    guard let trigger = rules.triggers[.event(event)] else { return belief }
    return apply(trigger, to: belief, facts: facts, onlyMoved: onlyMoved)
  }

  /// Moves the belief by the event or request with this number.
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
          next.insert(
            outcome.next, outcome.statuses(after: statuses, cleared: facts.cleared))
        }
      }
      if !moved, !onlyMoved { next.insert(state, statuses) }
    }
    return next
  }
}

extension DeviceJudge {
  /// The paths of the declared outcomes that `event` may have had; empty for most tables.
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
  mutating func take(
    _ outcome: CompiledOutcome, _ statuses: StatusSet, row: Int, _ index: Int
  ) {
    next.insert(outcome.next, statuses)
    worst = max(worst, outcome.verdict)
    if let verdict, verdict <= outcome.verdict { return }
    verdict = outcome.verdict
    self.row = row
    self.outcome = index
  }
}
