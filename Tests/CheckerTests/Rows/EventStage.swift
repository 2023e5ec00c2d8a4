import Checker
import DFU
import Evidence
import SpecTable
import USB

/// A row about an event. It has no reply, so the first answer after it shows the outcome.
struct EventStage {
  let row: Row
  let event: BusEvent
  let table: Table
  private let stage: RowStage
  private let before: Checker

  init?(_ row: Row, _ table: Table, _ rules: CompiledTable) {
    guard case .event(let event) = row.trigger else { return nil }
    self.row = row
    self.event = event
    self.table = table
    stage = RowStage(row: row)
    before = stage.checker(rules)
  }

  /// The observations of the event, and the time from the past of the stage to the next answer.
  private var happening: (seen: [Observation.Event], milliseconds: Int64) {
    switch event {
    case .busReset: ([.reset(.portResetRequest)], 10)
    case .powerOnReset, .deviceDetachAttach:
      ([.left(.portStatus), .attached(.afterLeaving)], 10)
    case .interfaceSet: ([.interfaceSet(alternate: 0)], 10)
    case .configured: ([.configured(value: 1)], 10)
    case .pollTimeout: ([], Int64(RowStage.pollMilliseconds) + 10)
    case .detachTimeout: ([], Int64(RowStage.detachMilliseconds) + 10)
    }
  }

  /// The worst verdict for the device when it shows `state` after the event. `inTime` is false for
  /// a timer that has not run out.
  func verdict(showing state: State, _ status: Status? = nil, inTime: Bool = true) -> Verdict {
    var checker = before
    let happening = happening
    var moment = RowProbe.moment
    for event in happening.seen {
      checker.observe(Observation(event, at: moment))
      moment.frame += 1
    }
    let wait = inTime ? happening.milliseconds : 10
    moment.nanoseconds = RowStage.begin.nanoseconds + wait * 1_000_000
    let setup =
      status == nil
      ? ClassRequest.getState.setup(length: 1) : ClassRequest.getStatus.setup(length: 6)
    let bytes: [UInt8] =
      status.map { [$0.rawValue, 0, 0, 0, state.rawValue, 0] } ?? [state.rawValue]
    let answer = RowStage.transfer(setup, .acknowledged, bytes, at: moment)
    checker.observe(Observation(.exchange(answer), at: moment))
    return checker.findings.filter { $0.actor == .device }.map(\.verdict).max() ?? .pass
  }

  /// The rows that look the same on the bus: a device that comes back may have lost its power or
  /// have left by itself.
  private var alike: [Row] {
    let events: [BusEvent] =
      switch event {
      case .powerOnReset, .deviceDetachAttach: [.powerOnReset, .deviceDetachAttach]
      case .busReset, .interfaceSet, .configured, .pollTimeout, .detachTimeout: [event]
      }
    return events.flatMap { event in
      table.rows.filter { other in
        other.state == row.state && other.trigger == .event(event)
          && other.when.allSatisfy {
            $0.fact.holds(for: nil, after: before.history) ?? $0.holds == $0.holds
          }
      }
    }
  }

  /// The states that neither the event nor a GETSTATE after it leads to.
  var strangers: [State] {
    let reached = alike.flatMap { row in row.then.map { $0.next(from: row.state) } }
    let shown = table.rows.filter {
      reached.contains($0.state) && $0.trigger == .request("DFU_GETSTATE")
    }.flatMap { row in row.then.compactMap { $0.reply == .data1 ? $0.next(from: row.state) : nil } }
    return State.allCases.filter { !shown.contains($0) }
  }

  /// Statuses that an outcome leaves in dfuERROR; nil for other states.
  func codes(of outcome: Outcome) -> [Status]? {
    outcome.next(from: row.state) == .dfuERROR ? outcome.statuses(stage.status).statuses : nil
  }
}
