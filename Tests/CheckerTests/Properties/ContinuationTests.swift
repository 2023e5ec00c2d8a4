import Checker
import DFU
import SpecTable
import Testing
import USB

/// An overlay that only adds requests may go on from the judgement of the base table.
@Suite struct ContinuationTests {
  private static let base = Result { CompiledTable(try Table.shipped()) }
  private static let overlay = Result {
    CompiledTable(try SpecLibrary.shipped().table(profile: "xmos"))
  }

  /// A trace in which each request that DFU 1.1 does not define becomes XMOS_DFU_REVERTFACTORY.
  private static func trace(_ seed: UInt64) throws -> [Observation] {
    let table = try base.get().table
    let faultEvery = seed.isMultiple(of: 3) ? 0 : 5
    return TraceMaker.trace(seed: seed, table: table, faultEvery: faultEvery, turns: 40).map {
      guard case .exchange(var transfer) = $0.event, transfer.setup.request == 0x42 else {
        return $0
      }
      transfer.setup.request = 0xF1
      return Observation(.exchange(transfer), at: $0.at)
    }
  }

  private static func isAddition(_ observation: Observation) -> Bool {
    guard case .exchange(let transfer) = observation.event else { return false }
    return transfer.setup.request == 0xF1
  }

  /// The difference between a continued judgement and one from the beginning.
  private func compare(_ seed: UInt64, at cut: Int, _ trace: [Observation]) throws {
    let (base, overlay) = (try Self.base.get(), try Self.overlay.get())
    var whole = Checker(overlay)
    for observation in trace { whole.observe(observation) }
    var first = Checker(base)
    for observation in trace[..<cut] { first.observe(observation) }
    var rest = Checker(continuing: first, under: overlay)
    for observation in trace[cut...] { rest.observe(observation) }
    #expect(rest.findings == whole.findings, "seed \(seed)")
    for actor in [Actor.device, .host] {
      for verdict in Verdict.allCases {
        #expect(rest.tally(actor)[verdict] == whole.tally(actor)[verdict], "seed \(seed)")
      }
    }
    #expect(
      rest.exercised.counts(in: overlay.table) == whole.exercised.counts(in: overlay.table),
      "seed \(seed)")
    #expect((rest.belief, rest.notJudged) == (whole.belief, whole.notJudged), "seed \(seed)")
  }

  @Test func `what is continued at any place is what was judged from the beginning`() throws {
    var additions = 0
    for seed in UInt64(0)..<600 {
      let trace = try Self.trace(seed)
      let addition = trace.firstIndex(where: Self.isAddition)
      if addition != nil { additions += 1 }
      let last = addition ?? trace.count
      for cut in Set([0, last / 3, last * 2 / 3, last]) { try compare(seed, at: cut, trace) }
    }
    #expect(additions > 50)
  }

  @Test func `only an overlay that adds nothing but requests may follow`() throws {
    let base = try Self.base.get()
    let library = try SpecLibrary.shipped()
    for profile in library.profiles {
      let rules = CompiledTable(try library.table(profile: profile.name))
      #expect(rules.onlyAddsRequests(to: base) == (profile.name == "xmos"), "\(profile.name)")
    }
  }
}
