import DFU

/// Checks that exactly one row speaks for every state, request and assignment of facts. Only the
/// facts that the rows of this state and request ask for are assigned.
///
/// The same holds for a bus reset and a power-on reset. The other events may mean nothing in a
/// state: for them it is one row or none.
struct RowCoverage {
  private let table: Table
  private let placeOf: (String) -> Place

  init(_ table: Table, placeOf: @escaping (String) -> Place) {
    self.table = table
    self.placeOf = placeOf
  }

  private struct Cell: Hashable {
    var state: State
    var trigger: Trigger
  }

  func run() throws(TableError) {
    let cells = Dictionary(grouping: table.rows) { Cell(state: $0.state, trigger: $0.trigger) }
    let requests = table.requests.map(\.name) + [RequestDefinition.unknownName]
    let triggers = requests.map { Trigger.request($0) } + BusEvent.allCases.map { .event($0) }
    for state in State.allCases {
      for trigger in triggers {
        let cell = Cell(state: state, trigger: trigger)
        try check(cell, cells[cell] ?? [])
      }
    }
  }

  private func check(_ cell: Cell, _ rows: [Row]) throws(TableError) {
    let facts = Set(rows.flatMap { $0.when.map(\.fact) }).sorted { $0.rawValue < $1.rawValue }
    for assignment in 0..<(1 << facts.count) {
      let holding = facts.indices.filter { assignment & (1 << $0) != 0 }.map { facts[$0] }
      let applying = rows.filter { row in
        row.when.allSatisfy { holding.contains($0.fact) == $0.holds }
      }
      if applying.count == 1 || applying.isEmpty && !cell.trigger.hasToBeCovered { continue }
      throw error(
        cell, rows, applying, facts.map { holding.contains($0) ? $0.name : "!" + $0.name })
    }
  }

  private func error(
    _ cell: Cell, _ rows: [Row], _ applying: [Row], _ facts: [String]
  ) -> TableError {
    let state = cell.state.name
    let trigger = cell.trigger.name
    guard let last = applying.last else {
      var place = rows.first.map { placeOf($0.id) } ?? placeOf("")
      place.rule = nil
      return .uncovered(place, state: state, trigger: trigger, facts: facts)
    }
    return .ambiguous(
      placeOf(last.id), state: state, trigger: trigger, facts: facts, rows: applying.map(\.id))
  }
}

extension Trigger {
  fileprivate var hasToBeCovered: Bool {
    switch self {
    case .request, .event(.busReset), .event(.powerOnReset): true
    case .event(.detachTimeout), .event(.pollTimeout), .event(.deviceDetachAttach),
      .event(.interfaceSet), .event(.configured):
      false
    }
  }
}
