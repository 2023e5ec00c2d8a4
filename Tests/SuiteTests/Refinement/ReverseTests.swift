import SpecTable
import Testing

/// Tests that at least one model shows each outcome that the table allows.
@Suite struct ReverseTests {
  @Test func `every outcome is taken by a model, or is listed with the reason why none can`()
    async throws
  {
    let taken = try await TakenOutcomes.all()
    let listed = UntakenOutcomes.all.flatMap(\.ids)
    #expect(Set(listed).count == listed.count)
    let unlisted = taken.missing.filter { !listed.contains($0) }
    #expect(unlisted == [], "neither taken nor listed")
    let known = Set(taken.missing)
    #expect(listed.filter { !known.contains($0) } == [], "listed, but taken or not there")
    let count = taken.table.rows.reduce(0) { $0 + $1.then.count }
    print("outcomes of the table taken by some model: \(taken.ids.count) of \(count)")
    #expect(taken.ids.count > 500)
  }

  @Test func `every outcome that DfuSe declares is taken by ST's bootloader`() async throws {
    let taken = try await TakenOutcomes.dfuSe()
    let declared = taken.own(beside: try Table.shipped())
    #expect(declared.filter { !taken.ids.contains($0) } == [])
    // The way to leave, S01 in six states, S02.
    #expect(declared.count == 8)
  }
}
