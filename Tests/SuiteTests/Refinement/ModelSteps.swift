import DFU
import SpecTable
import USB

@testable import Checker
@testable import DeviceModel

/// The steps of the reference model, each with a situation before it, and the mutants of the
/// steps.
struct ModelSteps {
  /// The steps in the order in which they were first seen.
  private var keys: [Key] = []
  private var taken: [Key: Taken] = [:]
  private let finder: RowFinder
  private let rules: CompiledTable

  /// Identifies a step: two steps with the same key count as one step.
  private struct Key: Hashable {
    var phase: String
    var action: HostAction
    var steps: [Step]
  }

  private struct Taken {
    var before: Situation
    var after: Situation
  }

  init(_ table: Table) {
    finder = RowFinder(table)
    rules = CompiledTable(table.withoutHostRules)
  }

  /// Walks a device and adds its new steps. `triesOddFields`: also sends requests with odd fields.
  mutating func explore(_ parameters: ReferenceParameters, triesOddFields: Bool) {
    let first = Situation(MutatedDevice(parameters), rules, finder)
    var seen: Set<Situation.Key> = [first.key(lastFault: 0, byBelief: true)]
    var waiting = [first]
    var next = 0
    while next < waiting.count {
      var situation = waiting[next]
      // A timer of 0 ms runs out before the host's next action.
      _ = situation.take(.wait(milliseconds: 0))
      next += 1
      for action in HostAction.requests(to: situation.interface, isXMOS: false) + HostAction.events
      {
        let after = take(action, from: situation)
        if seen.insert(after.key(lastFault: 0, byBelief: true)).inserted { waiting.append(after) }
      }
      guard triesOddFields else { continue }
      for action in HostAction.oddRequests(to: situation.interface) {
        _ = take(action, from: situation)
      }
    }
  }

  private mutating func take(_ action: HostAction, from situation: Situation) -> Situation {
    var after = situation
    _ = after.take(action)
    let key = Key(phase: situation.phaseName, action: action, steps: after.steps)
    note(key, Taken(before: situation, after: after))
    return after
  }

  /// Keeps for each step the situation in which the checker believes the fewest pairs possible:
  /// there it finds the most faults.
  private mutating func note(_ key: Key, _ new: Taken) {
    guard let old = taken[key] else {
      keys.append(key)
      taken[key] = new
      return
    }
    if new.before.checker.belief.size < old.before.checker.belief.size { taken[key] = new }
  }

  /// All steps without a change. The checker must find no fault at them or after them.
  var unchanged: [ModelMutant] {
    keys.compactMap { key in
      taken[key].map {
        ModelMutant(
          phase: key.phase, name: "unchanged", change: .init(at: .request), action: key.action,
          witness: $0.before)
      }
    }
  }

  var mutants: [ModelMutant] {
    keys.flatMap { key in
      taken[key].map { mutants(of: key.action, from: $0.before, to: $0.after) } ?? []
    }
  }

  private func mutants(
    of action: HostAction, from witness: Situation, to after: Situation
  ) -> [ModelMutant] {
    var changes: [(String, MutatedDevice.Change)] = []
    let happening: MutatedDevice.Happening
    switch action {
    case .request(let setup):
      happening = .request
      changes = answers(to: setup, from: witness).map { ($0, .init(at: .request, answer: $1)) }
    case .wait:
      // Every timer is a multiple of 10 ms, so a longer wait has the same steps as short waits.
      guard action == .wait(milliseconds: 10) else { return [] }
      happening = after.device.state == witness.device.state ? .idle : .clock
    case .busReset: happening = .busReset
    case .powerCycle: happening = .powerCycle
    case .configure, .setInterface: happening = .standard
    }
    changes += moves(at: happening, to: after)
    return changes.map { name, change in
      ModelMutant(
        phase: witness.phaseName, name: name, change: change, action: action, witness: witness)
    }
  }

  /// All other next states, with every bStatus in dfuERROR, and all other ends of a departure that
  /// begins with the step.
  private func moves(
    at happening: MutatedDevice.Happening, to after: Situation
  ) -> [(String, MutatedDevice.Change)] {
    let (own, status) = (after.place.state, after.place.status)
    var moves: [(String, MutatedDevice.Change)] = State.allCases.filter { $0 != own }
      .map { ("next \($0.name)", .init(at: happening, next: $0)) }
    if own == .dfuERROR {
      moves += Status.allCases.filter { $0 != status }
        .map { ("next \(own.name) \($0.name)", .init(at: happening, status: $0)) }
    }
    if after.device.pendingReboot != nil, happening == .request || happening == .clock {
      moves += [
        ("stays", .init(at: happening, departure: .dropped)),
        ("leaves for the other mode", .init(at: happening, departure: .toOtherMode)),
      ]
    }
    return moves
  }

  /// All possible answers except the device's answer.
  private func answers(
    to setup: SetupPacket, from witness: Situation
  ) -> [(String, ModelReply.Answer)] {
    var device = witness.device
    let payload = [UInt8](repeating: 0x5A, count: Int(setup.length))
    let own = device.handle(setup, payload: payload).answer
    var all: [(String, ModelReply.Answer)] = [("stall", .stalled), ("no answer", .noAnswer)]
    guard setup.requestType.direction == .deviceToHost, setup.length > 0 else {
      return (all + [("ack", .acknowledged)]).filter { $0.1 != own }
    }
    let length = Int(setup.length)
    all.append(("overflow", .overflow([UInt8](repeating: 0, count: length + 1))))
    all.append(("short", .data([UInt8](repeating: 0, count: length - 1))))
    switch ClassRequest(setup) {
    case .getStatus? where length == 6: all += Self.reports
    case .getState? where length == 1:
      all += State.allCases.map { ("shows \($0.name)", .data([$0.rawValue])) }
      all.append(("shows state 11", .data([11])))
    case .getStatus?, .getState?, .upload?, .detach?, .dnload?, .clrStatus?, .abort?, nil:
      all.append(("full", .data([UInt8](repeating: 0, count: length))))
    }
    return all.filter { !$0.1.looks(like: own) }
  }

  /// Status reports with all pairs of state and bStatus, and with values that DFU does not define.
  private static let reports: [(String, ModelReply.Answer)] = {
    func report(_ status: UInt8, _ state: UInt8) -> ModelReply.Answer {
      let isBusy = [State.dfuDNBUSY, .dfuMANIFEST].contains { $0.rawValue == state }
      return .data(
        StatusReport(
          rawStatus: status, pollTimeoutMilliseconds: isBusy ? 20 : 0, rawState: state
        ).bytes)
    }
    let defined = State.allCases.flatMap { state in
      Status.allCases.map { status in
        ("shows \(state.name) \(status.name)", report(status.rawValue, state.rawValue))
      }
    }
    let undefined = State.allCases.map { ("shows \($0.name) 16", report(16, $0.rawValue)) }
    return defined + undefined + [("shows state 11 OK", report(Status.ok.rawValue, 11))]
  }()
}

extension Belief {
  /// The number of possible pairs of state and bStatus.
  fileprivate var size: Int { State.allCases.map { self[$0].statuses.count }.reduce(0, +) }
}

extension ModelReply.Answer {
  /// Whether a host cannot tell the two answers apart by their form and by the state they show.
  fileprivate func looks(like other: ModelReply.Answer) -> Bool {
    guard case .data(let bytes) = self, case .data(let others) = other else {
      return self == other
    }
    guard bytes.count == 6, others.count == 6 else {
      return bytes.count == 1 && others.count == 1 ? bytes == others : bytes.count == others.count
    }
    return bytes[0] == others[0] && bytes[4] == others[4]
  }
}

extension Situation {
  /// The name of the machine's phase, with everything that decides its next step.
  var phaseName: String {
    let name = device.state.name
    return switch machine?.phase {
    case .dnloadSync(let work)?, .dnBusy(let work)?: "\(name) \(work.result.name)"
    case .manifestSync(let result)?: "\(name) \(result?.name ?? "before")"
    case .appIDLE?, .appDETACH?, .dfuIDLE?, .dnloadIDLE?, .manifest?, .manifestWaitReset?,
      .uploadIDLE?, .error?, nil:
      name
    }
  }
}
