import DFU

extension Table {
  /// Everything that the table says of a rule, or of all rules below a path, as text; nil when
  /// there is none. `name` is a public path or an id, or the beginning of either by whole parts:
  /// `H04` is all that H04 was split into.
  package func explanation(of name: String) -> String? {
    var texts: [String] = []
    for row in rows where Self.selects(name, row.path, row.id) { texts.append(text(row)) }
    for rule in obligations where Self.selects(name, rule.path, rule.id) {
      texts.append(text(rule))
    }
    for rule in timing where Self.selects(name, rule.path, rule.id) { texts.append(text(rule)) }
    for rule in descriptors where Self.selects(name, rule.path, rule.id) {
      texts.append(text(rule))
    }
    for deviation in deviations where Self.selects(name, deviation.path, deviation.id) {
      texts.append(text(deviation))
    }
    for reading in readings where reading.id == name && reading.id.hasPrefix("AMB-") {
      texts.append(text(reading))
    }
    for omission in omissions where Self.selects(name, omission.path, omission.id) {
      texts.append(text(omission))
    }
    return texts.isEmpty ? nil : texts.joined(separator: "\n")
  }

  private static func selects(_ name: String, _ path: String, _ id: String) -> Bool {
    RulePrefix(name).matches(id) || RulePrefix(name).matches(path)
  }

  // MARK: - One rule

  private func text(_ row: Row) -> String {
    var lines = [row.path, "  state       \(row.state.name)", "  on          \(row.trigger.name)"]
    if !row.when.isEmpty { lines.append("  when        \(Self.text(row.when))") }
    for outcome in row.then { lines.append("  outcome     \(text(outcome, in: row.state))") }
    lines.append("  otherwise   \(row.level.rawValue): the \(row.actor.rawValue) is at fault")
    return finish(lines, row.cite, row.reading, row.deviations)
  }

  private func text(_ outcome: Outcome, in state: State) -> String {
    var text = "\(outcome.reply.rawValue), then \(outcome.next(from: state).name)"
    if let shown = outcome.shows { text += ", showing \(shown.name)" }
    text += ", bStatus \(outcome.status.text): \(outcome.verdict.rawValue)"
    if let reading = outcome.reading { text += " (\(reading))" }
    if let because = outcome.because { text += "; \(because)" }
    return text
  }

  private func text(_ rule: Obligation) -> String {
    var lines = [rule.path, "  the \(rule.actor.rawValue) \(rule.level.rawValue): \(rule.says)"]
    switch rule.form {
    case .check(let on, let require, let forbiddenIn):
      lines.append("  on          \(Self.text(on))")
      if !require.isEmpty { lines.append("  requires    \(Self.text(require))") }
      if !forbiddenIn.isEmpty {
        lines.append("  not in      \(forbiddenIn.states.map(\.name).joined(separator: ", "))")
      }
    case .span(let opens, let closes, let forbids):
      lines.append("  opens on    \(opens.map(\.name).joined(separator: ", "))")
      lines.append("  closes on   \(closes.map(\.name).joined(separator: ", "))")
      lines.append("  forbids     \(Self.text(forbids))")
    }
    if !rule.when.isEmpty { lines.append("  when        \(Self.text(rule.when))") }
    lines.append("  to do       \(rule.advice)")
    return finish(lines, rule.cite, rule.reading, rule.deviations)
  }

  private func text(_ rule: TimingRule) -> String {
    var lines = [rule.path, "  the \(rule.actor.rawValue) \(rule.level.rawValue): \(rule.says)"]
    lines.append("  bound       \(rule.bound.text)")
    if !rule.from.isEmpty {
      lines.append("  from        \(rule.from.map(\.name).joined(separator: ", "))")
      lines.append("  to          \(Self.text(rule.to))")
    }
    if !rule.when.isEmpty { lines.append("  when        \(Self.text(rule.when))") }
    lines.append("  to do       \(rule.advice)")
    return finish(lines, rule.cite, rule.reading, rule.deviations)
  }

  private func text(_ rule: DescriptorRule) -> String {
    let set = rule.set?.name ?? "both sets"
    let lines = [
      rule.path, "  the \(rule.actor.rawValue) \(rule.level.rawValue): \(rule.says)",
      "  field       \(rule.field.rawValue), \(set)", "  to do       \(rule.advice)",
    ]
    return finish(lines, rule.cite, rule.reading, rule.deviations)
  }

  private func text(_ omission: Omission) -> String {
    var lines = [omission.path, "  not a rule of its own: \(omission.because)"]
    if !omission.see.isEmpty {
      lines.append("  see         \(omission.see.joined(separator: ", "))")
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private func text(_ reading: Reading) -> String {
    "\(reading.id): \(reading.rule)\n"
      + "  device \(reading.device?.rawValue ?? "-"), host \(reading.host?.rawValue ?? "-")\n"
  }

  private func text(_ deviation: Deviation) -> String {
    var lines = [deviation.path, "  declared    \(deviation.says)"]
    let at = rows.filter { $0.then.contains { $0.deviation == deviation.path } }.map(\.id)
    if !at.isEmpty { lines.append("  at          \(at.joined(separator: ", "))") }
    let broken = breaches.filter { $0.deviation == deviation.path }.map(\.rule)
    if !broken.isEmpty { lines.append("  breaks      \(broken.joined(separator: ", "))") }
    if let noRow = deviation.noRow { lines.append("  no row      \(noRow)") }
    lines += deviation.evidence.map { "  evidence    \($0)" }
    return lines.joined(separator: "\n") + "\n"
  }

  private func finish(
    _ lines: [String], _ cite: Citation, _ reading: String?, _ deviations: [String]
  ) -> String {
    var lines = lines + ["  clause      \(cite.text)"]
    if let reading {
      let rule = readings.first { $0.id == reading }?.rule ?? ""
      lines.append("  reading     \(reading): \(rule)")
    }
    lines += deviations.map { "  known       \($0)" }
    return lines.joined(separator: "\n") + "\n"
  }

  private static func text(_ conditions: [Condition]) -> String {
    conditions.map { ($0.holds ? "" : "not ") + $0.fact.name }.joined(separator: ", ")
  }

  private static func text(_ triggers: [Trigger]) -> String {
    triggers.map(\.name).joined(separator: ", ")
  }
}

extension StatusRule {
  /// `unchanged`, `any error`, or the codes.
  package var text: String {
    switch self {
    case .unchanged: "unchanged"
    case .unchangedError: "unchanged, an error"
    case .oneOf(.all): "any"
    case .oneOf(.anyError): "any error"
    case .oneOf(let set): set.statuses.map(\.name).joined(separator: " or ")
    }
  }
}

extension TimingRule.Bound {
  fileprivate var text: String {
    switch self {
    case .atLeast(let quantity): "at least \(quantity.text)"
    case .atMost(let quantity): "at most \(quantity.text)"
    case .durationAtMost(let quantity): "one transfer takes at most \(quantity.text)"
    }
  }
}

extension Quantity {
  fileprivate var text: String {
    switch self {
    case .bwPollTimeout: "bwPollTimeout"
    case .detachWindow: "the shorter of wTimeout and wDetachTimeOut"
    case .milliseconds(let count): "\(count) ms"
    }
  }
}
