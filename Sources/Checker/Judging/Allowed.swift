import DFU
package import SpecTable
package import USB

/// One thing that a table allows a device to do next.
package struct Allowed: Hashable, Sendable {
  /// The row that allows it.
  package var row: Row
  /// Which of the row's outcomes it is; its verdict is below warning.
  package var outcome: Outcome
}

extension Checker {
  /// What the table allows as an answer to a request that is sent at `moment`, from every state
  /// that the device may then be in; in the order of states and rows. Nothing is judged or kept.
  package func allowed(_ setup: SetupPacket, at moment: Moment) -> [Allowed] {
    var later = self
    later.passTime(to: moment)
    guard let trigger = rules.triggers.number(of: setup) else { return [] }
    let facts = later.facts(trigger, setup)
    var allowed: [Allowed] = []
    while let (state, _) = later.belief.popFirst() {
      for compiled in rules.rows(state, trigger) where facts.admits(compiled.when) {
        let row = rules.table.rows[compiled.index]
        allowed += row.then.filter {
          $0.verdict < .warning && facts.admits(FactMask($0.given))
        }.map { Allowed(row: row, outcome: $0) }
      }
    }
    return allowed
  }
}
