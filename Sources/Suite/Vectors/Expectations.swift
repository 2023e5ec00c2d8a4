import Checker
import DFU
import SpecTable
import USB
import Vectors

/// Tells what the table allows in a step, in the form of a vector's expectations.
enum Expectations {
  /// For each row that applies, what the device may answer to a request that is sent now.
  static func all(
    _ checker: Checker, _ setup: SetupPacket, at moment: Moment
  ) -> [Vector.Expectation] {
    var all: [Vector.Expectation] = []
    for allowed in checker.allowed(setup, at: moment) {
      let outcome = Vector.ExpectedOutcome(allowed.outcome, in: allowed.row.state)
      if all.last?.rule == allowed.row.path {
        if all[all.count - 1].outcomes.contains(outcome) { continue }
        all[all.count - 1].outcomes.append(outcome)
      } else {
        all.append(
          Vector.Expectation(
            rule: allowed.row.path, clause: allowed.row.cite.text, outcomes: [outcome]))
      }
    }
    return all
  }
}

extension Vector.ExpectedOutcome {
  fileprivate init(_ outcome: SpecTable.Outcome, in state: State) {
    let status =
      switch outcome.status {
      case .unchanged, .unchangedError: "unchanged"
      case .clearedError, .otherError, .changedError, .oneOf(.anyError): "any-error"
      case .oneOf(let set): set.statuses.map(\.name).joined(separator: "|")
      }
    self.init(reply: outcome.reply.rawValue, next: outcome.nextName(from: state), status: status)
  }
}
