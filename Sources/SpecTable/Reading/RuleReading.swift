import DFU

// MARK: - Obligations

extension RuleReader {
  private static let checkKeys = ["on", "require"]
  private static let spanKeys = ["opensOn", "closesOn", "forbidsMeanwhile"]
  private static let stateKey = "forbiddenIn"
  private static let sharedKeys = [
    "id", "actor", "level", "when", "unless", "cite", "reading", "says", "advice", "deviations",
  ]

  func obligation(_ node: SpecNode, at place: Place) throws(TableError) -> Obligation {
    let fields = try Fields(
      rule: node, "obligation", at: place,
      allowed: Self.sharedKeys + Self.checkKeys + Self.spanKeys + [Self.stateKey])
    return Obligation(
      id: try fields.requiredText("id"), actor: try actor(fields), level: try level(fields),
      form: try form(fields), when: try conditions("when", fields),
      unless: try fields.texts("unless"), cite: try citation(fields),
      reading: try fields.text("reading"), says: try fields.requiredText("says"),
      advice: try fields.requiredText("advice"), deviations: try fields.texts("deviations"),
      namespace: namespace)
  }

  private func form(_ fields: Fields) throws(TableError) -> Obligation.Form {
    let isCheck = Self.checkKeys.contains(where: fields.has)
    guard isCheck != Self.spanKeys.contains(where: fields.has) else {
      throw .neitherForm(
        fields.place,
        wanted: "an obligation has either on with require or forbiddenIn, or opensOn, closesOn "
          + "and forbidsMeanwhile")
    }
    if isCheck { return try check(fields) }
    for key in Self.spanKeys { _ = try fields.required(key) }
    return .span(
      opensOn: try fields.names("opensOn", Names.marks),
      closesOn: try fields.names("closesOn", Names.marks),
      forbidsMeanwhile: try triggers("forbidsMeanwhile", fields),
      forbiddenIn: fields.has(Self.stateKey) ? try states(fields) : .all)
  }

  private func check(_ fields: Fields) throws(TableError) -> Obligation.Form {
    _ = try fields.required("on")
    guard fields.has("require") || fields.has(Self.stateKey) else {
      throw .missingKey(fields.place, key: "require or forbiddenIn")
    }
    return .check(
      on: try triggers("on", fields), require: try conditions("require", fields),
      forbiddenIn: try states(fields))
  }

  private func states(_ fields: Fields) throws(TableError) -> StateSet {
    try fields.names(Self.stateKey, Names.states).reduce(into: StateSet()) {
      $0.insert(StateSet($1))
    }
  }

  private func actor(_ fields: Fields) throws(TableError) -> Actor {
    _ = try fields.required("actor")
    return try fields.name("actor", Names.actors) ?? .host
  }

  private func level(_ fields: Fields) throws(TableError) -> Level {
    _ = try fields.required("level")
    return try fields.name("level", Names.levels) ?? .must
  }
}

// MARK: - Timing

extension RuleReader {
  private static let boundKeys = ["atLeast", "atMost", "durationAtMost"]

  func timing(_ node: SpecNode, at place: Place) throws(TableError) -> TimingRule {
    let fields = try Fields(
      rule: node, "timing", at: place,
      allowed: Self.sharedKeys + ["from", "to", "until"] + Self.boundKeys)
    return TimingRule(
      id: try fields.requiredText("id"), actor: try actor(fields), level: try level(fields),
      from: try fields.names("from", Names.marks), to: try triggers("to", fields),
      until: try fields.names("until", Names.marks), bound: try bound(fields),
      when: try conditions("when", fields), unless: try fields.texts("unless"),
      cite: try citation(fields), reading: try fields.text("reading"),
      says: try fields.requiredText("says"), advice: try fields.requiredText("advice"),
      deviations: try fields.texts("deviations"), namespace: namespace)
  }

  private func bound(_ fields: Fields) throws(TableError) -> TimingRule.Bound {
    let given = Self.boundKeys.filter(fields.has)
    guard given.count == 1, let key = given.first else {
      throw .neitherForm(
        fields.place, wanted: "a timing rule has one of \(Self.boundKeys.joined(separator: ", "))")
    }
    let quantity = try self.quantity(try fields.requiredText(key), at: fields.place(of: key))
    if key == "durationAtMost" { return .durationAtMost(quantity) }
    for key in ["from", "to"] { _ = try fields.required(key) }
    return key == "atLeast" ? .atLeast(quantity) : .atMost(quantity)
  }

  /// `bwPollTimeout`, `detachWindow`, or milliseconds as `5000 ms`.
  private func quantity(_ text: String, at place: Place) throws(TableError) -> Quantity {
    if text == "bwPollTimeout" { return .bwPollTimeout }
    if text == "detachWindow" { return .detachWindow }
    guard text.hasSuffix(" ms"), let count = Int(numeral: text.dropLast(3)), count > 0 else {
      throw .unknownName(
        place, kind: .quantity, name: text, known: ["bwPollTimeout", "detachWindow", "5000 ms"])
    }
    return .milliseconds(count)
  }
}

// MARK: - Descriptors

extension RuleReader {
  private static let demandKeys = ["equals", "oneOf", "atLeast", "sameAs", "differsFrom"]

  func descriptor(_ node: SpecNode, at place: Place) throws(TableError) -> DescriptorRule {
    let keys = Self.sharedKeys.filter { $0 != "when" && $0 != "unless" }
    let fields = try Fields(
      rule: node, "descriptor", at: place, allowed: keys + ["set", "field"] + Self.demandKeys)
    _ = try fields.required("set")
    guard let field = try fields.name("field", Names.fields) else {
      throw .missingKey(fields.place, key: "field")
    }
    return DescriptorRule(
      id: try fields.requiredText("id"), actor: try actor(fields), level: try level(fields),
      set: try fields.name("set", Names.sets) ?? nil, field: field, demand: try demand(fields),
      cite: try citation(fields), reading: try fields.text("reading"),
      says: try fields.requiredText("says"), advice: try fields.requiredText("advice"),
      deviations: try fields.texts("deviations"), namespace: namespace)
  }

  private func demand(_ fields: Fields) throws(TableError) -> DescriptorRule.Demand {
    let given = Self.demandKeys.filter(fields.has)
    guard given.count == 1, let key = given.first else {
      throw .neitherForm(
        fields.place,
        wanted: "a descriptor rule has one of \(Self.demandKeys.joined(separator: ", "))")
    }
    if key == "sameAs" || key == "differsFrom" {
      guard try fields.text(key) == "other-mode" else {
        throw .wrongShape(fields.place(of: key), key: key, wanted: "other-mode")
      }
      return key == "sameAs" ? .sameAsOtherMode : .differsFromOtherMode
    }
    var numbers: [UInt32] = []
    for text in try fields.texts(key) {
      guard let number = UInt32(numeral: text) else {
        throw .unknownName(fields.place(of: key), kind: .number, name: text, known: [])
      }
      numbers.append(number)
    }
    guard let first = numbers.first, key == "oneOf" || numbers.count == 1 else {
      throw .wrongShape(fields.place(of: key), key: key, wanted: "a number")
    }
    return key == "atLeast" ? .atLeast(first) : .oneOf(numbers)
  }
}
