import DFU
import Evidence
import SpecTable
package import USB

extension CompiledTable {
  /// Whether this table says all that `base` says, and beyond that speaks only of requests that
  /// `base` does not name. Until one of those is made, both judge alike.
  package func onlyAddsRequests(to base: CompiledTable) -> Bool {
    // Most overlays declare something: that is seen at once, and to compare all rows takes long.
    guard table.breaches.isEmpty, anything == base.anything else { return false }
    let rows = table.rows
    return rows.prefix(base.table.rows.count).elementsEqual(base.table.rows)
      && rows.dropFirst(base.table.rows.count).allSatisfy { base.triggers[$0.trigger] == nil }
      && obligations(about: base.triggers) == base.table.obligations
      && timing(about: base.triggers) == base.table.timing
      && table.descriptors == base.table.descriptors
  }

  /// The duties without the requests that others do not name.
  private func obligations(about known: TriggerIndex) -> [Obligation] {
    table.obligations.map { duty in
      var duty = duty
      duty.form = duty.form.withTriggers { $0.filter { known[$0] != nil } }
      return duty
    }
  }

  /// The timing rules without the requests that others do not name.
  private func timing(about known: TriggerIndex) -> [TimingRule] {
    table.timing.map { rule in
      var rule = rule
      rule.to.removeAll { known[$0] == nil }
      return rule
    }
  }

  /// Whether the table has a name for a request. A class request without one is judged as unknown,
  /// a vendor request not at all.
  package func names(_ setup: SetupPacket) -> Bool { names(trigger(of: setup)) }

  /// Whether the table has a name for a request that is this trigger.
  package func names(_ trigger: Int?) -> Bool {
    trigger.map { $0 < triggers.requestCount } ?? false
  }
}

extension Checker {
  /// Goes on from where `base` is, under `rules` that only add requests. None of those was made so
  /// far, so nothing would have been judged otherwise.
  package init(continuing base: Checker, under rules: CompiledTable) {
    self.init(succeeding: base, under: rules)
    spans.open = base.spans.open
    clocks.goOn(from: base.clocks)
    last = base.last
    examined.goOn(from: base.exercised)
  }

  /// Takes over from a checker with other rules what is known of the device and what was found.
  /// Spans that are open and clocks that run are not taken over.
  package init(succeeding previous: Checker, under rules: CompiledTable) {
    self.init(rules, options: previous.options)
    history = previous.history
    belief = previous.belief
    missing = previous.missing
    descriptors = previous.descriptors
    places = previous.places
    arrival = previous.arrival
    arrival?.reset?.trigger = rules.triggers[.event(.busReset)] ?? 0
    arrival?.ways = (previous.arrival?.ways ?? []).compactMap { event, scene in
      guard let trigger = rules.triggers[.event(event)] else { return nil }
      var scene = scene
      scene.trigger = trigger
      return (event, scene)
    }
    uncertainAnswer = previous.uncertainAnswer
    var writer = previous
    openOutcomes = previous.openOutcomes.map { writer.written($0) }
    last = previous.last
    last?.row = nil
    declaredMoves = previous.declaredMoves
    notJudged = previous.notJudged
    takeOver(from: previous)
  }
}
