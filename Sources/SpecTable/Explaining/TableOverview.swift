import DFU

extension Table {
  /// The state tables as one Markdown table with a line for each state and a column for each
  /// request. Each cell has what is right there: reply and next state, with `*` where a reading
  /// allows it.
  package var matrix: String {
    let names = requests.map(\.name) + [RequestDefinition.unknownName]
    var lines = [
      "| state | " + names.joined(separator: " | ") + " |",
      "|---" + String(repeating: "|---", count: names.count) + "|",
    ]
    for state in State.allCases {
      let cells = names.map { cell(state, .request($0)) }
      lines.append("| \(state.name) | " + cells.joined(separator: " | ") + " |")
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private func cell(_ state: State, _ trigger: Trigger) -> String {
    var texts: [String] = []
    for row in rows where row.state == state && row.trigger == trigger {
      if row.when.contains(Condition(.standardFields, holds: false)) { continue }
      for outcome in row.then where outcome.verdict < .warning {
        let mark = outcome.verdict == .pass ? "" : "*"
        let text = "\(outcome.reply.rawValue) → \(outcome.nextName(from: state))\(mark)"
        if !texts.contains(text) { texts.append(text) }
      }
    }
    return texts.joined(separator: "; ")
  }

  /// What the table holds, in numbers, and what it leaves out, with the reasons.
  package var overview: String {
    let ids = Set(rows.map(\.id)).count
    var lines = [
      "\(id): \(title)",
      "  \(ids) rows for \(State.allCases.count) states",
      "  \(obligations.count) obligations, \(timing.count) timing rules, "
        + "\(descriptors.count) descriptor rules, \(readings.count) readings",
    ]
    if !omissions.isEmpty { lines.append("  not rules of their own:") }
    for omission in omissions {
      let see = omission.see.isEmpty ? "" : " (see \(omission.see.joined(separator: ", ")))"
      lines.append("    \(omission.id): \(omission.because)\(see)")
    }
    return lines.joined(separator: "\n") + "\n"
  }
}
