import DFU
import SpecTable
package import USB

extension CompiledTable {
  /// Whether this table says what `base` says and, beyond that, speaks only of requests that
  /// `base` does not name: until one of those is made, both judge alike.
  package func onlyAddsRequests(to base: CompiledTable) -> Bool {
    let rows = table.rows
    return rows.prefix(base.table.rows.count).elementsEqual(base.table.rows)
      && rows.dropFirst(base.table.rows.count).allSatisfy { base.triggers[$0.trigger] == nil }
      && table.obligations == base.table.obligations && table.timing == base.table.timing
      && table.descriptors == base.table.descriptors && table.breaches.isEmpty
      && anything == base.anything
  }

  /// Whether the table has a name for a request; a class request without one is judged as
  /// unknown, a vendor request not at all.
  package func names(_ setup: SetupPacket) -> Bool {
    triggers.number(of: setup).map { $0 < triggers.requestCount } ?? false
  }
}

extension Checker {
  /// Goes on under `rules` where `base` is now. `rules` only add requests to the base's, and none
  /// of those was made so far.
  package init(continuing base: Checker, under rules: CompiledTable) {
    self.init(rules, options: base.options)
    history = base.history
    belief = base.belief
    missing = base.missing
    spans.open = base.spans.open
    clocks.goOn(from: base.clocks)
    descriptors = base.descriptors
    arrival = base.arrival
    arrival?.reset?.trigger = rules.triggers[.event(.busReset)] ?? 0
    uncertainAnswer = base.uncertainAnswer
    declaredMoves = base.declaredMoves
    notJudged = base.notJudged
    examined.goOn(from: base.exercised)
    takeOver(from: base)
  }
}
