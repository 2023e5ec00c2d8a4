import DFU

/// Checks a table that could be read: no id is there twice, every name is known, for every state,
/// request and assignment of the facts exactly one row speaks, and every state is entered and left.
struct TableCheck {
  private let draft: Draft
  private let table: Table

  init(_ draft: Draft) {
    self.draft = draft
    table = draft.table
  }

  func run() throws(TableError) {
    try checkIds()
    try checkReferences()
    try checkLimits()
    try checkDeviations()
    try RowCoverage(table, placeOf: place).run()
    try checkStates()
  }

  private func place(_ id: String) -> Place {
    draft.rows.places[id] ?? draft.obligations.places[id] ?? draft.timing.places[id]
      ?? draft.descriptors.places[id] ?? draft.omissions.places[id] ?? placeOfDeviation(id)
  }

  /// The place of a deviation by its path.
  private func placeOfDeviation(_ path: String) -> Place {
    draft.deviations.entries.first { $0.path == path }
      .flatMap { draft.deviations.places[$0.id] } ?? wholeFile
  }

  private var wholeFile: Place { Place(file: draft.file, line: 0) }

  // MARK: Ids

  /// No two rules have one id, not even rules of different kinds, so that an id names one rule.
  private func checkIds() throws(TableError) {
    var seen: [String: Place] = [:]
    for places in [
      draft.rows.places, draft.obligations.places, draft.timing.places, draft.descriptors.places,
      draft.omissions.places,
    ] {
      for (id, place) in places.sorted(by: { $0.value.line < $1.value.line }) {
        if let first = seen.updateValue(place, forKey: id) {
          throw .duplicate(place, id: id, first: first)
        }
      }
    }
  }

  // MARK: References

  private func checkReferences() throws(TableError) {
    let ids = Set(table.obligations.map(\.id) + table.timing.map(\.id))
    for rule in table.obligations {
      try check(rule.unless, of: .rule, in: ids, for: rule.id)
      try check(rule.cite, rule.reading, for: rule.id)
    }
    for rule in table.timing {
      try check(rule.unless, of: .rule, in: ids, for: rule.id)
      try check(rule.cite, rule.reading, for: rule.id)
    }
    for rule in table.descriptors { try check(rule.cite, rule.reading, for: rule.id) }
    for row in table.rows {
      try check(row.cite, row.reading, for: row.id)
      try check(row.then.compactMap(\.reading), of: .reading, in: readings, for: row.id)
      try checkTrigger(of: row)
    }
    let breakable = ids.union(table.descriptors.map(\.id))
    for breach in table.breaches {
      try check([breach.rule], of: .rule, in: breakable, for: breach.deviation)
    }
    for omission in table.omissions {
      let rules = ids.union(table.rows.map(\.id)).union(table.descriptors.map(\.id))
      try check(omission.see, of: .rule, in: rules, for: omission.id)
    }
  }

  private var readings: Set<String> { Set(table.readings.map(\.id)) }

  private func check(
    _ names: [String], of kind: TableError.Kind, in known: Set<String>, for id: String
  ) throws(TableError) {
    for name in names where !known.contains(name) {
      throw .unknownName(place(id), kind: kind, name: name, known: [])
    }
  }

  private func check(
    _ cite: Citation, _ reading: String?, for id: String
  ) throws(TableError) {
    try check(reading.map { [$0] } ?? [], of: .reading, in: readings, for: id)
    if cite.isSilent || cite.source == Citation.declared { return }
    try check([cite.source], of: .source, in: Set(table.sources.map(\.id)), for: id)
  }

  /// An overlay may have removed a request that a row still speaks of.
  private func checkTrigger(of row: Row) throws(TableError) {
    guard case .request(let name) = row.trigger, name != RequestDefinition.unknownName else {
      return
    }
    try check([name], of: .request, in: Set(table.requests.map(\.name)), for: row.id)
  }

  // MARK: Numbers

  /// The checker has one bit for each timing rule, and one for each span.
  private static let limit = 64

  private func checkLimits() throws(TableError) {
    if table.timing.count > Self.limit {
      throw .tooMany(
        place(table.timing[Self.limit].id), rules: "timing rules", limit: Self.limit)
    }
    let spans = table.obligations.filter(\.isSpan)
    if spans.count > Self.limit {
      throw .tooMany(place(spans[Self.limit].id), rules: "spans", limit: Self.limit)
    }
  }

  // MARK: Deviations

  /// Of every deviation that has rows or breaks something is there: an overlay that takes away the
  /// last of it has to take back the deviation too.
  private func checkDeviations() throws(TableError) {
    let outcomes = Set(table.rows.flatMap { $0.then.compactMap(\.deviation) })
    let left = outcomes.union(table.breaches.map(\.deviation))
    for deviation in table.deviations
    where deviation.noRow == nil && !left.contains(deviation.path) {
      throw .nothingLeft(placeOfDeviation(deviation.path))
    }
  }

  // MARK: States

  /// Every state is led to from another, and leads to another, by an outcome that is allowed.
  private func checkStates() throws(TableError) {
    var entered = StateSet()
    var left = StateSet()
    for row in table.rows {
      for outcome in row.then where outcome.verdict < .violation {
        guard case .state(let next) = outcome.next, next != row.state else { continue }
        entered.insert(StateSet(next))
        left.insert(StateSet(row.state))
      }
    }
    for state in State.allCases {
      guard entered.contains(StateSet(state)) else {
        throw .unreachable(wholeFile, state: state.name)
      }
      guard left.contains(StateSet(state)) else {
        throw .unleavable(wholeFile, state: state.name)
      }
    }
  }
}

extension Obligation {
  fileprivate var isSpan: Bool {
    switch form {
    case .span: true
    case .check: false
    }
  }
}
