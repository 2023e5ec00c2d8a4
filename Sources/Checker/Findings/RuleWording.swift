import DFU
package import SpecTable

// What rules say in the words of findings, for a reader who has no table.

/// What one rule says, and where it stands.
package struct RuleWording: Hashable, Sendable {
  /// The clause, as `DFU 1.1, A.2.3 r1, p. 31`.
  package var clause: String
  /// What the rule demands or declares, in one sentence.
  package var says: String
}

extension Row {
  /// What the row allows, each outcome once, with what must hold: `ACK, then dfuIDLE (when
  /// bitCanDnload)`. An outcome that only a reading allows says so.
  package var allowed: [String] {
    let conditions = conditionText.isEmpty ? "" : " (when \(conditionText))"
    var texts: [String] = []
    for outcome in then where outcome.verdict < .violation {
      let verdict = outcome.verdict == .pass ? "" : ": \(outcome.verdict.rawValue)"
      let text = Phrases.outcome(outcome, in: state) + conditions + verdict
      if !texts.contains(text) { texts.append(text) }
    }
    return texts
  }

  fileprivate var wording: RuleWording {
    let conditions = conditionText.isEmpty ? "" : ", when \(conditionText)"
    let place = "\(state.name), \(trigger.name)" + conditions
    return RuleWording(clause: cite.text, says: "\(place): \(Phrases.expectation([self]))")
  }

  /// What must hold, without what goes without saying: fields as Table 3.1 fixes them.
  private var conditionText: String {
    when.filter { $0 != Condition(.standardFields) }
      .map { ($0.holds ? "" : "not ") + $0.fact.name }.joined(separator: ", ")
  }
}

extension Table {
  /// What the rules at `paths` say; a path that names no rule of the table is left out.
  package func wordings(of paths: Set<String>) -> [String: RuleWording] {
    var found: [String: RuleWording] = [:]
    func add(_ path: String, _ wording: @autoclosure () -> RuleWording) {
      if paths.contains(path), found[path] == nil { found[path] = wording() }
    }
    for row in rows { add(row.path, row.wording) }
    for rule in obligations { add(rule.path, RuleWording(clause: rule.cite.text, says: rule.says)) }
    for rule in timing { add(rule.path, RuleWording(clause: rule.cite.text, says: rule.says)) }
    for rule in descriptors { add(rule.path, RuleWording(clause: rule.cite.text, says: rule.says)) }
    for taken in withdrawals { add(taken.path, taken.wording) }
    add(Self.unruled, RuleWording(clause: id, says: "No row of the table speaks of this exchange."))
    for path in paths where found[path] == nil { found[path] = declaration(of: path) }
    return found
  }

  /// What an overlay declares by the deviation that a path begins with: `xmos/X14/…`.
  private func declaration(of path: String) -> RuleWording? {
    deviations.first { path == $0.path || path.hasPrefix($0.path + "/") }.map {
      RuleWording(clause: "as declared, " + ($0.evidence.first ?? $0.path), says: $0.says)
    }
  }
}

extension Withdrawal {
  fileprivate var wording: RuleWording {
    RuleWording(
      clause: "as declared, " + (evidence.first ?? path), says: says ?? "Takes back \(base).")
  }
}
