import DFU
import Evidence
package import SpecTable
import Synchronization
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
  /// What a checker begins with: no span is open, and no clock runs.
  let noSpans: OpenSpans
  let noClocks: Clocks
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
  /// The same where some facts are known, for those that were asked for.
  private let anythingKnown = Mutex<[FactBits: Belief]>([:])

  /// Prepares `table` for judging.
  package init(_ table: Table) {
    let triggers = TriggerIndex(table)
    self.table = table
    self.triggers = triggers
    pollTimeout = triggers.pollTimeout
    detachTimeout = triggers.detachTimeout
    let rows = table.rows
    let places = rows.indices.map { index in
      triggers[rows[index].trigger].map { Int(rows[index].state.rawValue) * triggers.count + $0 }
    }
    var cells = Self.emptyCells(for: places, count: State.allCases.count * triggers.count)
    var movers = [StateSet](repeating: StateSet(), count: triggers.count)
    var declaring = [Bool](repeating: false, count: triggers.count)
    var needed = [UInt64](repeating: 0, count: triggers.count)
    for (index, place) in places.enumerated() {
      guard let place else { continue }
      let trigger = place % triggers.count
      let compiled = CompiledRow(rows, index)
      cells[place].append(compiled)
      needed[trigger] |= compiled.outcomes.reduce(compiled.when.mask) { $0 | $1.given.mask }
      let outcomes = rows[index].then
      if outcomes.indices.contains(where: { outcomes[$0].next != .same }) {
        movers[trigger].insert(StateSet(rows[index].state))
      }
      if outcomes.indices.contains(where: { outcomes[$0].deviation != nil }) {
        declaring[trigger] = true
      }
    }
    self.cells = cells
    self.movers = movers
    self.declaring = declaring
    self.checks = CompiledCheck.byTrigger(table, triggers)
    let spans = CompiledSpan.all(table, triggers)
    self.noSpans = OpenSpans(spans)
    self.noClocks = Clocks(
      CompiledClock.all(table, triggers), table.timing, triggers: triggers.count)
    self.spansForbidding = (0..<triggers.count).map { trigger in
      spans.indices.reduce(0) { spans[$1].forbids.contains(trigger) ? $0 | 1 << UInt64($1) : $0 }
    }
    Self.addFacts(ofRulesIn: table, triggers, to: &needed)
    let ofExchange = Fact.allCases.filter(\.isOfExchange).reduce(0) { $0 | Self.mask($1) }
    self.exchangeFacts = needed.map { $0 & ofExchange }
    self.slowFacts = needed.map { $0 & ~ofExchange }
    self.timedStates = movers[triggers.pollTimeout].union(movers[triggers.detachTimeout])
    self.anything = Self.everythingReachable(in: cells, triggers, FactBits())
  }

  /// A list for each cell with room for its rows. `places`: the cell of each row.
  private static func emptyCells(for places: [Int?], count: Int) -> [[CompiledRow]] {
    var counts = [Int](repeating: 0, count: count)
    for place in places { if let place { counts[place] += 1 } }
    return counts.map { count in
      var rows: [CompiledRow] = []
      rows.reserveCapacity(count)
      return rows
    }
  }

  /// What a device may be of which only facts of its descriptors are known. A state that no row
  /// leads to under them is left out.
  func anything(under facts: FactBits) -> Belief {
    if let known = anythingKnown.withLock({ $0[facts] }) { return known }
    let belief = Self.everythingReachable(in: cells, triggers, facts)
    anythingKnown.withLock { $0[facts] = belief }
    return belief
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
    // The states of which more is known than when their rows were followed last.
    var changed = StateSet.all
    while !changed.isEmpty {
      let before = reached
      for (state, outcome) in moves where changed.overlaps(StateSet(state)) {
        // A row that keeps its state leads nowhere unless another row leads to that state.
        guard outcome.next != state || before.states.overlaps(StateSet(state)) else { continue }
        reached.insert(outcome.next, outcome.statuses(after: before[state]))
      }
      changed = StateSet(State.allCases.filter { reached[$0] != before[$0] })
    }
    return reached
  }

  /// The rows that speak of `trigger` in `state`.
  func rows(_ state: State, _ trigger: Int) -> [CompiledRow] {
    cells[Int(state.rawValue) * triggers.count + trigger]
  }

  /// The trigger that a request is; nil for a vendor request that the table does not know.
  package func trigger(of setup: SetupPacket) -> Int? { triggers.number(of: setup) }

  private static func mask(_ fact: Fact) -> UInt64 { 1 << UInt64(fact.rawValue) }

  /// Adds to the masks of all triggers the facts that some rule other than a row asks for.
  private static func addFacts(
    ofRulesIn table: Table, _ triggers: TriggerIndex, to needed: inout [UInt64]
  ) {
    func need(_ conditions: [Condition], at places: some Sequence<Int>) {
      let facts = conditions.reduce(0) { $0 | mask($1.fact) }
      for place in places { needed[place] |= facts }
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
  }
}
