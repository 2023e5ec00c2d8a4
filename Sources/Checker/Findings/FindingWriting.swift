import DFU
import Evidence
import SpecTable
package import USB
import Values

// How findings are put together: `Checker` makes what is known at once, `FindingWriter` the words
// when they are read. `FindingPhrases.swift` has the words for requests, replies, rows and times,
// `Doubt.swift` those for what cannot be judged; `Finding.swift` says what a finding holds.

extension Checker {
  func finding(
    _ rule: String, _ actor: Actor, _ verdict: Verdict, _ scene: Scene, reading: String?,
    words: @escaping @Sendable (FindingWriter) -> Finding.Words
  ) -> Finding {
    let writer = FindingWriter(rules, scene)
    return Finding(
      rule: rule, actor: actor, verdict: verdict, at: scene.at,
      completionFrame: scene.transfer?.completionFrame, states: scene.belief.states,
      trigger: writer.name, reading: reading, words: Deferred { words(writer) })
  }

  /// The first row that speaks of the request or event, as its index into the table.
  private func firstRow(_ scene: Scene) -> Int? {
    var members = scene.belief
    while let (state, _) = members.popFirst() {
      for row in rules.rows(state, scene.trigger) where scene.facts.admits(row.when) {
        return row.index
      }
    }
    return nil
  }

  /// The path of a row. With `outcome`, that of the declaration of this outcome where there is one.
  private mutating func path(of row: Int, outcome: Int? = nil) -> String {
    if $lastPath, let last = lastPath, last.row == row, last.outcome == outcome { return last.path }
    let rows = rules.table.rows
    let declared = outcome.flatMap { rows[row].then[$0].deviation }
    let path = declared.map { "\($0)/\(rows[row].id)" } ?? rows[row].path
    lastPath = RowPath(row: row, outcome: outcome, path: path)
    return path
  }

  /// A reply that no row allows, told as a breach of the first row that was considered.
  mutating func breachFinding(_ scene: Scene) -> Finding {
    if scene.belief.states.isEmpty, scene.belief.mayBeDead, let death {
      return deathFinding(death, scene, .violation)
    }
    guard let first = firstRow(scene) else {
      return finding(Table.unruled, .device, .inconclusive, scene, reading: nil) { $0.unruled }
    }
    let path = path(of: first)
    let rows = rules.table.rows
    return finding(
      path, rows[first].actor, rows[first].level.breach, scene,
      reading: rows[first].reading
    ) { $0.breach(of: $0.row(first)) }
  }

  /// An outcome that a row names with a verdict other than `pass`.
  mutating func outcomeFinding(
    _ scene: Scene, _ judgement: DeviceJudge.Judgement, _ verdict: Verdict
  ) -> Finding {
    guard let row = judgement.row, let outcome = judgement.outcome else {
      return death.map { deathFinding($0, scene, verdict) } ?? breachFinding(scene)
    }
    let path = path(of: row, outcome: outcome)
    let rows = rules.table.rows
    let seen = scene.transfer.map {
      ReplySeen($0, toleranceMilliseconds: options.toleranceMilliseconds)
    }
    return finding(
      path, rows[row].actor, verdict, scene,
      reading: rows[row].then[outcome].reading ?? rows[row].reading
    ) { $0.outcome($0.row(row).then[outcome], of: $0.row(row), verdict, seen) }
  }

  /// A transition that was not made, where the exchange of `scene` shows that.
  func transitionFinding(_ missed: MissedTransition, _ scene: Scene) -> Finding {
    let row = missed.row
    var shown = finding(
      row.path, row.actor, missed.known?.verdict ?? row.level.breach, scene,
      reading: missed.known?.reading ?? row.reading
    ) { $0.transition(missed) }
    shown.states = StateSet(row.state)
    shown.trigger = rules.triggers[row.trigger].map { rules.triggers.names[$0] }
    return shown
  }

  /// An answer, or none, of a device whose endpoint 0 is dead.
  private func deathFinding(_ death: Death, _ scene: Scene, _ verdict: Verdict) -> Finding {
    let row = rules.table.rows[death.row]
    let outcome = row.then[death.outcome]
    let path = outcome.deviation.map { "\($0)/\(row.id)" } ?? row.path
    return finding(path, row.actor, verdict, scene, reading: outcome.reading ?? row.reading) {
      $0.death(outcome, of: row, since: death.frame)
    }
  }

  /// A reply of which the evidence does not decide whether it was right.
  func inconclusiveFinding(
    _ scene: Scene, _ judgement: DeviceJudge.Judgement, because doubt: Doubt
  ) -> Finding {
    let row = (judgement.row ?? firstRow(scene)).map { rules.table.rows[$0] }
    return finding(
      row?.path ?? Table.unruled, .device, .inconclusive, scene, reading: row?.reading
    ) { $0.inconclusive(row, because: doubt) }
  }

  /// A duty that was broken.
  func obligationFinding(_ obligation: Obligation, _ scene: Scene) -> Finding {
    let setup = obligation.fixesFields ? scene.transfer?.setup : nil
    let odd = setup.map(history.oddFields) ?? []
    var finding = finding(
      obligation.path, obligation.actor, obligation.level.breach, scene,
      reading: obligation.reading
    ) { $0.obligation(obligation, odd) }
    finding.declare(obligation.id, by: rules.table, scene.facts)
    return finding
  }

  /// A duty of which the evidence does not decide whether it was broken.
  func dependingFinding(
    _ obligation: Obligation, _ scene: Scene, because doubt: Doubt
  ) -> Finding {
    let request = FindingWriter(rules, scene).request
    var finding = obligationFinding(obligation, scene)
    finding.verdict = .inconclusive
    finding.reword {
      $0.message = "Whether \(request) was allowed cannot be decided: \(doubt.reason)."
      $0.advice = doubt.advice
    }
    return finding
  }

  /// A time outside its bound.
  func timingFinding(_ breach: Clocks.Breach, _ scene: Scene) -> Finding {
    let rule = rules.table.timing[breach.rule]
    var finding = finding(
      rule.path, rule.actor, rule.level.breach, scene, reading: rule.reading
    ) { $0.timing(breach, rule) }
    finding.measuredMilliseconds = breach.measuredMilliseconds
    finding.requiredMilliseconds = breach.requiredMilliseconds
    finding.declare(rule.id, by: rules.table, scene.facts)
    return finding
  }

  /// A device that came back from a bus reset in the other mode, which no row of the reset allows.
  mutating func arrivalFinding(_ reset: Scene, _ mode: Mode, at moment: Moment) -> Finding {
    var finding = breachFinding(reset)
    let (set, frame, states) = (mode.name, reset.at.frame, reset.belief.states)
    finding.move(to: moment)
    finding.reword { words in
      words.observed = "the \(set) descriptor set after the reset of frame \(frame)"
      words.message =
        "After the bus reset of frame \(frame), in \(Phrases.states(states)), "
        + "the device shows its \(set) descriptor set." + Phrases.lossHint
    }
    return finding
  }
}

extension Checker {
  /// A request as findings name it: `DFU_DNLOAD, wBlockNum 3, wLength 64`.
  package func requestText(_ setup: SetupPacket) -> String {
    Phrases.request(triggerName(setup) ?? "vendor request", setup)
  }

  /// The name that the table has for a request; nil for a vendor request that it does not know.
  package func triggerName(_ setup: SetupPacket) -> String? {
    rules.triggers.number(of: setup).map { rules.triggers.names[$0] }
  }

  /// A reply as findings name it: `ACK`, `STALL`, `bStatus OK, …`.
  package func replyText(_ transfer: ControlTransfer) -> String { Phrases.reply(transfer) }
}

extension Finding {
  /// Makes it a declared one where an overlay declares a breach of the rule `id`. `value` is that
  /// of a descriptor field.
  mutating func declare(
    _ id: String, value: UInt32? = nil, by table: Table, _ facts: FactBits = FactBits()
  ) {
    let deviation = table.declaration(of: id, value: value, request: trigger, in: states) {
      facts.admits(FactMask($0))
    }
    guard let deviation else { return }
    verdict = min(verdict, .declared)
    rule = "\(deviation)/\(id)"
    reading = deviation.split(separator: "/").last.map(String.init)
  }
}
