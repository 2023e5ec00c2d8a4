import DFU
import Evidence
import SpecTable
import USB

/// The belief set once more, as plainly as possible: a set of members, each walked over the rows of
/// the table. It is slow, and uses no code of the checker.
struct NaiveBelief {
  private struct Member: Hashable {
    var state: State
    var status: Status
  }

  private var members: Set<Member>
  private var history = History()
  private let rows: [TrueDevice.Place: [Row]]

  init(_ table: Table) {
    rows = Dictionary(grouping: table.rows) {
      TrueDevice.Place(state: $0.state, trigger: $0.trigger)
    }
    members = Set(
      State.allCases.flatMap { state in
        Status.allCases.map { Member(state: state, status: $0) }
      })
  }

  /// Whether `observation` is a reply that no member can have given.
  mutating func isContradicted(by observation: Observation) -> Bool {
    switch observation.event {
    case .exchange(let transfer): return answer(transfer)
    case .described(let set):
      history.describe(set)
      let wanted: StateSet = set.mode == .runTime ? .runTime : .dfuMode
      members = members.filter { wanted.contains(StateSet($0.state)) }
    case .configured(let value):
      members = moved([.configured], keepsOthers: true)
      history.configure(value != 0)
    case .interfaceSet: members = moved([.interfaceSet], keepsOthers: true)
    case .reset:
      passTime(to: observation.at)
      members = moved([.busReset], keepsOthers: true)
      history.startOver()
    case .attached(.afterLeaving):
      members = moved([.powerOnReset, .deviceDetachAttach], keepsOthers: false)
      history.startOver()
    case .attached, .left, .gap, .end: break
    }
    return false
  }

  private func rows(
    _ state: State, _ trigger: Trigger, _ transfer: ControlTransfer?
  ) -> [Row] {
    (rows[TrueDevice.Place(state: state, trigger: trigger)] ?? []).filter { row in
      row.when.allSatisfy {
        $0.holds == $0.fact.holds(for: transfer?.setup, after: history) ?? $0.holds
      }
    }
  }

  private mutating func answer(_ transfer: ControlTransfer) -> Bool {
    passTime(to: transfer.submitted)
    let probe = RowProbe(seen: transfer)
    let trigger = Trigger.request(
      ClassRequest(transfer.setup)?.name ?? RequestDefinition.unknownName)
    var next: Set<Member> = []
    for member in members {
      for row in rows(member.state, trigger, transfer) {
        for outcome in row.then
        where outcome.verdict < .violation && probe.fits(outcome, of: row, before: member.status) {
          for status in outcome.statuses(member.status).statuses
          where probe.status == nil || probe.status == status {
            next.insert(Member(state: outcome.next(from: row.state), status: status))
          }
        }
      }
    }
    members = next
    history.record(transfer)
    return next.isEmpty
  }

  private mutating func passTime(to moment: Moment) {
    let tolerance: Int64 = 1_000_000
    let timers: [(BusEvent, Bool?)] = [
      (.pollTimeout, history.pollTimeoutHasPassed(at: moment, tolerance)),
      (.detachTimeout, history.detachTimeoutHasPassed(at: moment, tolerance)),
    ]
    for (event, hasPassed) in timers where hasPassed != false {
      let after = moved([event], keepsOthers: true)
      members = hasPassed == true ? after : members.union(after)
    }
  }

  private func moved(_ events: [BusEvent], keepsOthers: Bool) -> Set<Member> {
    var next: Set<Member> = []
    for event in events {
      for member in members {
        let rows = rows(member.state, .event(event), nil)
        if rows.isEmpty, keepsOthers { next.insert(member) }
        for row in rows {
          for outcome in row.then {
            for status in outcome.statuses(member.status).statuses {
              next.insert(Member(state: outcome.next(from: row.state), status: status))
            }
          }
        }
      }
    }
    return next
  }
}

extension RowProbe {
  /// A transfer of a trace, as the alphabet has it.
  init(seen transfer: ControlTransfer) {
    let same = RowProbe.all(transfer.setup).first {
      $0.transfer.outcome == transfer.outcome && $0.isSameAnswer(as: transfer)
    }
    self = same ?? RowProbe(transfer: transfer, replies: [])
  }

  private func isSameAnswer(as other: ControlTransfer) -> Bool {
    guard transfer.data.count == other.data.count else { return false }
    switch other.data.count {
    case 6 where ClassRequest(other.setup) == .getStatus:
      return transfer.data[0] == other.data[0] && transfer.data[4] == other.data[4]
    case 1 where ClassRequest(other.setup) == .getState: return transfer.data == other.data
    default: return true
    }
  }
}
