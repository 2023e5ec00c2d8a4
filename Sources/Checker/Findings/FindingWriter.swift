import DFU
import Evidence
import SpecTable
import USB

/// Writes what a finding about one exchange or event says.
struct FindingWriter: Sendable {
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

  /// The row of the table with this index.
  func row(_ index: Int) -> Row { rules.table.rows[index] }

  /// The table's name of the request or event.
  var name: String { rules.triggers.names[scene.trigger] }

  /// The request with the fields that matter.
  var request: String {
    scene.transfer.map { Phrases.request(name, $0.setup) } ?? cause
  }

  private var observed: String { scene.transfer.map(Phrases.reply) ?? cause }

  /// The event; nil for a request.
  private var event: BusEvent? { scene.transfer == nil ? BusEvent(rawValue: name) : nil }

  /// The name of the request, or the event in words.
  private var cause: String { event?.words ?? name }

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
}

// MARK: - What the device did

extension FindingWriter {
  var unruled: Finding.Words {
    Finding.Words(
      expected: "a rule for this request", observed: observed, cite: Self.silence,
      message: "The table says nothing of \(request) in \(place).",
      advice: "Read this exchange of host and device by hand.")
  }

  func breach(of first: Row) -> Finding.Words {
    let rows = rows
    return Finding.Words(
      expected: Phrases.expectation(rows), observed: observed, cite: first.cite,
      message: "The device answered \(request) in \(place) with \(observed)." + Phrases.lossHint,
      advice: remedy(rows, in: place, first.cite),
      considered: rows.map { row in
        let allowed = row.then.map { Phrases.outcome($0, in: row.state) }.joined(separator: "; or ")
        return Finding.Consideration(rule: row.path, reason: "it allows \(allowed)")
      })
  }

  /// An answer that the table has as `outcome` of `row`, or as another outcome with the same
  /// verdict. `seen`: the answer; nil for an event.
  func outcome(
    _ outcome: Outcome, of row: Row, _ verdict: Verdict, _ seen: ReplySeen?
  ) -> Finding.Words {
    let fitting = seen.map { outcomes(that: $0, verdict) } ?? []
    let states = fitting.reduce(into: StateSet(row.state)) { $0.formUnion(StateSet($1.row.state)) }
    let place = Phrases.states(states)
    let reasons = Phrases.reasons(fitting.isEmpty ? [outcome] : fitting.map(\.outcome))
    let hint = verdict == .violation ? Phrases.lossHint : ""
    let next = outcome.next(from: row.state).name
    return Finding.Words(
      expected: Phrases.expectation(rows),
      observed: event.map { "\(next) after \($0.words)" } ?? observed, cite: row.cite,
      message: told(next, in: place) + "\(reasons)." + hint,
      advice: advice(
        verdict, rows.filter { states.contains(StateSet($0.state)) }, in: place, row.cite,
        reading: outcome.reading ?? row.reading))
  }

  /// What the device did: its answer, or the state `next` after an event.
  private func told(_ next: String, in place: String) -> String {
    guard let event else {
      return "The device answered \(request) in \(place) with \(observed)"
    }
    return "After \(event.words) in \(place) the device is in \(next)"
  }

  func inconclusive(_ row: Row?, because doubt: Doubt) -> Finding.Words {
    Finding.Words(
      expected: Phrases.expectation(rows), observed: observed, cite: row?.cite ?? Self.silence,
      message: "Whether the answer to \(request) is right cannot be decided: \(doubt.reason).",
      advice: doubt.advice)
  }

  /// A transition that was not made, as the next answer shows.
  func transition(_ missed: MissedTransition) -> Finding.Words {
    let (row, exchange) = (missed.row, missed.exchange)
    let trigger = rules.triggers[row.trigger].map { rules.triggers.names[$0] } ?? name
    let why =
      missed.known?.because
      ?? missed.other.map { "the device acted as after \(Phrases.answer($0.reply))" }
      ?? "the device did not make that transition"
    let due = missed.due.next(from: row.state).name
    let (says, demands) =
      missed.due.next(from: row.state) == row.state
      ? ("leaves the device in \(due)", "stay in \(due) after")
      : ("leads from \(row.state.name) to \(due)", "go from \(row.state.name) to \(due) with")
    return Finding.Words(
      expected: Phrases.outcome(missed.due, in: row.state), observed: observed, cite: row.cite,
      message: "\(Phrases.request(trigger, exchange.setup)) of frame \(exchange.frame) \(says), "
        + "but the answer to frame \(scene.at.frame) shows "
        + "\(missed.shown.name): \(why)." + Phrases.lossHint,
      advice: "Have the firmware \(demands) \(trigger) (\(row.cite.text)).")
  }

  /// A descriptor that says another mode than the state that is shown. `frame`: where the host read
  /// it.
  func contradiction(
    _ rule: DescriptorRule, _ value: String, _ mode: Mode, inFrame frame: Int?, _ shown: State
  ) -> Finding.Words {
    let place = frame.map { " of frame \($0)" } ?? ""
    let said = "\(rule.field.rawValue) \(value) in the \(mode.name) descriptor set\(place)"
    return Finding.Words(
      expected: rule.says, observed: said, cite: rule.cite,
      message: "The device shows \(said), but the answer to frame \(scene.at.frame) shows "
        + "\(shown.name), and nothing else tells \(mode.name) mode." + Phrases.lossHint,
      advice: "\(rule.advice) If the device is in \(mode.name) mode, have \(name) show a state of "
        + "that mode.")
  }

  /// What a device does whose endpoint 0 is dead since `frame`.
  func death(_ outcome: Outcome, of row: Row, since frame: Int) -> Finding.Words {
    let why = outcome.because.map { " (\($0))" } ?? ""
    return Finding.Words(
      expected: "no answer until a bus reset", observed: observed, cite: row.cite,
      message: "Endpoint 0 is dead since frame \(frame)\(why). \(request): \(observed).",
      advice: "Reset the bus, or unplug the device.")
  }

  /// The outcomes with `verdict` that fit an answer. The request alone does not tell which of them
  /// applies.
  private func outcomes(
    that seen: ReplySeen, _ verdict: Verdict
  ) -> [(row: Row, outcome: Outcome)] {
    DeviceJudge(rules: rules).outcomes(
      fitting: seen, to: scene.trigger, from: scene.belief, facts: scene.facts
    ).compactMap { place in
      let row = rules.table.rows[place.row]
      let outcome = row.then[place.outcome]
      return outcome.verdict == verdict ? (row, outcome) : nil
    }
  }
}

// MARK: - What to do

extension FindingWriter {
  /// What to do about an answer with `verdict`, and the reading that it rests on.
  private func advice(
    _ verdict: Verdict, _ rows: [Row], in place: String, _ cite: Citation, reading: String?
  ) -> String {
    let ruling = reading.flatMap { id in
      rules.table.readings.first { $0.id == id }.map { " \(id): \($0.rule)." }
    }
    let action =
      verdict < .warning
      ? Self.leaveAlone(Phrases.right(rows)) : remedy(rows, in: place, cite)
    return action + (ruling ?? "")
  }

  private static func leaveAlone(_ right: String?) -> String {
    "The firmware need not change."
      + (right.map { " The answer that every host understands is \($0)." } ?? "")
  }

  /// Has the firmware do what `rows` allow.
  private func remedy(_ rows: [Row], in place: String, _ cite: Citation) -> String {
    let verb = scene.transfer == nil ? "react to" : "answer"
    let source = cite.isSilent ? "the specification is silent: \(cite.section)" : cite.text
    guard let right = Phrases.right(rows) else {
      return "Check why the firmware takes \(cause) in \(place): no answer is right (\(source))."
    }
    return "Have the firmware \(verb) \(cause) in \(place) with \(right) (\(source))."
  }
}

// MARK: - What the host did

extension FindingWriter {
  /// A duty that was broken. `odd`: the fields of the request that break it, where they do.
  func obligation(_ obligation: Obligation, _ odd: [OddField]) -> Finding.Words {
    let fields = odd.map(\.text).joined(separator: " and ")
    let request = odd.isEmpty ? request : "\(request), with \(fields)"
    return Finding.Words(
      expected: obligation.says, observed: request, cite: obligation.cite,
      message: "\(event?.deed ?? "The host sent \(request)") while the device was in \(place)."
        + (obligation.dependsOnHistory ? Phrases.lossHint : ""),
      advice: obligation.advice)
  }

  func timing(_ breach: Clocks.Breach, _ rule: TimingRule) -> Finding.Words {
    let measured = Phrases.milliseconds(breach.measuredMilliseconds)
    let required = Phrases.milliseconds(breach.requiredMilliseconds)
    let since = breach.since.map { " after frame \($0.frame)" } ?? ""
    // Something that came in time may be missing.
    let isLate = breach.measuredMilliseconds > breach.requiredMilliseconds
    return Finding.Words(
      expected: "\(rule.says) (\(required) ms)", observed: "\(measured) ms\(since)",
      cite: rule.cite,
      message: "\(Phrases.sentence(request)): measured \(measured) ms\(since), "
        + "required \(required) ms." + (isLate ? Phrases.lossHint : ""),
      advice: rule.advice)
  }
}

extension Obligation {
  /// Whether it asks for the fields of Table 3.1.
  var fixesFields: Bool {
    switch form {
    case .check(_, let require, _): require.contains(Condition(.standardFields, holds: true))
    case .span: false
    }
  }

  /// Whether a breach depends on what came before, so that a lost transfer could explain it.
  fileprivate var dependsOnHistory: Bool {
    switch form {
    case .check(_, let require, let forbiddenIn):
      !forbiddenIn.isEmpty || require.contains { $0.fact.comparesWithRequestBefore }
    case .span: true
    }
  }
}
