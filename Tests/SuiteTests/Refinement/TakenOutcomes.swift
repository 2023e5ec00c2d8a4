import SpecTable

/// The outcomes of a table, as `row#index`, that models were seen to take.
struct TakenOutcomes {
  let table: Table
  private(set) var ids: Set<String> = []

  init(_ table: Table) { self.table = table }

  /// Takes steps over, where it is certain of which row they are.
  mutating func take(_ steps: Set<Step>, of other: Table) {
    for step in steps where step.isCertain {
      let row = other.rows[step.row]
      for (index, outcome) in row.then.enumerated() where step.fits(outcome, in: row.state) {
        ids.insert("\(row.id)#\(index)")
      }
    }
  }

  /// Every outcome that was not taken, in the order of the table.
  var missing: [String] {
    table.rows.flatMap { row in
      row.then.indices.map { "\(row.id)#\($0)" }.filter { !ids.contains($0) }
    }
  }

  /// What every model does, under every fault plan that is walked.
  static func all() async throws -> TakenOutcomes {
    let base = try Table.shipped()
    let table = try GenerationWalk.table.get()
    async let generations = Shared.all(WalkedGeneration.all.map(\.walk))
    async let xmos = Shared.all(SharedWalks.xmos)
    var taken = TakenOutcomes(table)
    for walk in try await Shared.all(SharedWalks.reference) { taken.take(walk.steps, of: base) }
    for walk in try await xmos { taken.take(walk.steps, of: table) }
    for walk in try await generations { taken.take(walk.steps, of: table) }
    return taken
  }
}
