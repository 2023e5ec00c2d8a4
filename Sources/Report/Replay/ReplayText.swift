extension ReplayReport {
  /// The most divergences of a model that the text shows.
  private static let shown = 20

  /// The report as text: the divergences of the best model, and one line for each other model.
  package var text: String {
    ([file.printable()] + sessions.flatMap(lines)).joined(separator: "\n") + "\n"
  }

  private func lines(_ session: Session) -> [String] {
    let names = session.devices.map(\.text).joined(separator: ", ")
    let best = session.runs.prefix(1).flatMap(detail)
    let others = session.runs.dropFirst().flatMap { run in
      ["    \(run.summary)"] + run.divergences.prefix(1).flatMap(\.lines)
    }
    let none = ["    triage: \(session.triage.rawValue), so that no model is named"]
    return ["", "  session: \(names); device \(session.device.rawValue)"]
      + (best.isEmpty ? none : best)
      + (others.isEmpty ? [] : ["", "  other models, the first divergence of each:"] + others)
  }

  private func detail(_ run: Run) -> [String] {
    var lines = ["    \(run.summary)", "    triage: \(run.triage.rawValue)"]
    if run.repeatedPolls > 0 {
      lines.append("    polls made by one side only: \(run.repeatedPolls)")
    }
    if run.uncomparedBytes > 0 {
      lines.append(
        "    upload bytes compared in number only, their content is not known: "
          + "\(run.uncomparedBytes)")
    }
    lines += run.remarks.map { "    \($0)" }
    lines += run.divergences.prefix(Self.shown).flatMap(\.lines)
    if run.diverged > Self.shown { lines.append("    and \(run.diverged - Self.shown) more") }
    return lines
  }
}

extension ReplayReport.Run {
  /// Each exchange that was compared is predicted or diverged. Departures and descriptor sets
  /// diverge beside them.
  fileprivate var summary: String {
    let exchanges = max(compared - predicted, 0)
    let events = max(diverged - exchanges, 0)
    return "\(model): \(compared) exchanges compared, \(predicted) predicted, \(exchanges) "
      + "diverged, \(uncompared) not comparable"
      + (events > 0 ? "; events that diverged: \(events)" : "")
  }
}

extension ReplayReport.Divergence {
  fileprivate var lines: [String] {
    var lines = ["", "    frame \(frame), \(secondText(nanoseconds))"]
    if let request { lines.append("      request    \(request)") }
    if let state { lines.append("      before it  the model is in \(state)") }
    return lines + [
      "      device     \(device)", "      model      \(model)", "      then       \(afterwards)",
    ]
  }
}
