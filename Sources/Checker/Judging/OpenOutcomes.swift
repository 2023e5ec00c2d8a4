import DFU
import SpecTable
import USB

// An answer or event that is right by one outcome of the table and has a verdict by another one,
// which leads elsewhere. What the device does next tells which of them it was.

extension DeviceJudge {
  /// One outcome that explains a reply or event, and where it leads.
  struct Explanation {
    var row: Int
    var outcome: Int
    var verdict: Verdict
    var next: Belief
  }

  /// Passes on the outcomes below violation that explain a reply, or an event where `seen` is nil.
  func explain(
    _ seen: ReplySeen?, to trigger: Int, from belief: Belief, facts: FactBits,
    _ body: (Explanation) -> Void
  ) {
    var members = belief
    while let (state, statuses) = members.popFirst() {
      for row in rules.rows(state, trigger) where facts.admits(row.when) {
        for (index, outcome) in row.outcomes.enumerated() where outcome.verdict < .violation {
          let after = outcome.statuses(after: statuses, cleared: facts.cleared)
          guard let kept = seen.map({ admitted(outcome, statuses, facts.cleared, $0) }) ?? after
          else { continue }
          body(
            Explanation(
              row: row.index, outcome: index, verdict: outcome.verdict,
              next: Belief(outcome.next, kept)))
        }
      }
    }
  }
}

extension Checker {
  /// Keeps the outcomes of an answer, or of an event where `seen` is nil, when some pass and others
  /// do not. One that leads nowhere else than those that pass would never be told.
  mutating func keepOpen(_ seen: ReplySeen?, _ scene: Scene) {
    func explain(_ body: (DeviceJudge.Explanation) -> Void) {
      device.explain(seen, to: scene.trigger, from: scene.belief, facts: scene.facts, body)
    }
    var plain = Belief()
    var isNoted = false
    explain { if $0.verdict > .pass { isNoted = true } else { plain.formUnion($0.next) } }
    guard isNoted else { return }
    var noted: [OpenOutcomes.Noted] = []
    explain { way in
      guard way.verdict > .pass, !way.next.isSubset(of: plain) else { return }
      let judgement = DeviceJudge.Judgement(row: way.row, outcome: way.outcome)
      noted.append(OpenOutcomes.Noted(judgement: judgement, verdict: way.verdict, next: way.next))
    }
    if !noted.isEmpty { openOutcomes = OpenOutcomes(scene: scene, plain: plain, noted: noted) }
  }

  /// Open outcomes with what is told of each, for a checker with other rules.
  mutating func written(_ open: OpenOutcomes) -> OpenOutcomes {
    var open = open
    for index in open.noted.indices {
      open.noted[index].finding = finding(for: open.noted[index], in: open.scene)
    }
    return open
  }

  /// What is told of one of the outcomes of `scene`.
  private mutating func finding(for noted: OpenOutcomes.Noted, in scene: Scene) -> Finding {
    noted.finding ?? outcomeFinding(scene, noted.judgement, noted.verdict)
  }

  /// Decides by an exchange which outcome it was; tells of one with a verdict where it explains the
  /// exchange better than those that pass.
  mutating func settleOpenOutcomes(by seen: ReplySeen, _ scene: Scene) {
    guard $openOutcomes, let open = openOutcomes, let transfer = scene.transfer else { return }
    openOutcomes = nil
    guard !seen.mayBeLost else { return }
    func verdict(from belief: Belief) -> Verdict {
      device.judge(seen, to: scene.trigger, from: belief, facts: scene.facts).verdict ?? .violation
    }
    let plain = verdict(from: open.plain)
    guard plain > .pass,
      let noted = open.noted.first(where: {
        $0.verdict <= plain && verdict(from: $0.next) < plain
      })
    else { return }
    let finding = finding(for: noted, in: open.scene)
    report([finding.shown(by: transfer)], exchange: false)
    if noted.verdict == .declared { declaredMoves.note(finding.rule, at: scene.at.frame) }
  }
}

extension Finding {
  /// The finding at the exchange that shows it.
  func shown(by transfer: ControlTransfer) -> Finding {
    var finding = self
    let frame = at.frame
    finding.at = transfer.submitted
    finding.completionFrame = transfer.completionFrame
    finding.reword {
      $0.message += " It was at frame \(frame); the answer to frame \(transfer.submitted.frame) "
      $0.message += "shows it: \(Phrases.reply(transfer))."
    }
    return finding
  }
}
