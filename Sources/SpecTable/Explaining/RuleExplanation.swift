import DFU

extension Table {
  /// Everything that the table says of the rules that are meant, or of the reading `name`, as
  /// text; nil when there is none. `isMeant` is asked for the public path and for the id of every
  /// rule, deviation and omission.
  package func explanation(of name: String, isMeant: (String) -> Bool) -> String? {
    func isNamed(_ path: String, _ id: String) -> Bool { isMeant(id) || isMeant(path) }
    var texts = rows.filter { isNamed($0.path, $0.id) }.map(text)
    texts += obligations.filter { isNamed($0.path, $0.id) }.map(text)
    texts += timing.filter { isNamed($0.path, $0.id) }.map(text)
    texts += descriptors.filter { isNamed($0.path, $0.id) }.map(text)
    texts += deviations.filter { isNamed($0.path, $0.id) }.map(text)
    texts += withdrawals.filter { isNamed($0.path, $0.id) || isMeant($0.base) }.map(text)
    texts += readings.filter { $0.id == name && $0.id.hasPrefix("AMB-") }.map(text)
    texts += omissions.filter { isNamed($0.path, $0.id) }.map(text)
    return texts.isEmpty ? nil : texts.joined(separator: "\n")
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
    var text = "\(outcome.reply.rawValue), then \(outcome.nextName(from: state))"
    if outcome.boots { text += " by a boot" }
    if !outcome.given.isEmpty { text += " given \(Self.text(outcome.given))" }
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
      if !forbiddenIn.isEmpty { lines.append(Self.notIn(forbiddenIn)) }
    case .span(let opens, let closes, let forbids, let forbiddenIn):
      lines.append("  opens on    \(opens.map(\.name).joined(separator: ", "))")
      lines.append("  closes on   \(closes.map(\.name).joined(separator: ", "))")
      lines.append("  forbids     \(Self.text(forbids))")
      if forbiddenIn != .all { lines.append(Self.notIn(forbiddenIn)) }
    }
    if !rule.when.isEmpty { lines.append("  when        \(Self.text(rule.when))") }
    lines.append("  to do       \(rule.advice)")
    return finish(lines, rule.cite, rule.reading, rule.deviations)
  }

  private static func notIn(_ states: StateSet) -> String {
    "  not in      \(states.states.map(\.name).joined(separator: ", "))"
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

  private func text(_ withdrawal: Withdrawal) -> String {
    let isReplaced = obligations.contains { $0.path == withdrawal.path }
    var lines = [
      withdrawal.path, "  \(isReplaced ? "replaces   " : "takes back ") \(withdrawal.base)",
    ]
    if let says = withdrawal.says { lines.append("  declared    \(says)") }
    lines += withdrawal.evidence.map { "  evidence    \($0)" }
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
  /// What bStatus is, in words: `unchanged`, `any error`, or the codes.
  package var text: String {
    switch self {
    case .unchanged: "unchanged"
    case .unchangedError: "unchanged, an error"
    case .clearedError: "the error that was cleared"
    case .otherError: "an error that was not just cleared"
    case .changedError: "another error than before"
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
    case .detachWindow: "the shorter of wTimeout and wDetachTimeOut (wTimeout 0: wDetachTimeOut)"
    case .milliseconds(let count): "\(count) ms"
    }
  }
}
