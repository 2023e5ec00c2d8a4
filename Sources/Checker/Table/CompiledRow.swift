import DFU
import SpecTable

/// A row with its conditions as masks.
struct CompiledRow: Sendable {
  let when: FactMask
  let outcomes: [CompiledOutcome]
  /// Index into the table's rows.
  let index: Int

  /// The row `index` of a table's rows. They are taken from there by index, because a row that is
  /// handed over is copied.
  init(_ rows: [Row], _ index: Int) {
    self.when = FactMask(rows[index].when)
    let (outcomes, state) = (rows[index].then, rows[index].state)
    self.outcomes = outcomes.indices.map { CompiledOutcome(outcomes[$0], in: state) }
    self.index = index
  }
}

/// An outcome with `same` and the shown state resolved.
struct CompiledOutcome: Sendable {
  let replies: ReplyKinds
  let next: State
  let shows: State
  let status: StatusRule
  let verdict: Verdict
  let given: FactMask
  /// Whether endpoint 0 is dead after it; then `next` says nothing.
  let isDeath: Bool
  let boots: Bool

  init(_ outcome: Outcome, in state: State) {
    replies = ReplyKinds(outcome.reply)
    next = outcome.next(from: state)
    shows = outcome.shows ?? next
    status = outcome.status
    verdict = outcome.verdict
    given = FactMask(outcome.given)
    isDeath = outcome.next == .dead
    boots = outcome.boots
  }

  /// The statuses that are possible after this outcome, when `before` were possible. `cleared`: the
  /// error code that the exchange before has cleared, if one.
  func statuses(after before: StatusSet, cleared: StatusSet = StatusSet()) -> StatusSet {
    switch status {
    case .unchanged: before
    case .unchangedError: before.intersection(.anyError)
    case .clearedError: cleared
    case .otherError: StatusSet.anyError.subtracting(cleared)
    case .changedError:
      before.isDisjoint(with: .anyError) ? [] : StatusSet.anyError.subtracting(before)
    case .oneOf(let set): set
    }
  }
}
