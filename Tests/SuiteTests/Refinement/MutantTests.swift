import DeviceModel
import SpecTable
import Testing

/// Tests that the steps of the models and the facts reveal changes of single outcomes in the table.
@Suite struct MutantTests {
  /// The smallest share of killed mutants, in per cent of the mutants that are not equivalent.
  private static let floor = (walk: 39.0, facts: 95.0, joint: 99.0)

  @Test func `what models do and the facts say kills the mutants of the table`() async throws {
    let table = try Table.shipped()
    let steps = try await Self.steps(in: table)
    let facts = table.rows.map(RowFacts.init)
    var (byWalk, byFacts, joint) = (MutantShare(), MutantShare(), MutantShare())
    var equivalent = [Int](repeating: 0, count: EquivalentMutants.all.count)
    var survivors: [String] = []
    for mutant in Mutant.all(of: table) {
      let row = table.rows[mutant.row]
      let isKilledByWalk = mutant.isKilled(by: steps[mutant.row] ?? [], in: table)
      let isKilledByFacts = facts[mutant.row].kills(mutant)
      if !isKilledByWalk, !isKilledByFacts {
        let saySame = facts[mutant.row].areSame(mutant, row)
        if let place = EquivalentMutants.all.firstIndex(where: { $0.takes(mutant, row, saySame) }) {
          equivalent[place] += 1
          continue
        }
        survivors.append(mutant.id)
      }
      byWalk.count(isKilledByWalk)
      byFacts.count(isKilledByFacts)
      joint.count(isKilledByWalk || isKilledByFacts)
    }
    print("mutants of the table killed by what models do: \(byWalk.text)")
    print("  by the facts: \(byFacts.text)")
    print("  by either: \(joint.text); \(equivalent.reduce(0, +)) more are equivalent")
    #expect(equivalent == EquivalentMutants.all.map(\.count))
    #expect(byWalk.percent >= Self.floor.walk)
    #expect(byFacts.percent >= Self.floor.facts)
    #expect(joint.percent >= Self.floor.joint, "\(survivors.prefix(20))")
  }

  /// The steps of all models, by row of the base table.
  private static func steps(in table: Table) async throws -> [Int: [Step]] {
    let rows = Dictionary(uniqueKeysWithValues: table.rows.enumerated().map { ($1.id, $0) })
    var steps = Set(try await Shared.all(SharedWalks.reference).flatMap(\.steps))
    let xmos = try GenerationWalk.table.get()
    for walk in try await Shared.all(WalkedGeneration.all.map(\.walk)) {
      for var step in walk.steps where step.isCertain {
        guard let row = rows[xmos.rows[step.row].id] else { continue }
        step.row = row
        steps.insert(step)
      }
    }
    return Dictionary(grouping: steps, by: \.row)
  }
}
