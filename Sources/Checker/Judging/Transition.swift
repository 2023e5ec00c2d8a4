import DFU
import SpecTable
import USB

// An answer shows a state that no row allows, because the exchange before it led elsewhere than the
// table says: that exchange is the fault, and the answer is what shows it.

/// A transition that the table asks for and the device did not make.
struct MissedTransition {
  var exchange: LastExchange
  var row: Row
  /// The outcome that explains the answer to the exchange.
  var due: Outcome
  /// The outcome of the row that devices are known for and that the device shows; nil where it acts
  /// as in the state that it was in before.
  var known: Outcome?
  /// The outcome of the row that has another answer and leads to the state that is shown; nil where
  /// the device did not move, or where `known` tells.
  var other: Outcome?
  /// The state that the answer shows.
  var shown: State
}

extension Checker {
  /// The transition of the last exchange that was not made, when `seen`, the answer in `scene`,
  /// shows that.
  func missedTransition(
    of last: LastExchange?, shownBy seen: ReplySeen, _ scene: Scene
  ) -> MissedTransition? {
    guard let shown = seen.shown, let last, !last.wasViolation, let index = last.row,
      let place = last.outcome
    else { return nil }
    let row = rules.table.rows[index]
    let due = row.then[place]
    guard !due.reply.showsState else { return nil }
    let known = row.then.first {
      $0.verdict == .violation && $0.reply == due.reply && $0.next(from: row.state) == shown
        && $0.allows(seen.status)
    }
    let isKept =
      due.next(from: row.state) != row.state
      && (shown == row.state || isRight(seen, scene, from: row.state))
    let other = row.then.first {
      $0.verdict < .violation && $0.reply != due.reply && $0.next(from: row.state) == shown
        && $0.allows(seen.status)
    }
    guard known != nil || isKept || other != nil else { return nil }
    return MissedTransition(
      exchange: last, row: row, due: due, known: known,
      other: known == nil && !isKept ? other : nil, shown: shown)
  }
}

extension Checker {
  /// Whether the answer in `scene` is right if the device is in `state`, without an error.
  private func isRight(_ seen: ReplySeen, _ scene: Scene, from state: State) -> Bool {
    let belief = Belief(state, StatusSet(.ok))
    return device.judge(seen, to: scene.trigger, from: belief, facts: scene.facts).isAllowed
  }
}

extension Outcome {
  /// Whether the bStatus may be shown after it; nil where none is shown.
  fileprivate func allows(_ status: Status?) -> Bool {
    guard let status, case .oneOf(let set) = self.status else { return true }
    return set.contains(StatusSet(status))
  }
}

extension Reply {
  /// Whether the reply itself tells the state.
  fileprivate var showsState: Bool {
    switch self {
    case .data6, .data1: true
    case .ack, .stall, .dataFull, .dataShort, .dataNone, .silence, .anyAnswer, .anything, .overflow,
      .nothing, .reenumerates:
      false
    }
  }
}
