import DFU
import SpecTable
import USB

extension Checker {
  /// Judges the duties and times that a request or event is subject to, before it takes effect.
  /// `seen` is what the device answered; nil for an event.
  mutating func judgeHost(_ scene: Scene, answeredBy seen: ReplySeen? = nil) -> [Finding] {
    var broken: [Breach] = spans.broken(
      by: rules.spansForbidding[scene.trigger], in: scene.belief.states
    ).map { .obligation($0) }
    var depends = DependingChecks()
    for check in rules.checks[scene.trigger] {
      switch check.answer(scene.facts, scene.belief.states) {
      case .kept: examined.obligation(check.index)
      case .broken:
        examined.obligation(check.index)
        broken.append(.obligation(check.index))
      case .depends: depends.add(check)
      }
    }
    if depends.first != nil,
      let mildest = depends.broken(in: scene.belief.states, of: rules.table.obligations)
    {
      broken.append(.obligation(mildest))
    }
    let late = clocks.breaches(
      at: scene.trigger, scene.at, toleranceMilliseconds: options.toleranceMilliseconds)
    for breach in late { broken.append(.timing(breach)) }
    clocks.stop(at: scene.trigger, &examined)
    if !broken.isEmpty { return withoutEchoes(broken).map { finding($0, scene) } }
    guard let depends = depends.first else { return [] }
    guard let missing else { return seen.map { eitherSide(depends, scene, $0) } ?? [] }
    return [dependingFinding(rules.table.obligations[depends], scene, because: missing.doubt)]
  }

  /// The checks of one request that are broken in some of the possible states only.
  private struct DependingChecks {
    private var indices: [Int] = []
    private var forbidden = StateSet()

    /// The first of them, by its index in the table's obligations.
    var first: Int? { indices.first }

    mutating func add(_ check: CompiledCheck) {
      indices.append(check.index)
      forbidden.formUnion(check.forbiddenIn)
    }

    /// The mildest of them where each of `states` breaks one: the host is wrong wherever the device
    /// is.
    func broken(in states: StateSet, of obligations: [Obligation]) -> Int? {
      guard states.isSubset(of: forbidden) else { return nil }
      return indices.min { obligations[$0].level.breach < obligations[$1].level.breach }
    }
  }

  /// Where the host is right only from states in which the device is wrong, one of them is at
  /// fault, and nothing tells which: both are inconclusive.
  private func eitherSide(_ check: Int, _ scene: Scene, _ seen: ReplySeen) -> [Finding] {
    guard !seen.mayBeLost,
      let compiled = rules.checks[scene.trigger].first(where: { $0.index == check })
    else { return [] }
    let judgement = device.judge(
      seen, to: scene.trigger, from: scene.belief, facts: scene.facts)
    guard !judgement.fitting.isEmpty, compiled.answer(scene.facts, judgement.fitting) == .broken
    else { return [] }
    let doubt = Doubt.eitherSide(
      FindingWriter(rules, scene).request, hostWrongIn: judgement.fitting,
      deviceWrongIn: scene.belief.states.subtracting(judgement.fitting))
    return [
      dependingFinding(rules.table.obligations[check], scene, because: doubt),
      inconclusiveFinding(scene, judgement, because: doubt),
    ]
  }

  /// A duty (index into the table's obligations) or a time that was broken.
  enum Breach {
    case obligation(Int)
    case timing(Clocks.Breach)
  }

  /// Leaves out a breach where another one at the same place tells the same fault (`unless`).
  private func withoutEchoes(_ broken: [Breach]) -> [Breach] {
    let ids = Set(broken.map(id))
    return broken.filter { breach in
      switch breach {
      case .obligation(let index):
        ids.isDisjoint(with: rules.table.obligations[index].unless)
      case .timing(let clock): ids.isDisjoint(with: rules.table.timing[clock.rule].unless)
      }
    }
  }

  private func id(_ breach: Breach) -> String {
    switch breach {
    case .obligation(let index): rules.table.obligations[index].id
    case .timing(let clock): rules.table.timing[clock.rule].id
    }
  }

  private func finding(_ breach: Breach, _ scene: Scene) -> Finding {
    switch breach {
    case .obligation(let index): obligationFinding(rules.table.obligations[index], scene)
    case .timing(let clock): timingFinding(clock, scene)
    }
  }
}
