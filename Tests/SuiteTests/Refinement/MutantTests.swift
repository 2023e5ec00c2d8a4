import DeviceModel
import SpecTable
import Testing

/// Every single-outcome change of the table, held against what the reference model does.
@Suite struct MutantTests {
  /// The share of all mutants that the steps of the reference kill, and of those of outcomes
  /// that it takes, in per cent.
  private static let floor = (all: 30.0, taken: 70.0)

  @Test func `the steps of the reference kill their share of the mutants`() throws {
    let table = try Table.shipped()
    let taken = try SharedWalks.reference.map { try $0.get().steps }
    let steps = Dictionary(grouping: Set(taken.joined()), by: \.row)
    var all = MutantShare()
    var ofTaken = MutantShare()
    for mutant in Mutant.all(of: table) {
      let taken = steps[mutant.row] ?? []
      let row = table.rows[mutant.row]
      let isKilled = mutant.isKilled(by: taken, in: table)
      all.count(isKilled)
      if taken.contains(where: { $0.fits(row.then[mutant.outcome], in: row.state) }) {
        ofTaken.count(isKilled)
      }
    }
    print("mutants of the table killed by the walk: \(all.text)")
    print("  of the outcomes that the reference takes: \(ofTaken.text)")
    #expect(all.percent >= Self.floor.all)
    #expect(ofTaken.percent >= Self.floor.taken)
  }
}
