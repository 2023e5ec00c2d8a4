import DFU

extension Table {
  /// Which of the table's rules were exercised, as text. First a table with a line for each state
  /// and a column for each request, with the exercised rows of all rows; then the share of each
  /// kind of rule.
  ///
  /// `counts` has how often each rule was exercised, by its public path. `sights` has the outcomes
  /// that were seen of each row, as `Row.sight(of:)` names them.
  package func coverage(_ counts: [String: Int], sights: [String: Set<String>]) -> String {
    func isHit(_ path: String) -> Bool { counts[path, default: 0] > 0 }
    let names = requests.map(\.name) + [RequestDefinition.unknownName]
    var lines = [
      "| state | " + names.joined(separator: " | ") + " |",
      "|---" + String(repeating: "|---", count: names.count) + "|",
    ]
    for state in State.allCases {
      let cells = names.map { name in
        let rows = rows.filter { $0.state == state && $0.trigger == .request(name) }
        return Share(of: rows.map(\.path), isHit).cell
      }
      lines.append("| \(state.name) | " + cells.joined(separator: " | ") + " |")
    }
    let requestRows = rows.filter(\.isOfRequest)
    let eventRows = rows.filter { !$0.isOfRequest }
    let outcomes = requestRows.flatMap { row in
      row.then.filter { $0.verdict < .warning }.map { row.path + " " + row.sight(of: $0) }
    }
    let seen = Set(sights.flatMap { path, sights in sights.map { path + " " + $0 } })
    lines += [
      "", "rows: " + Share(of: requestRows.map(\.path), isHit).figure,
      "outcomes of rows: " + Share(of: outcomes, seen.contains).figure,
      "rows of events: " + Share(of: eventRows.map(\.path), isHit).figure,
      "host rules: " + Share(of: obligations.map(\.path), isHit).figure,
      "timing rules: " + Share(of: timing.map(\.path), isHit).figure,
      "descriptor rules: " + Share(of: descriptors.map(\.path), isHit).figure,
    ]
    return lines.joined(separator: "\n") + "\n"
  }
}

extension Row {
  /// Whether it speaks of a request, and not of an event.
  package var isOfRequest: Bool { if case .request = trigger { true } else { false } }
}

/// How many of some rules were exercised.
private struct Share {
  private var hit = 0
  private var all = 0

  init(of paths: [String], _ isHit: (String) -> Bool) {
    let distinct = Set(paths)
    all = distinct.count
    hit = distinct.count(where: isHit)
  }

  var cell: String { hit == 0 ? "- /\(all)" : "\(hit)/\(all)" }

  var figure: String {
    guard all > 0 else { return "none in this table" }
    let tenths = hit * 1000 / all
    return "\(hit) of \(all) exercised (\(tenths / 10).\(tenths % 10) %)"
  }
}
