import DFU
import Evidence
package import SpecTable
package import USB

/// A table in the form in which it is looked up while judging: rows by state and trigger,
/// conditions as bit masks. It adds nothing to the table and drops nothing.
///
/// A trigger is a request or event by its number in `TriggerIndex`. The table never changes. It is
/// a class so that all who judge by it share one.
package final class CompiledTable: Sendable {
  /// The table as it was read.
  package let table: Table
  let triggers: TriggerIndex
  let pollTimeout: Int
  let detachTimeout: Int
  /// The rows of each cell: `state * triggers.count + trigger`.
  private let cells: [[CompiledRow]]
  /// For each trigger, a mask of the facts that some rule at it asks for and that may differ from
  /// one exchange to the next.
  let exchangeFacts: [UInt64]
  /// For each trigger, a mask of the other facts that some rule at it asks for.
  let slowFacts: [UInt64]
  /// For each trigger, the checks that are made at it.
  let checks: [[CompiledCheck]]
  let spans: [CompiledSpan]
  let clocks: [CompiledClock]
  /// For each trigger, the spans that forbid it, one bit a span.
  let spansForbidding: [UInt64]
  /// For each trigger, the states that some row leaves by it.
  let movers: [StateSet]
  /// The states that some row leaves when a timer runs out.
  let timedStates: StateSet
  /// For each trigger, whether an overlay declares an outcome of it.
  let declaring: [Bool]
  /// Every state with every status that the table can lead to. A device of which nothing is known
  /// may be any of them.
  package let anything: Belief

  /// Prepares `table` for judging.
  package init(_ table: Table) {
    let triggers = TriggerIndex(table)
    self.table = table
    self.triggers = triggers
    pollTimeout = triggers.pollTimeout
    detachTimeout = triggers.detachTimeout
    var cells = [[CompiledRow]](repeating: [], count: State.allCases.count * triggers.count)
    for (index, row) in table.rows.enumerated() {
      guard let trigger = triggers[row.trigger] else { continue }
      cells[Int(row.state.rawValue) * triggers.count + trigger].append(CompiledRow(row, index))
    }
    self.cells = cells
    self.checks = CompiledCheck.byTrigger(table, triggers)
    let spans = CompiledSpan.all(table, triggers)
    self.spans = spans
    self.clocks = CompiledClock.all(table, triggers)
    self.spansForbidding = (0..<triggers.count).map { trigger in
      spans.indices.reduce(0) { spans[$1].forbids.contains(trigger) ? $0 | 1 << UInt64($1) : $0 }
    }
    let needed = Self.facts(of: table, triggers)
    let ofExchange = Fact.allCases.filter(\.isOfExchange).reduce(0) { $0 | Self.mask($1) }
    self.exchangeFacts = needed.map { $0 & ofExchange }
    self.slowFacts = needed.map { $0 & ~ofExchange }
    var movers = [StateSet](repeating: StateSet(), count: triggers.count)
    for row in table.rows {
      guard let trigger = triggers[row.trigger], row.then.contains(where: { $0.next != .same })
      else { continue }
      movers[trigger].insert(StateSet(row.state))
    }
    self.movers = movers
    self.timedStates = movers[triggers.pollTimeout].union(movers[triggers.detachTimeout])
    var declaring = [Bool](repeating: false, count: triggers.count)
    for row in table.rows where row.then.contains(where: { $0.deviation != nil }) {
      if let trigger = triggers[row.trigger] { declaring[trigger] = true }
    }
    self.declaring = declaring
    self.anything = Self.everythingReachable(in: cells, triggers, FactBits())
  }

  /// What a device may be of which only facts of its descriptors are known. A state that no row
  /// leads to under them is left out.
  func anything(under facts: FactBits) -> Belief {
    Self.everythingReachable(in: cells, triggers, facts)
  }

  /// Follows the outcomes below warning until nothing new is reached, of the rows that `facts`
  /// admit.
  private static func everythingReachable(
    in cells: [[CompiledRow]], _ triggers: TriggerIndex, _ facts: FactBits
  ) -> Belief {
    var moves: [(from: State, outcome: CompiledOutcome)] = []
    for state in State.allCases {
      let first = Int(state.rawValue) * triggers.count
      for row in cells[first..<first + triggers.count].joined() where facts.admits(row.when) {
        for outcome in row.outcomes where outcome.verdict < .warning && !outcome.isDeath {
          moves.append((from: state, outcome: outcome))
        }
      }
    }
    var reached = Belief()
    while true {
      let before = reached
      for (state, outcome) in moves {
        // A row that keeps its state leads nowhere unless another row leads to that state.
        guard outcome.next != state || before.states.contains(StateSet(state)) else { continue }
        reached.insert(outcome.next, outcome.statuses(after: before[state]))
      }
      if reached == before { return reached }
    }
  }

  /// The rows that speak of `trigger` in `state`.
  func rows(_ state: State, _ trigger: Int) -> [CompiledRow] {
    cells[Int(state.rawValue) * triggers.count + trigger]
  }

  /// The trigger that a request is; nil for a vendor request that the table does not know.
  package func trigger(of setup: SetupPacket) -> Int? { triggers.number(of: setup) }

  private static func mask(_ fact: Fact) -> UInt64 { 1 << UInt64(fact.rawValue) }

  /// For each trigger, a mask of the facts that some rule at it asks for.
  private static func facts(of table: Table, _ triggers: TriggerIndex) -> [UInt64] {
    var needed = [UInt64](repeating: 0, count: triggers.count)
    func need(_ conditions: [Condition], at places: some Sequence<Int>) {
      let facts = conditions.reduce(0) { $0 | mask($1.fact) }
      for place in places { needed[place] |= facts }
    }
    for row in table.rows {
      let conditions = row.when + row.then.flatMap(\.given)
      if let trigger = triggers[row.trigger] { need(conditions, at: trigger...trigger) }
    }
    for obligation in table.obligations {
      switch obligation.form {
      case .check(let on, let require, _):
        need(obligation.when + require, at: on.compactMap { triggers[$0] })
      case .span:
        need(obligation.when, at: 0..<triggers.count)
      }
    }
    for rule in table.timing { need(rule.when, at: 0..<triggers.count) }
    for breach in table.breaches { need(breach.when, at: 0..<triggers.count) }
    return needed
  }
}
