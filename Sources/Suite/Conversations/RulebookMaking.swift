import Checker
import DFU
public import Report
import SpecTable

extension Judge {
  /// Adds to a report what a page tells of the tables; does nothing when no format shows it.
  public func addRulebook(to report: inout Report.Document) {
    guard wantsConversation else { return }
    let names = Set(report.captures.flatMap(\.sessions).compactMap(\.profile?.name)).sorted()
    let merged = names.compactMap { name in
      (try? tables.rules(tables.profile(named: name))).map { (name, $0.table) }
    }
    let base = tables.base.table
    report.rulebook = Report.Rulebook(
      states: State.allCases.map(\.name), cells: base.cells, edges: base.edges,
      rules: wordings(of: report.namedRules, in: [base] + merged.map(\.1)),
      tablesOfProfiles: Dictionary(
        uniqueKeysWithValues: merged.map { ($0, $1.ids.filter { $0 != base.id }) }))
  }

  /// What rules say: by the first of `tables` that has them, else by any overlay.
  private func wordings(
    of paths: Set<String>, in known: [Table]
  ) -> [String: Report.Rulebook.Wording] {
    var found: [String: RuleWording] = [:]
    var missing = paths
    func look(in table: Table) {
      found.merge(table.wordings(of: missing)) { first, _ in first }
      missing.subtract(found.keys)
    }
    for table in known where !missing.isEmpty { look(in: table) }
    for profile in tables.profiles where !missing.isEmpty {
      if let rules = try? tables.rules(profile) { look(in: rules.table) }
    }
    return found.mapValues { Report.Rulebook.Wording(clause: $0.clause, says: $0.says) }
  }
}

extension Table {
  /// The ids of the base and of the overlays that are merged into it.
  fileprivate var ids: [String] { id.split(separator: "+").map(String.init) }

  /// One cell for each state and request or event that a row speaks of.
  fileprivate var cells: [Report.Rulebook.Cell] {
    let triggers = triggers
    let places = Dictionary(uniqueKeysWithValues: zip(triggers, triggers.indices))
    var found = [[Row]](repeating: [], count: State.allCases.count * triggers.count)
    for row in rows {
      guard let place = places[row.trigger] else { continue }
      found[Int(row.state.rawValue) * triggers.count + place].append(row)
    }
    return found.indices.lazy.filter { !found[$0].isEmpty }.map { place in
      Report.Rulebook.Cell(
        found[place][0].state, triggers[place % triggers.count], found[place])
    }
  }

  /// The requests in the order of the table, then the events.
  private var triggers: [Trigger] {
    (requests.map(\.name) + [RequestDefinition.unknownName]).map(Trigger.request)
      + BusEvent.allCases.map(Trigger.event)
  }

  /// The moves that rows allow, each once; one that a row allows outright is no note.
  fileprivate var edges: [Report.Rulebook.Edge] {
    var places: [Move: Int] = [:]
    var edges: [Report.Rulebook.Edge] = []
    for row in rows {
      for outcome in row.then where outcome.verdict <= .note && outcome.next != .dead {
        let next = outcome.next(from: row.state)
        let isNote = outcome.verdict == .note
        let move = Move(from: row.state, to: next, trigger: row.trigger)
        guard next != row.state, places[move].map({ edges[$0].isNote && !isNote }) ?? true
        else { continue }
        let edge = Report.Rulebook.Edge(
          from: Int(row.state.rawValue), to: Int(next.rawValue), event: row.trigger.name,
          rule: row.path, isNote: isNote)
        if let place = places[move] {
          edges[place] = edge
        } else {
          places[move] = edges.count
          edges.append(edge)
        }
      }
    }
    return edges
  }

  private struct Move: Hashable {
    var from: State
    var to: State
    var trigger: Trigger
  }
}

extension Report.Rulebook.Cell {
  fileprivate init(_ state: State, _ trigger: Trigger, _ rows: [Row]) {
    func once(_ texts: [String]) -> [String] {
      texts.reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
    }
    self.init(
      state: Int(state.rawValue), event: trigger.name, rules: once(rows.map(\.path)),
      clause: once(rows.map(\.cite.text)).joined(separator: "; "),
      allowed: once(rows.flatMap(\.allowed)))
  }
}
