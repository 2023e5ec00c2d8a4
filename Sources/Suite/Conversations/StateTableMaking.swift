import Checker
import DFU
package import Report
package import SpecTable

extension Table {
  /// What a page draws of the table.
  package var stateTable: Report.StateTable {
    Report.StateTable(states: State.allCases.map(\.name), cells: cells, edges: edges)
  }

  /// One cell for each state and request or event that a row speaks of.
  private var cells: [Report.StateTable.Cell] {
    let triggers = triggers
    let places = Dictionary(uniqueKeysWithValues: zip(triggers, triggers.indices))
    var found = [[Row]](repeating: [], count: State.allCases.count * triggers.count)
    for row in rows {
      guard let place = places[row.trigger] else { continue }
      found[Int(row.state.rawValue) * triggers.count + place].append(row)
    }
    return found.indices.lazy.filter { !found[$0].isEmpty }.map { place in
      Report.StateTable.Cell(
        found[place][0].state, triggers[place % triggers.count], found[place])
    }
  }

  /// The requests in the order of the table, then the events.
  private var triggers: [Trigger] {
    (requests.map(\.name) + [RequestDefinition.unknownName]).map(Trigger.request)
      + BusEvent.allCases.map(Trigger.event)
  }

  /// The moves that rows allow, each once; one that a row allows outright is no note.
  private var edges: [Report.StateTable.Edge] {
    var places: [Move: Int] = [:]
    var edges: [Report.StateTable.Edge] = []
    for row in rows {
      for outcome in row.then where outcome.verdict <= .note && outcome.next != .dead {
        let next = outcome.next(from: row.state)
        let isNote = outcome.verdict == .note
        let move = Move(from: row.state, to: next, trigger: row.trigger)
        guard next != row.state, places[move].map({ edges[$0].isNote && !isNote }) ?? true
        else { continue }
        let edge = Report.StateTable.Edge(
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

extension Report.StateTable.Cell {
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
