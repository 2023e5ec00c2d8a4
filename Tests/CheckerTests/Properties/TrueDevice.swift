import DFU
import Evidence
import SpecTable
import TestSupport
import USB

/// A device that does, at each request, one thing that its row allows. Its state is known.
struct TrueDevice {
  var state = State.dfuIDLE
  private var status = Status.ok
  var attributes: FunctionalDescriptor.Attributes = []
  var history = History()
  private let rows: [Place: [Row]]

  /// The cell of the table that a row stands in.
  struct Place: Hashable {
    var state: State
    var trigger: Trigger
  }

  /// Where a reply leads.
  struct Next {
    var state: State
    var status: Status
  }

  init(_ table: Table) {
    rows = Dictionary(grouping: table.rows) { Place(state: $0.state, trigger: $0.trigger) }
  }

  /// The requests that begin a transfer and that the descriptor allows.
  var entries: [ClassRequest] {
    (attributes.contains(.canDnload) ? [.dnload, .dnload] : [])
      + (attributes.contains(.canUpload) ? [.upload] : [])
  }

  mutating func describe() {
    history.describe(
      RowStage.descriptors(
        attributes, isRunTime: StateSet.runTime.contains(StateSet(state))))
  }

  mutating func become(_ next: Next) {
    state = next.state
    status = next.status
  }

  /// Moves by the timers that have run out.
  mutating func passTime(to moment: Moment) {
    var random = SeededRandom(0)
    if history.pollTimeoutHasPassed(at: moment, 0) == true { apply(.pollTimeout, &random) }
    if history.detachTimeoutHasPassed(at: moment, 0) == true { apply(.detachTimeout, &random) }
  }

  mutating func apply(_ event: BusEvent, _ random: inout SeededRandom) {
    guard let row = row(.event(event), nil), let outcome = random.pick(row.then),
      let code = random.pick(outcome.statuses(status).statuses)
    else { return }
    become(Next(state: outcome.next(from: row.state), status: code))
  }

  /// What bStatus may be after an outcome. The code that was cleared just before is no other one.
  private func codes(after outcome: Outcome) -> [Status] {
    let codes = outcome.statuses(status)
    guard outcome.status == .otherError else { return codes.statuses }
    return codes.subtracting(history.clearedError).statuses
  }

  private func row(_ trigger: Trigger, _ transfer: ControlTransfer?) -> Row? {
    rows[Place(state: state, trigger: trigger)]?.first { row in
      row.when.allSatisfy {
        $0.holds == $0.fact.holds(for: transfer?.setup, after: history) ?? $0.holds
      }
    }
  }

  /// An answer that an outcome of the row allows, and where it leads.
  func answer(
    _ setup: SetupPacket, _ random: inout SeededRandom
  ) -> (ControlTransfer, Next?)? {
    let name = ClassRequest(setup)?.name ?? RequestDefinition.unknownName
    let empty = RowStage.transfer(setup, .unknown, [], at: RowStage.begin)
    guard let row = row(.request(name), empty) else { return nil }
    let outcomes = row.then.filter {
      $0.verdict < .warning && !$0.statuses(status).isEmpty && $0.reply != .silence
    }
    guard let outcome = random.pick(outcomes), let code = random.pick(codes(after: outcome))
    else { return nil }
    let probes = RowProbe.all(setup).filter { probe in
      probe.fits(outcome, of: row, before: status) && (probe.status ?? code) == code
    }
    guard var transfer = random.pick(probes)?.transfer else { return nil }
    let next = Next(state: outcome.next(from: row.state), status: code)
    if transfer.data.count == 6, next.state == .dfuDNBUSY || next.state == .dfuMANIFEST,
      ClassRequest(setup) == .getStatus
    {
      transfer.data[1] = UInt8.random(in: 0...30, using: &random)
    }
    return (transfer, next)
  }
}
