import DFU

/// A deviation as an overlay writes it: what it says, and what it changes.
struct DeviationDraft {
  var deviation: Deviation
  var amendments: [Amendment]
  var breaches: [DeclaredBreach]
  var place: Place

  /// Outcomes for the rows of some states and triggers.
  struct Amendment {
    var states: [State]
    var triggers: [Trigger]
    /// Only rows whose `when` has all of these are amended.
    var when: [Condition]
    var outcomes: [Outcome]
    /// Whether the outcomes take the place of those that the rows have.
    var isWhole: Bool
    var place: Place
  }
}

extension RuleReader {
  private static let deviationKeys = [
    "id", "says", "evidence", "sign", "rows", "breaks", "noRow",
  ]

  /// Reads one entry of `declares`.
  func deviation(_ node: SpecNode, at place: Place) throws(TableError) -> DeviationDraft {
    let fields = try Fields(rule: node, "declares", at: place, allowed: Self.deviationKeys)
    let deviation = Deviation(
      id: try fields.requiredText("id"), namespace: namespace,
      says: try fields.requiredText("says"), evidence: try fields.texts("evidence"),
      sign: try fields.text("sign"), noRow: try fields.text("noRow"))
    guard !deviation.evidence.isEmpty else { throw .missingKey(fields.place, key: "evidence") }
    guard !deviation.id.hasPrefix("AMB-"), !deviation.id.contains("/") else {
      throw .wrongShape(fields.place(of: "id"), key: "id", wanted: "a name such as X14")
    }
    guard (fields.has("rows") || fields.has("breaks")) != fields.has("noRow") else {
      throw .neitherForm(
        fields.place,
        wanted: "a deviation has rows or breaks, or noRow with the reason why it has neither")
    }
    var amendments: [DeviationDraft.Amendment] = []
    for node in try fields.nodes("rows") {
      amendments.append(try amendment(node, of: deviation, fields))
    }
    var breaches: [DeclaredBreach] = []
    for node in try fields.nodes("breaks") {
      breaches.append(try breach(node, of: deviation, fields))
    }
    return DeviationDraft(
      deviation: deviation, amendments: amendments, breaches: breaches, place: fields.place)
  }

  private func amendment(
    _ node: SpecNode, of deviation: Deviation, _ parent: Fields
  ) throws(TableError) -> DeviationDraft.Amendment {
    let fields = try Fields(
      node, "rows", at: parent.place,
      allowed: ["state", "request", "event", "when", "then", "instead"])
    var outcomes = try outcomes(fields, verdict: .declared)
    for index in outcomes.indices {
      outcomes[index].deviation = deviation.path
      if outcomes[index].verdict != .pass { outcomes[index].reading = deviation.id }
    }
    return DeviationDraft.Amendment(
      states: try states("state", fields), triggers: try triggers(of: fields),
      when: try conditions("when", fields), outcomes: outcomes,
      isWhole: try flag("instead", fields), place: fields.place)
  }

  private func breach(
    _ node: SpecNode, of deviation: Deviation, _ parent: Fields
  ) throws(TableError) -> DeclaredBreach {
    let fields = try Fields(
      node, "breaks", at: parent.place, allowed: ["rule", "values", "requests", "state", "when"])
    var values: [UInt32] = []
    for text in try fields.texts("values") {
      guard let value = UInt32(numeral: text) else {
        throw .unknownName(fields.place(of: "values"), kind: .number, name: text, known: [])
      }
      values.append(value)
    }
    return DeclaredBreach(
      rule: try fields.requiredText("rule"), deviation: deviation.path, values: values,
      requests: try triggers("requests", fields).map(\.name),
      states: try fields.has("state") ? StateSet(states("state", fields)) : .all,
      when: try conditions("when", fields))
  }
}

extension Section<Row> {
  /// Gives the outcomes of a deviation to the rows that it speaks of. A vendor request that the
  /// overlay has just named has no rows yet: it gets one in each of the states.
  mutating func amend(
    _ amendment: DeviationDraft.Amendment, by draft: DeviationDraft, implied: [Fact]
  ) throws(TableError) {
    let states = StateSet(amendment.states)
    // One look at all rows, and the rest at these.
    let near = entries.indices.filter {
      states.contains(StateSet(entries[$0].state))
        && amendment.triggers.contains(entries[$0].trigger)
    }
    for state in amendment.states {
      for trigger in amendment.triggers {
        let cell = near.filter { entries[$0].state == state && entries[$0].trigger == trigger }
        if cell.isEmpty {
          try add(draft.row(state, trigger, amendment), at: amendment.place)
        } else {
          try amend(cell, amendment, implied, trigger)
        }
      }
    }
  }

  private mutating func amend(
    _ cell: [Int], _ amendment: DeviationDraft.Amendment, _ implied: [Fact], _ trigger: Trigger
  ) throws(TableError) {
    var wanted = amendment.when
    if case .request = trigger, cell.count > 1 {
      wanted += implied.filter { fact in !wanted.contains { $0.fact == fact } }
        .map { Condition($0) }
    }
    let rows = cell.filter { wanted.allSatisfy(entries[$0].when.contains) }
    let first = cell.first.map { entries[$0] }
    guard let first, !rows.isEmpty else {
      throw .nothingToAmend(
        amendment.place, state: first?.state.name ?? "", trigger: trigger.name,
        facts: wanted.map { ($0.holds ? "" : "!") + $0.fact.name })
    }
    for index in rows {
      var row = entries[index]
      row.then = amendment.isWhole ? amendment.outcomes : row.then + amendment.outcomes
      let place = places[row.id] ?? places[first.id] ?? amendment.place
      replace(index, with: row, at: place)
    }
  }
}

extension DeviationDraft {
  /// A row about a request that has none in `state`.
  fileprivate func row(_ state: State, _ trigger: Trigger, _ amendment: Amendment) -> Row {
    Row(
      id: "\(state.name).\(trigger.shortName)", state: state, trigger: trigger,
      when: amendment.when, then: amendment.outcomes, level: .must, actor: .device,
      cite: Citation(
        source: Citation.declared, section: deviation.evidence.joined(separator: "; ")),
      reading: deviation.id, deviations: [], namespace: deviation.namespace)
  }
}
