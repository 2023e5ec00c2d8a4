import DFU
import Evidence
import SpecTable
import USB

// The descriptors say one mode, and the first state that is shown belongs to the other. Where only
// one byte of the descriptors says so, that byte is the fault, and the answer is what shows it.

extension Checker {
  /// The descriptor that is wrong when `seen` shows a state of the other mode; nil where it is not
  /// the descriptor, or where the table has no rule for it.
  func contradiction(_ scene: Scene, shownBy seen: ReplySeen) -> Finding? {
    guard let shown = seen.shown, history.onlyProtocolTellsRunTime,
      let mode = history.describedMode, !mode.states.contains(StateSet(shown)),
      let rule = rules.table.descriptors.first(where: { $0.field == .tellingMode })
    else { return nil }
    let frame = places.map { rule.field.moment(in: $0).frame }
    let values = history.descriptors.map { rule.field.values(in: $0) } ?? []
    let value = values.first.map(rule.field.text) ?? "no value"
    return finding(
      rule.path, rule.actor, rule.level.breach, scene, reading: rule.reading
    ) { $0.contradiction(rule, value, mode, inFrame: frame, shown) }
  }
}

// MARK: - What such descriptors show of an arrival

extension Checker {
  /// Settles the arrival by descriptors that were in doubt, unless the first answer after it shows
  /// a state of the other mode: then that byte is wrong, and the answer settles the arrival.
  mutating func settleDoubtfulMode(by transfer: ControlTransfer) {
    guard $doubtfulMode else { return }
    let seen = ReplySeen(transfer, toleranceMilliseconds: options.toleranceMilliseconds)
    settleDoubtfulMode(showing: seen.shown.map { StateSet($0) })
  }

  /// `states`: what the device shows beside the descriptors; nil where it shows nothing.
  mutating func settleDoubtfulMode(showing states: StateSet? = nil) {
    guard $doubtfulMode, let doubtful = doubtfulMode else { return }
    doubtfulMode = nil
    let mode = doubtful.mode
    if let states, !mode.states.overlaps(states) { return }
    settleArrival(in: mode.states, .all, showing: .descriptors(mode), at: doubtful.at)
    if doubtful.isUnexplained, missing == nil { tellUnexplained(mode, at: doubtful.at) }
  }
}
