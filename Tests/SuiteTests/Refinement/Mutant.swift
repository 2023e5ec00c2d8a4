import DFU
import SpecTable

/// A row with one of its outcomes changed.
struct Mutant {
  /// `row#index: change`.
  var id: String
  /// Index into the table's rows.
  var row: Int
  var outcome: Int
  var mutated: Row

  /// Every change of a single outcome: it is dropped, leads to any other state, or has any
  /// other reply.
  static func all(of table: Table) -> [Mutant] {
    table.rows.enumerated().flatMap { place, row in
      row.then.indices.flatMap { index in
        changes(of: row, index).map { change, mutated in
          Mutant(
            id: "\(row.id)#\(index): \(change)", row: place, outcome: index, mutated: mutated)
        }
      }
    }
  }

  private static func changes(of row: Row, _ index: Int) -> [(String, Row)] {
    func with(_ change: (inout Row) -> Void) -> Row {
      var copy = row
      change(&copy)
      return copy
    }
    let outcome = row.then[index]
    let target =
      switch outcome.next {
      case .same: row.state
      case .state(let state): state
      }
    let states = State.allCases.filter { $0 != target }.map { state in
      ("next \(state.name)", with { $0.then[index].next = .state(state) })
    }
    let replies = Reply.allCases.filter { $0 != outcome.reply }.map { reply in
      ("reply \(reply.rawValue)", with { $0.then[index].reply = reply })
    }
    return [("dropped", with { $0.then.remove(at: index) })] + states + replies
  }

  /// Whether some step is judged otherwise than by the row as it was.
  func isKilled(by steps: [Step], in table: Table) -> Bool {
    steps.contains { $0.verdict(by: mutated) != $0.verdict(by: table.rows[row]) }
  }
}

/// How many of the mutants were killed.
struct MutantShare {
  var killed = 0
  var total = 0

  mutating func count(_ isKilled: Bool) {
    total += 1
    if isKilled { killed += 1 }
  }

  var percent: Double { total == 0 ? 0 : 100 * Double(killed) / Double(total) }

  var text: String { "\(killed) of \(total) (\(Int(percent)) %)" }
}
