// The words that all formats of a comparison share.

extension Report.Comparison.Cell {
  /// `violation 3`, `pass`, `not tested`.
  var text: String {
    guard let verdict else { return "not tested" }
    return verdict.rawValue + (count > 0 ? " \(count)" : "")
  }

  /// The sides at fault, what is accepted of the findings, and the change; empty where there are
  /// none: `host, 2 waived, ▲ regression`.
  var details: String {
    let sides = Report.Actor.allCases.filter(self.sides.contains).map(\.rawValue)
    return [
      sides.joined(separator: " and "),
      waived == 0 ? "" : "\(waived) waived",
      known == 0 ? "" : "\(known) known",
      change?.text ?? "",
    ].filter { !$0.isEmpty }.joined(separator: ", ")
  }
}

extension Report.Comparison.Change {
  /// The word with a sign, so that no colour is needed.
  var text: String {
    switch self {
    case .regression: "▲ regression"
    case .new: "◆ new"
    case .fix: "▼ fixed"
    }
  }
}

extension Report.Comparison.Column {
  /// The devices, and how much was judged.
  var details: String {
    let parts = [
      devices, "\(counted(captures, "capture")), \(counted(sessions, "session"))",
      failures == 0 ? "" : "\(counted(failures, "file")) not judged",
      isPartial ? "partial" : "",
    ]
    return parts.filter { !$0.isEmpty }.joined(separator: "; ").printable()
  }
}

extension Report.Comparison {
  /// `2 reports, 120 rules: 1 regression, 0 new and 2 fixed in v2 against the reports before it`.
  var summary: String {
    let last = lastColumns
    let start = "\(counted(columns.count, "report")), \(counted(rows.count, subject.rawValue))"
    guard columns.count > last.count else { return start }
    let place =
      last.count == 1
      ? "\(columns[last[0]].name) against the reports before it"
      : "the last reports of \(last.count) devices against those before them"
    func number(of change: Change) -> Int {
      last.map { self.number(of: change, in: $0) }.reduce(0, +)
    }
    return "\(start): \(counted(number(of: .regression), "regression")), "
      + "\(number(of: .new)) new and \(number(of: .fix)) fixed in \(place)"
  }

  /// What the rows that are left out have in common.
  func restText(isWhole: Bool) -> String {
    let partly = partlyTestedRows.count
    let rest = rows.count - tellingRows.count - partly
    return "\(counted(rest, subject.rawValue)) with nothing worse than a note in every report"
      + (partly == 0 ? "" : "; \(partly) more, which some of the reports did not test")
      + (isWhole ? "" : " (--all lists them)")
  }

  /// What has to be known before verdicts are compared; empty where there is nothing.
  var warnings: [String] {
    hasSeveralTables
      ? ["The reports were made with different tables of rules: a change may be one of the tables."]
      : []
  }
}
