import DFU
import SpecTable
package import USB

// How findings are put together: `Checker` makes what is known at once, `FindingWriter` the words
// when they are read. `FindingPhrases.swift` has the words for requests, replies, rows and times;
// `Finding.swift` says what a finding holds.

extension Checker {
  private func finding(
    _ rule: String, _ actor: Actor, _ verdict: Verdict, _ scene: Scene, reading: String?,
    words: @escaping @Sendable (FindingWriter) -> Finding.Words
  ) -> Finding {
    let writer = FindingWriter(rules, scene)
    return Finding(
      rule: rule, actor: actor, verdict: verdict, at: scene.at,
      completionFrame: scene.transfer?.completed?.frame, states: scene.belief.states,
      trigger: writer.name, reading: reading, words: { words(writer) })
  }

  /// The first row that speaks of the request or event.
  private func firstRow(_ scene: Scene) -> Row? {
    for state in scene.belief.states.states {
      for row in rules.rows(state, scene.trigger) where scene.facts.admits(row.when) {
        return rules.table.rows[row.index]
      }
    }
    return nil
  }

  /// A reply that no row allows, told as a breach of the first row that was considered.
  func breachFinding(_ scene: Scene) -> Finding {
    guard let first = firstRow(scene) else {
      return finding(Table.unruled, .device, .inconclusive, scene, reading: nil) { $0.unruled }
    }
    return finding(
      first.path, first.actor, first.level.breach, scene, reading: first.reading
    ) { $0.breach(of: first) }
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
    let reading = outcome.reading ?? row.reading
    let path = outcome.deviation.map { "\($0)/\(row.id)" } ?? row.path
    return finding(path, row.actor, verdict, scene, reading: reading) {
      $0.outcome(outcome, of: row, verdict)
    }
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

  /// A reply of which the evidence does not decide whether it was right.
  func inconclusiveFinding(
    _ scene: Scene, _ judgement: DeviceJudge.Judgement, because reason: String
  ) -> Finding {
    let row = judgement.row.map { rules.table.rows[$0] } ?? firstRow(scene)
    return finding(
      row?.path ?? Table.unruled, .device, .inconclusive, scene, reading: row?.reading
    ) { $0.inconclusive(row, because: reason) }
  }

  /// A duty that was broken.
  func obligationFinding(_ obligation: Obligation, _ scene: Scene) -> Finding {
    var finding = finding(
      obligation.path, obligation.actor, obligation.level.breach, scene,
      reading: obligation.reading
    ) { $0.obligation(obligation) }
    finding.declare(obligation.id, by: rules.table)
    return finding
  }

  /// A duty of which the evidence does not decide whether it was broken.
  func dependingFinding(
    _ obligation: Obligation, _ scene: Scene, because reason: String
  ) -> Finding {
    let request = FindingWriter(rules, scene).request
    var finding = obligationFinding(obligation, scene)
    finding.verdict = .inconclusive
    finding.reword {
      $0.message = "Whether \(request) was allowed cannot be decided: \(reason)."
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
    finding.declare(rule.id, by: rules.table)
    return finding
  }

  /// A device that came back from a bus reset in the other mode, which no row of the reset allows.
  func arrivalFinding(_ reset: Scene, _ mode: Mode, at moment: Moment) -> Finding {
    var finding = breachFinding(reset)
    let (set, frame, states) = (mode.name, reset.at.frame, reset.belief.states)
    finding.at = moment
    finding.reword { words in
      words.observed = "the \(set) descriptor set after the reset of frame \(frame)"
      words.message =
        "After the bus reset of frame \(frame), in \(Phrases.states(states)), "
        + "the device shows its \(set) descriptor set."
    }
    return finding
  }
}

/// Writes what a finding about one exchange or event says.
private struct FindingWriter: Sendable {
  private let rules: CompiledTable
  private let scene: Scene

  /// No answer whose bytes are told is longer than that to DFU_GETSTATUS (DFU 1.1, 6.1.2).
  private static let answerLimit = 6

  /// Keeps of the scene what the words need: no payload, which may be long.
  init(_ rules: CompiledTable, _ scene: Scene) {
    self.rules = rules
    var scene = scene
    if let count = scene.transfer?.data.count, count > Self.answerLimit {
      scene.transfer?.data = []
    }
    self.scene = scene
  }

  /// The table's name of the request or event.
  var name: String { rules.triggers.names[scene.trigger] }

  /// The request with the fields that matter.
  var request: String {
    scene.transfer.map { Phrases.request(name, $0.setup) } ?? name
  }

  private var observed: String { scene.transfer.map(Phrases.reply) ?? name }

  private var place: String { Phrases.states(scene.belief.states) }

  /// The rows that speak of the request or event, in the order of the states that the device may
  /// have been in.
  private var rows: [Row] {
    scene.belief.states.states.flatMap { state in
      rules.rows(state, scene.trigger).filter { scene.facts.admits($0.when) }
        .map { rules.table.rows[$0.index] }
    }
  }

  private static let silence = Citation(source: "silent", section: "no row speaks of it")

  var unruled: Finding.Words {
    Finding.Words(
      expected: "a rule for this request", observed: observed, cite: Self.silence,
      message: "The table says nothing of \(request) in \(place).",
      advice: "Read this exchange by hand.")
  }

  func breach(of first: Row) -> Finding.Words {
    let rows = rows
    return Finding.Words(
      expected: Phrases.expectation(rows), observed: observed, cite: first.cite,
      message: "The device answered \(request) in \(place) with \(observed). "
        + Phrases.lossHint,
      advice: "Check how the firmware handles \(name) in \(place) against \(first.cite.text).",
      considered: rows.map { row in
        let allowed = row.then.map { Phrases.outcome($0, in: row.state) }.joined(separator: "; or ")
        return Finding.Consideration(rule: row.path, reason: "it allows \(allowed)")
      })
  }

  func outcome(_ outcome: Outcome, of row: Row, _ verdict: Verdict) -> Finding.Words {
    let why = outcome.because.map { ": \($0)" } ?? ""
    let reading = outcome.reading ?? row.reading
    let ruling = reading.flatMap { id in rules.table.readings.first { $0.id == id }?.rule }
    return Finding.Words(
      expected: Phrases.expectation(rows), observed: observed, cite: row.cite,
      message: "The device answered \(request) in \(row.state.name) with "
        + "\(observed)\(why)." + (verdict == .violation ? " " + Phrases.lossHint : ""),
      advice: ruling.map { "\(reading ?? ""): \($0)." }
        ?? "Check how the firmware handles \(name) in \(row.state.name) "
        + "against \(row.cite.text).")
  }

  func transition(_ missed: MissedTransition) -> Finding.Words {
    let (row, exchange) = (missed.row, missed.exchange)
    let trigger = rules.triggers[row.trigger].map { rules.triggers.names[$0] } ?? name
    let why = missed.known?.because ?? "the device did not make that transition"
    return Finding.Words(
      expected: Phrases.outcome(missed.due, in: row.state), observed: observed, cite: row.cite,
      message: "\(Phrases.request(trigger, exchange.setup)) of frame \(exchange.frame) leads from "
        + "\(row.state.name) to \(missed.due.next(from: row.state).name), but the answer to frame "
        + "\(scene.at.frame) shows \(missed.shown.name): \(why). " + Phrases.lossHint,
      advice: "Check how the firmware handles \(trigger) in \(row.state.name) "
        + "against \(row.cite.text).")
  }

  func inconclusive(_ row: Row?, because reason: String) -> Finding.Words {
    Finding.Words(
      expected: Phrases.expectation(rows), observed: observed, cite: row?.cite ?? Self.silence,
      message: "Whether the answer to \(request) is right cannot be decided: \(reason).",
      advice: "Record the session from before the device is plugged in to its end.")
  }

  func obligation(_ obligation: Obligation) -> Finding.Words {
    Finding.Words(
      expected: obligation.says, observed: request, cite: obligation.cite,
      message: "The host sent \(request) while the device was in \(place)."
        + (obligation.dependsOnHistory ? " " + Phrases.lossHint : ""),
      advice: obligation.advice)
  }

  func timing(_ breach: Clocks.Breach, _ rule: TimingRule) -> Finding.Words {
    let measured = Phrases.milliseconds(breach.measuredMilliseconds)
    let required = Phrases.milliseconds(breach.requiredMilliseconds)
    let since = breach.since.map { " after frame \($0.frame)" } ?? ""
    return Finding.Words(
      expected: "\(rule.says) (\(required) ms)", observed: "\(measured) ms\(since)",
      cite: rule.cite,
      message: "\(request): measured \(measured) ms\(since), required \(required) ms.",
      advice: rule.advice)
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
