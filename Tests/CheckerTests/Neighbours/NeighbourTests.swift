import Checker
import DFU
import Evidence
import SpecTable
import Testing
import USB

/// A deviation covers exactly its words: request, state, value, cause and effect. Every exchange
/// of a grid is judged under every profile, and held against the words.
@Suite struct NeighbourTests {
  typealias Profile = DeviationScenario.Profile

  /// What a profile says of the answer in one cell.
  private struct Judged {
    /// The deviation that declares it; nil where none does.
    var id: String?
    var verdict: Verdict
    var belief: Belief
  }

  private struct Judge {
    let rules: CompiledTable

    init(_ profile: Profile) throws {
      rules = CompiledTable(try Table.shipped(profile: profile.rawValue))
    }

    func judge(_ cell: DeviationCell) -> Judged {
      var row = rules.table.rows[0]
      row.state = cell.state
      row.when = [Condition(.configured, holds: cell.form.isConfigured)]
      var checker = RowStage(row: row).checker(rules)
      for block in cell.form.blocks {
        let setup = ClassRequest.dnload.setup(value: block, length: 64)
        checker.history.record(
          RowStage.transfer(
            setup, .acknowledged, [UInt8](repeating: 1, count: 64), at: RowStage.begin))
      }
      checker.observe(Observation(.exchange(cell.transfer), at: RowProbe.moment))
      let found = checker.findings.filter { $0.actor == .device }
      let declared = found.first { $0.verdict == .declared }?.rule.split(separator: "/")
      return Judged(
        id: declared.flatMap { $0.count > 2 ? String($0[1]) : nil },
        verdict: found.map(\.verdict).max() ?? .pass, belief: checker.belief)
    }
  }

  /// The cells, without those of a busy state behind blocks: a block ends the report of busy.
  private static let cells = DeviationCell.all.filter {
    $0.form.blocks.isEmpty || $0.state != .dfuDNBUSY && $0.state != .dfuMANIFEST
  }

  @Test(arguments: Profile.allCases)
  func `a deviation covers its words and nothing beside them`(_ profile: Profile) throws {
    let judge = try Judge(profile)
    let words = DeviationWords.all.filter { $0.profiles.contains(profile) }
    var wrong: [String] = []
    var neighbours: [String: Int] = [:]
    var shown: Set<String> = []
    for cell in Self.cells {
      let judged = judge.judge(cell)
      let wanted = words.filter { $0.cover(cell) }
      if let id = judged.id {
        shown.formUnion(wanted.map(\.id))
        wrong += Self.faults(judged, wanted, id, cell)
      } else if judged.verdict >= .inconclusive {
        wrong += wanted.map { "\($0.id) does not cover \(cell.text)" }
        for id in Set(words.map(\.id)) { neighbours[id, default: 0] += 1 }
      }
    }
    #expect(wrong.isEmpty, "\(wrong.count): \(wrong.prefix(12).joined(separator: "\n"))")
    #expect(shown == Set(words.map(\.id)))
    #expect(neighbours.values.allSatisfy { $0 > 100 })
  }

  private static func faults(
    _ judged: Judged, _ wanted: [DeviationWords], _ id: String, _ cell: DeviationCell
  ) -> [String] {
    guard wanted.contains(where: { $0.id == id }) else { return ["\(id) covers \(cell.text)"] }
    let effects = wanted.map { $0.effect(from: cell.state) }
    let states = effects.reduce(into: StateSet()) { $0.formUnion($1.states) }
    let isDeath = effects.contains(where: \.isDeath)
    if judged.belief.states == states, judged.belief.mayBeDead == isDeath { return [] }
    return ["\(id) leads to \(judged.belief.states.states.map(\.name)) from \(cell.text)"]
  }

  /// Neighbours that no single exchange shows: behind a boot, a reset, a wait or a set of
  /// descriptors.
  @Test(arguments: DeviationScenario.neighbours)
  func `a neighbour of a deviation is not covered`(_ scenario: DeviationScenario) throws {
    let (lines, _) = try DeviationTests.judge(scenario.text, by: scenario.profile)
    let marked = lines.filter { $0.remark == scenario.id }
    #expect(marked.count == 1)
    for line in marked {
      let place = Comment(rawValue: scenario.text)
      #expect(line.profile.contains { $0.verdict >= .inconclusive }, place)
      let declared = line.profile.filter { $0.verdict == .declared }.map(\.rule)
      #expect(!declared.contains { $0.contains("/\(scenario.id)/") }, place)
    }
  }

  @Test func `every deviation of an event or of another rule has a neighbour`() throws {
    for profile in Profile.allCases {
      let table = try Table.shipped(profile: profile.rawValue)
      let events = table.rows.filter { row in
        if case .event = row.trigger { true } else { false }
      }.flatMap { $0.then.compactMap(\.deviation) }
      let boots = table.rows.flatMap(\.then).filter(\.boots).compactMap(\.deviation)
      let paths = events + boots + table.breaches.map(\.deviation)
      let wanted = Set(paths.map { String($0.split(separator: "/")[1]) })
      let known = DeviationScenario.neighbours.filter { $0.profile == profile.rawValue }
      #expect(wanted.subtracting(known.map(\.id)).isEmpty, "\(profile.rawValue)")
    }
  }

  @Test(arguments: Profile.allCases)
  func `every deviation of an answer has its words here`(_ profile: Profile) throws {
    let table = try Table.shipped(profile: profile.rawValue)
    let known = Set(DeviationWords.all.filter { $0.profiles.contains(profile) }.map(\.id))
      .subtracting([DeviationWords.leaving])
    let answers = table.rows.filter { row in
      if case .request = row.trigger { true } else { false }
    }.flatMap(\.then).filter { $0.verdict == .declared }
    let declared = Set(answers.compactMap(\.deviation).map { String($0.split(separator: "/")[1]) })
    #expect(declared == known)
  }
}
