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
