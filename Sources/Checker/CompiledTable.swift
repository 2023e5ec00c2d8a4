import DFU
import Evidence
package import SpecTable
import USB

/// A table in the form in which it is looked up while judging: rows by state and trigger,
/// conditions as bit masks. It adds nothing to the table and drops nothing.
///
/// It never changes; as a class it is shared by all that judge by it and costs nothing to hand on.
package final class CompiledTable: Sendable {
  package let table: Table
  let triggers: TriggerIndex
  let pollTimeout: Int
  let detachTimeout: Int
  /// The rows of each cell: `state * triggers.count + trigger`.
  private let cells: [[CompiledRow]]
  /// Per trigger, a mask of the facts that any rule at it asks for and that may change with every
  /// exchange.
  let exchangeFacts: [UInt64]
  /// Per trigger, a mask of the other facts that any rule at it asks for.
  let slowFacts: [UInt64]
  let checks: [[CompiledCheck]]
  let spans: [CompiledSpan]
  let clocks: [CompiledClock]
  /// Per trigger, the spans that forbid it, one bit a span.
  let spansForbidding: [UInt64]
  /// Per trigger, the states that some row moves by it; the others keep their state.
  let movers: [StateSet]
  /// The states that some row moves when a timer runs out.
  let timedStates: StateSet
  /// Per trigger, whether an overlay declares an outcome of it.
  let declaring: [Bool]
  /// Every state with every status that the table can lead to: what a device of which nothing
  /// is known may be.
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
    self.exchangeFacts = needed.map { Self.mask($0.filter(\.isOfExchange)) }
    self.slowFacts = needed.map { Self.mask($0.filter { !$0.isOfExchange }) }
    var movers = [StateSet](repeating: [], count: triggers.count)
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
    self.anything = Self.everythingReachable(in: table)
  }

  /// Follows the outcomes that are not themselves deviations until nothing new is reached.
  private static func everythingReachable(in table: Table) -> Belief {
    var reached = Belief()
    while true {
      let before = reached
      for row in table.rows {
        for outcome in row.then where outcome.verdict < .warning {
          let compiled = CompiledOutcome(outcome, in: row.state)
          reached.insert(compiled.next, compiled.statuses(after: before[row.state]))
        }
      }
      if reached == before { return reached }
    }
  }

  /// The rows that speak of `trigger` in `state`.
  func rows(_ state: State, _ trigger: Int) -> [CompiledRow] {
    cells[Int(state.rawValue) * triggers.count + trigger]
  }

  /// The trigger that a request is; nil for a vendor request that the table does not know.
  func trigger(of setup: SetupPacket) -> Int? { triggers.number(of: setup) }

  private static func mask(_ facts: [Fact]) -> UInt64 {
    facts.reduce(0) { $0 | 1 << UInt64($1.rawValue) }
  }

  private static func facts(of table: Table, _ triggers: TriggerIndex) -> [[Fact]] {
    var needed = [Set<Fact>](repeating: [], count: triggers.count)
    func need(_ conditions: [Condition], at places: some Sequence<Int>) {
      for place in places { needed[place].formUnion(conditions.map(\.fact)) }
    }
    for row in table.rows {
      need(row.when, at: triggers[row.trigger].map { [$0] } ?? [])
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
    return needed.map { $0.sorted { $0.rawValue < $1.rawValue } }
  }
}

/// Numbers for the triggers that a table names.
struct TriggerIndex: Sendable {
  private let numbers: [Trigger: Int]
  /// By bmRequestType and bRequest.
  private let keys: [UInt16]
  /// The numbers of class requests to an interface: those to the device, then those to the host.
  private let classNumbers: [Int]
  /// The number of a class request that has no name.
  private let unknown: Int
  let pollTimeout: Int
  let detachTimeout: Int
  let names: [String]

  init(_ table: Table) {
    let keys = table.requests.map { UInt16($0.requestType) << 8 | UInt16($0.request) }
    self.keys = keys
    let unknown = table.requests.count
    self.unknown = unknown
    classNumbers = [UInt16(0x2100), 0xA100].flatMap { type in
      (0...0xFF).map { request in keys.firstIndex(of: type | request) ?? unknown }
    }
    names =
      table.requests.map(\.name) + [RequestDefinition.unknownName]
      + BusEvent.allCases.map(\.rawValue)
    var numbers: [Trigger: Int] = [.request(RequestDefinition.unknownName): unknown]
    for (index, request) in table.requests.enumerated() { numbers[.request(request.name)] = index }
    for (index, event) in BusEvent.allCases.enumerated() {
      numbers[.event(event)] = unknown + 1 + index
    }
    self.numbers = numbers
    func number(_ event: BusEvent) -> Int {
      unknown + 1 + (BusEvent.allCases.firstIndex(of: event) ?? 0)
    }
    pollTimeout = number(.pollTimeout)
    detachTimeout = number(.detachTimeout)
  }

  var count: Int { names.count }

  /// How many requests have names; theirs are the lowest numbers.
  var requestCount: Int { unknown }

  subscript(trigger: Trigger) -> Int? { numbers[trigger] }

  /// The trigger that a request is; nil for a vendor request that the table does not know.
  func number(of setup: SetupPacket) -> Int? {
    let type = setup.requestType.rawValue
    if type & 0x7F == 0x21 { return classNumbers[Int(type & 0x80) << 1 | Int(setup.request)] }
    let key = UInt16(type) << 8 | UInt16(setup.request)
    return keys.firstIndex(of: key) ?? (setup.requestType.kind == .class ? unknown : nil)
  }
}

/// Conditions as two masks over the facts.
struct FactMask: Hashable, Sendable {
  var mask: UInt64 = 0
  var value: UInt64 = 0

  init(_ conditions: [Condition]) {
    for condition in conditions {
      let bit: UInt64 = 1 << UInt64(condition.fact.rawValue)
      mask |= bit
      if condition.holds { value |= bit }
    }
  }
}

/// The facts of one exchange: which are known, and which of those hold.
struct FactBits: Hashable, Sendable {
  var known: UInt64 = 0
  var value: UInt64 = 0

  /// Only the facts of a mask.
  func only(_ mask: UInt64) -> FactBits {
    var bits = self
    bits.known &= mask
    bits.value &= mask
    return bits
  }

  /// No known fact contradicts the conditions.
  func admits(_ wanted: FactMask) -> Bool {
    (value ^ wanted.value) & wanted.mask & known == 0
  }

  /// Every condition is known to hold.
  func proves(_ wanted: FactMask) -> Bool {
    known & wanted.mask == wanted.mask && admits(wanted)
  }
}

/// A row with its conditions as masks.
struct CompiledRow: Sendable {
  let when: FactMask
  let outcomes: [CompiledOutcome]
  /// Index into the table's rows.
  let index: Int

  init(_ row: Row, _ index: Int) {
    self.when = FactMask(row.when)
    self.outcomes = row.then.map { CompiledOutcome($0, in: row.state) }
    self.index = index
  }
}

/// An outcome with its states resolved.
struct CompiledOutcome: Sendable {
  let replies: ReplyKinds
  let next: State
  let shows: State
  let status: StatusRule
  let verdict: Verdict

  init(_ outcome: Outcome, in state: State) {
    replies = ReplyKinds(outcome.reply)
    next =
      switch outcome.next {
      case .same: state
      case .state(let next): next
      }
    shows = outcome.shows ?? next
    status = outcome.status
    verdict = outcome.verdict
  }

  /// The statuses possible after this outcome, from a member with `before`.
  func statuses(after before: StatusSet) -> StatusSet {
    switch status {
    case .unchanged: before
    case .unchangedError: before.intersection(.anyError)
    case .oneOf(let set): set
    }
  }
}
