import DFU

/// Reads rules in the form that they have in YAML: rows here, the others in `RuleReading.swift`.
struct RuleReader {
  let namespace: String
  /// The request names that may be used, in the table's order, with the unknown request last.
  let requests: [String]
  /// Facts that every row about a request asks for, unless it mentions them.
  let implied: [Fact]

  private let requestNames: Vocabulary<String>

  init(namespace: String, requests: [String], implied: [Fact]) {
    self.namespace = namespace
    self.requests = requests
    self.implied = implied
    requestNames = Vocabulary(.request, requests.map { ($0, $0) })
  }
}

// MARK: - Rows

extension RuleReader {
  private static let rowKeys = [
    "id", "state", "request", "event", "when", "then", "level", "actor", "cite", "reading",
    "deviations",
  ]

  /// Reads one row; a list of states or triggers makes a row for each.
  func rows(_ node: SpecNode, at place: Place) throws(TableError) -> [Row] {
    let fields = try Fields(rule: node, "row", at: place, allowed: Self.rowKeys)
    let when = try conditions("when", fields)
    var template = Row(
      id: try fields.requiredText("id"), state: .appIDLE, trigger: .event(.busReset), when: when,
      then: try outcomes(fields), level: try fields.name("level", Names.levels) ?? .must,
      actor: try fields.name("actor", Names.actors) ?? .device, cite: try citation(fields),
      reading: try fields.text("reading"), deviations: try fields.texts("deviations"),
      namespace: namespace)
    let id = template.id
    var rows: [Row] = []
    let triggers = try self.triggers(of: fields)
    for state in try states("state", fields) {
      for trigger in triggers {
        template.id = Self.fill(id, state, trigger)
        template.state = state
        template.trigger = trigger
        template.when = withImplied(when, trigger)
        rows.append(template)
      }
    }
    return rows
  }

  func states(_ key: String, _ fields: Fields) throws(TableError) -> [State] {
    _ = try fields.required(key)
    if try fields.texts(key) == ["all"] { return State.allCases }
    return try fields.names(key, Names.states)
  }

  func triggers(of fields: Fields) throws(TableError) -> [Trigger] {
    guard fields.has("request") != fields.has("event") else {
      throw .neitherForm(fields.place, wanted: "a row speaks of a request or of an event")
    }
    if fields.has("event") { return try fields.names("event", Names.events).map { .event($0) } }
    if try fields.texts("request") == ["all"] { return requests.map { .request($0) } }
    return try fields.names("request", requestNames).map { .request($0) }
  }

  /// Puts the state and the trigger where the id has `{state}` and `{request}`.
  private static func fill(_ id: String, _ state: State, _ trigger: Trigger) -> String {
    id.filled { name in
      switch name {
      case "state": state.name
      case "request", "event": trigger.shortName
      default: nil
      }
    }
  }

  private func withImplied(_ when: [Condition], _ trigger: Trigger) -> [Condition] {
    guard case .request = trigger else { return when }
    let missing = implied.filter { fact in !when.contains { $0.fact == fact } }
    return when + missing.map { Condition($0) }
  }
}

// MARK: - Outcomes

extension RuleReader {
  private static let outcomeKeys = [
    "reply", "next", "shows", "status", "given", "boots", "verdict", "reading", "because",
  ]

  /// The outcomes of `then`. Those that name no verdict have `verdict`.
  func outcomes(
    _ fields: Fields, verdict: Verdict = .pass
  ) throws(TableError) -> [Outcome] {
    _ = try fields.required("then")
    var outcomes: [Outcome] = []
    for node in try fields.nodes("then") {
      outcomes += try outcomesOfOne(
        Fields(node, "then", at: fields.place, allowed: Self.outcomeKeys), verdict)
    }
    guard !outcomes.isEmpty else {
      throw .wrongShape(fields.place(of: "then"), key: "then", wanted: "one outcome or more")
    }
    return outcomes
  }

  /// Reads one outcome; a list of next states makes an outcome for each.
  private func outcomesOfOne(
    _ fields: Fields, _ verdict: Verdict
  ) throws(TableError) -> [Outcome] {
    guard let reply = try fields.name("reply", Names.replies) else {
      throw .missingKey(fields.place, key: "reply")
    }
    var template = Outcome(
      reply: reply, next: .same, shows: try fields.name("shows", Names.states),
      status: try statusRule(fields),
      verdict: try fields.name("verdict", Names.verdicts) ?? verdict,
      reading: try fields.text("reading"), because: try fields.text("because"))
    template.given = try conditions("given", fields)
    template.boots = try flag("boots", fields)
    _ = try fields.required("next")
    var outcomes: [Outcome] = []
    for name in try fields.texts("next") {
      template.next = try next(name, at: fields.place(of: "next"))
      outcomes.append(template)
    }
    return outcomes
  }

  private func next(_ name: String, at place: Place) throws(TableError) -> NextState {
    switch name {
    case "same": .same
    case "dead": .dead
    default: .state(try Names.states.value(name, at: place))
    }
  }

  func flag(_ key: String, _ fields: Fields) throws(TableError) -> Bool {
    switch try fields.text(key) {
    case nil, "false"?: return false
    case "true"?: return true
    case .some: throw .wrongShape(fields.place(of: key), key: key, wanted: "true or false")
    }
  }

  private func statusRule(_ fields: Fields) throws(TableError) -> StatusRule {
    switch try fields.texts("status") {
    case [], ["unchanged"]: return .unchanged
    case ["unchanged-error"]: return .unchangedError
    case ["cleared-error"]: return .clearedError
    case ["other-error"]: return .otherError
    case ["changed-error"]: return .changedError
    case ["any-error"]: return .oneOf(.anyError)
    case ["any"]: return .oneOf(.all)
    case let names:
      var set = StatusSet()
      for name in names {
        set.insert(StatusSet(try Names.statuses.value(name, at: fields.place(of: "status"))))
      }
      return .oneOf(set)
    }
  }
}

// MARK: - What all rules have

extension RuleReader {
  /// Facts that must hold, or with a leading `!` must not.
  func conditions(_ key: String, _ fields: Fields) throws(TableError) -> [Condition] {
    var conditions: [Condition] = []
    for text in try fields.texts(key) {
      let holds = !text.hasPrefix("!")
      let name = holds ? text : String(text.dropFirst())
      let fact = try Names.facts.value(name, at: fields.place(of: key))
      guard !conditions.contains(where: { $0.fact == fact }) else {
        throw .repeatedFact(fields.place(of: key), fact: name)
      }
      conditions.append(Condition(fact, holds: holds))
    }
    return conditions
  }

  /// `cite: { source, section, page }`, or `cite: { silent: reason }`.
  func citation(_ fields: Fields) throws(TableError) -> Citation {
    guard let node = fields.node("cite") else { throw .noCitation(fields.place) }
    let cite = try Fields(
      node, "cite", at: fields.place, allowed: ["source", "section", "page", "silent"])
    if let reason = try cite.text("silent") {
      return Citation(source: Citation.silent, section: reason)
    }
    guard let source = try cite.text("source"), let section = try cite.text("section") else {
      throw .noCitation(cite.place)
    }
    return Citation(source: source, section: section, page: try cite.number("page", as: Int.self))
  }

  /// Requests and events by name; `all` stands for every request.
  func triggers(_ key: String, _ fields: Fields) throws(TableError) -> [Trigger] {
    var triggers: [Trigger] = []
    for name in try fields.texts(key) {
      if name == "all" {
        triggers += requests.map { .request($0) }
      } else if let event = BusEvent(rawValue: name) {
        triggers.append(.event(event))
      } else {
        triggers.append(.request(try requestNames.value(name, at: fields.place(of: key))))
      }
    }
    return triggers
  }
}
