import SpecTable

/// The outcomes of a table that models have shown; the ids have the form `row#index`.
struct TakenOutcomes {
  let table: Table
  private(set) var ids: Set<String> = []

  init(_ table: Table) { self.table = table }

  /// The outcomes that `base` does not have: those that overlays have declared or replaced.
  func own(beside base: Table) -> [String] {
    table.rows.flatMap { row in
      let known = base.rows.first { $0.id == row.id }?.then ?? []
      return row.then.indices.filter { !known.contains(row.then[$0]) }.map { "\(row.id)#\($0)" }
    }
  }

  /// Adds the outcomes of the steps whose row is certain.
  mutating func take(_ steps: Set<Step>, of other: Table) {
    for step in steps where step.isCertain {
      let row = other.rows[step.row]
      for (index, outcome) in row.then.enumerated() where step.fits(outcome, in: row.state) {
        ids.insert("\(row.id)#\(index)")
      }
    }
  }

  /// The outcomes that no model has shown, in the order of the table.
  var missing: [String] {
    table.rows.flatMap { row in
      row.then.indices.map { "\(row.id)#\($0)" }.filter { !ids.contains($0) }
    }
  }

  /// The outcomes of ST's bootloader, with its flash open, protected, failing and empty.
  static func dfuSe() async throws -> TakenOutcomes {
    let table = try GenerationWalk.dfuSeTable.get()
    var taken = TakenOutcomes(table)
    for walk in try await Shared.all(WalkedGeneration.dfuSe.map(\.walk)) {
      taken.take(walk.steps, of: table)
    }
    return taken
  }

  /// The outcomes of all models of DFU 1.1 and of XMOS, with all fault plans of the walks.
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
