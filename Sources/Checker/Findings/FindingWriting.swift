import DFU
import SpecTable
package import USB

// How findings are put together. `FindingPhrases.swift` has the words for requests, replies, rows
// and times; `Finding.swift` says what a finding holds.

extension Checker {
  private func name(_ scene: Scene) -> String { rules.triggers.names[scene.trigger] }

  private func request(_ scene: Scene) -> String {
    scene.transfer.map { Phrases.request(name(scene), $0.setup) } ?? name(scene)
  }

  /// The rows that speak of the request or event, in the order of the states that the device may
  /// have been in.
  private func rows(_ scene: Scene) -> [Row] {
    scene.belief.states.states.flatMap { state in
      rules.rows(state, scene.trigger).filter { scene.facts.admits($0.when) }
        .map { rules.table.rows[$0.index] }
    }
  }

  private func finding(
    _ rule: String, _ actor: Actor, _ verdict: Verdict, _ scene: Scene, expected: String,
    cite: Citation, reading: String?, message: String, advice: String
  ) -> Finding {
    Finding(
      rule: rule, actor: actor, verdict: verdict, at: scene.at,
      completionFrame: scene.transfer?.completed?.frame, states: scene.belief.states,
      trigger: name(scene), expected: expected,
      observed: scene.transfer.map(Phrases.reply) ?? name(scene), cite: cite, reading: reading,
      message: message, advice: advice, considered: [])
  }

  /// A reply that no row allows, told as a breach of the first row that was considered.
  func breachFinding(_ scene: Scene) -> Finding {
    let considered = rows(scene)
    let observed = scene.transfer.map(Phrases.reply) ?? name(scene)
    let place = Phrases.states(scene.belief.states)
    guard let first = considered.first else {
      return finding(
        Table.unruled, .device, .inconclusive, scene, expected: "a rule for this request",
        cite: Citation(source: "silent", section: "no row speaks of it"), reading: nil,
        message: "The table says nothing of \(request(scene)) in \(place).",
        advice: "Read this exchange by hand.")
    }
    var finding = finding(
      first.path, first.actor, first.level.breach, scene,
      expected: Phrases.expectation(considered), cite: first.cite, reading: first.reading,
      message: "The device answered \(request(scene)) in \(place) with \(observed). "
        + Phrases.lossHint,
      advice:
        "Check how the firmware handles \(name(scene)) in \(place) against \(first.cite.text).")
    finding.considered = considered.map { row in
      let allowed = row.then.map { Phrases.outcome($0, in: row.state) }.joined(separator: "; or ")
      return Finding.Consideration(rule: row.path, reason: "it allows \(allowed)")
    }
    return finding
  }

  /// An outcome that a row names with a verdict other than `pass`.
  func outcomeFinding(
    _ scene: Scene, _ judgement: DeviceJudge.Judgement, _ verdict: Verdict
  ) -> Finding {
    guard let rowIndex = judgement.row, let outcomeIndex = judgement.outcome else {
      return breachFinding(scene)
    }
    let row = rules.table.rows[rowIndex]
    let outcome = row.then[outcomeIndex]
    let observed = scene.transfer.map(Phrases.reply) ?? name(scene)
    let why = outcome.because.map { ": \($0)" } ?? ""
    let reading = outcome.reading ?? row.reading
    let ruling = reading.flatMap { id in rules.table.readings.first { $0.id == id }?.rule }
    let path = outcome.deviation.map { "\($0)/\(row.id)" } ?? row.path
    return finding(
      path, row.actor, verdict, scene, expected: Phrases.expectation(rows(scene)),
      cite: row.cite, reading: reading,
      message: "The device answered \(request(scene)) in \(row.state.name) with "
        + "\(observed)\(why)." + (verdict == .violation ? " " + Phrases.lossHint : ""),
      advice: ruling.map { "\(reading ?? ""): \($0)." }
        ?? "Check how the firmware handles \(name(scene)) in \(row.state.name) "
        + "against \(row.cite.text).")
  }

  /// A reply of which the evidence does not decide whether it was right.
  func inconclusiveFinding(
    _ scene: Scene, _ judgement: DeviceJudge.Judgement, because reason: String
  ) -> Finding {
    let considered = rows(scene)
    let row = judgement.row.map { rules.table.rows[$0] } ?? considered.first
    return finding(
      row?.path ?? Table.unruled, .device, .inconclusive, scene,
      expected: Phrases.expectation(considered),
      cite: row?.cite ?? Citation(source: "silent", section: "no row speaks of it"),
      reading: row?.reading,
      message: "Whether the answer to \(request(scene)) is right cannot be decided: \(reason).",
      advice: "Record the session from before the device is plugged in to its end.")
  }

  /// A duty that was broken.
  func obligationFinding(_ obligation: Obligation, _ scene: Scene) -> Finding {
    let place = Phrases.states(scene.belief.states)
    var finding = finding(
      obligation.path, obligation.actor, obligation.level.breach, scene,
      expected: obligation.says, cite: obligation.cite, reading: obligation.reading,
      message: "The host sent \(request(scene)) while the device was in \(place)."
        + (obligation.dependsOnHistory ? " " + Phrases.lossHint : ""),
      advice: obligation.advice)
    finding.observed = request(scene)
    finding.declare(obligation.id, by: rules.table)
    return finding
  }

  /// A duty of which the evidence does not decide whether it was broken.
  func dependingFinding(
    _ obligation: Obligation, _ scene: Scene, because reason: String
  ) -> Finding {
    var finding = obligationFinding(obligation, scene)
    finding.verdict = .inconclusive
    finding.message = "Whether \(request(scene)) was allowed cannot be decided: \(reason)."
    return finding
  }

  /// A time outside its bound.
  func timingFinding(_ breach: Clocks.Breach, _ scene: Scene) -> Finding {
    let rule = rules.table.timing[breach.rule]
    let measured = Phrases.milliseconds(breach.measuredMilliseconds)
    let required = Phrases.milliseconds(breach.requiredMilliseconds)
    let since = breach.since.map { " after frame \($0.frame)" } ?? ""
    var finding = finding(
      rule.path, rule.actor, rule.level.breach, scene, expected: "\(rule.says) (\(required) ms)",
      cite: rule.cite, reading: rule.reading,
      message: "\(request(scene)): measured \(measured) ms\(since), required \(required) ms.",
      advice: rule.advice)
    finding.observed = "\(measured) ms\(since)"
    finding.measuredMilliseconds = breach.measuredMilliseconds
    finding.requiredMilliseconds = breach.requiredMilliseconds
    finding.declare(rule.id, by: rules.table)
    return finding
  }

  /// A device that came back from a bus reset in the other mode, which no row of the reset allows.
  func arrivalFinding(_ reset: Scene, _ mode: Mode, at moment: Moment) -> Finding {
    var finding = breachFinding(reset)
    let set = mode.name
    finding.at = moment
    finding.observed = "the \(set) descriptor set after the reset of frame \(reset.at.frame)"
    finding.message =
      "After the bus reset of frame \(reset.at.frame), in \(Phrases.states(reset.belief.states)), "
      + "the device shows its \(set) descriptor set."
    return finding
  }
}

extension Obligation {
  /// Whether a breach depends on what came before, so that a lost transfer could explain it.
  fileprivate var dependsOnHistory: Bool {
    switch form {
    case .check(_, _, let forbiddenIn): !forbiddenIn.isEmpty
    case .span: true
    }
  }
}

extension Checker {
  /// A request as findings name it: `DFU_DNLOAD, wBlockNum 3, wLength 64`.
  package func requestText(_ setup: SetupPacket) -> String {
    let name = rules.triggers.number(of: setup).map { rules.triggers.names[$0] }
    return Phrases.request(name ?? "vendor request", setup)
  }

  /// A reply as findings name it: `ACK`, `STALL`, `bStatus OK, …`.
  package func replyText(_ transfer: ControlTransfer) -> String { Phrases.reply(transfer) }
}

extension Finding {
  /// Makes it a declared one where an overlay declares a breach of the rule `id`. `value` is that
  /// of a descriptor field.
  mutating func declare(_ id: String, value: UInt32? = nil, by table: Table) {
    guard let deviation = table.declaration(of: id, value: value, request: trigger) else { return }
    verdict = min(verdict, .declared)
    rule = "\(deviation)/\(id)"
    reading = deviation.split(separator: "/").last.map(String.init)
  }
}
