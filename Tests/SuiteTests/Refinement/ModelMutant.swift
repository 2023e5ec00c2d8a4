import DFU
import SpecTable
import USB

@testable import Checker
@testable import DeviceModel

/// A step of the reference model with another reply, or that leads to another state.
struct ModelMutant {
  /// `state action: change`.
  var id: String
  var change: MutatedDevice.Change
  var action: HostAction
  /// The device and its checker before the step.
  var witness: Situation

  /// Whether the checker finds fault with the device, at the step or at what follows.
  func isKilled() -> Bool {
    guard var device = witness.device as? MutatedDevice else { return false }
    device.change = change
    var changed = witness
    changed.device = device
    if Self.isFault(changed.take(action)) { return true }
    return Self.sequels(to: changed.interface).contains { sequel in
      var after = changed
      return sequel.contains { Self.isFault(after.take($0)) }
    }
  }

  private static func isFault(_ finding: Finding?) -> Bool {
    finding.map { $0.verdict >= .warning } ?? false
  }

  /// What a host does next to find out where a device is.
  private static func sequels(to interface: UInt16) -> [[HostAction]] {
    func request(_ request: ClassRequest, length: UInt16 = 0, value: UInt16 = 0) -> HostAction {
      var setup = request.setup(length: length)
      setup.index = interface
      setup.value = value
      return .request(setup)
    }
    let status = request(.getStatus, length: 6)
    let state = request(.getState, length: 1)
    let wait = HostAction.wait(milliseconds: 100)
    let requests = [
      request(.abort), request(.clrStatus), request(.dnload, length: 64), request(.dnload),
      request(.upload, length: 64), request(.detach, value: 1000),
    ]
    return [
      [state], [status, state], [wait, state], [wait, status, state], [status, wait, status],
    ]
      + requests.map { [$0, state, status, wait, status] }
      + [.busReset(configures: true), .powerCycle].map { [$0, state, status] }
  }
}

extension ModelMutant {
  /// Whether the facts allow the changed step too.
  func isAllowed(by facts: [RowFacts]) -> Bool {
    guard var device = witness.device as? MutatedDevice else { return false }
    device.change = change
    var changed = witness
    changed.device = device
    _ = changed.take(action)
    var steps = changed.steps
    if case .data(let bytes)? = change.answer, let report = StatusReport(bytes),
      let status = report.status, let last = steps.indices.last
    {
      if report.state == .dfuERROR, status != changed.place.status { return false }
      steps[last].nextStatus = status
    }
    let certain = steps.filter(\.isCertain)
    let open = steps.filter { !$0.isCertain }
    return !steps.isEmpty && certain.allSatisfy { facts[$0.row].allow($0) }
      && (open.isEmpty || open.contains { facts[$0.row].allow($0) })
  }
}

/// The steps of the reference model, each with the first situation from which it was taken, and
/// their mutants.
struct ModelSteps {
  /// In the order in which they were first taken.
  private var keys: [Key] = []
  private var taken: [Key: Taken] = [:]
  private let finder: RowFinder
  private let rules: CompiledTable

  /// What makes a step another one.
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

  /// Walks a device and adds the mutants of the steps that no device before it has taken.
  mutating func explore(_ parameters: ReferenceParameters) {
    let first = Situation(MutatedDevice(parameters), rules, finder)
    var seen: Set<Situation.Key> = [first.key(lastFault: 0, byBelief: true)]
    var waiting = [first]
    var next = 0
    while next < waiting.count {
      var situation = waiting[next]
      // What a timer of 0 ms does is done before the host does anything.
      _ = situation.take(.wait(milliseconds: 0))
      next += 1
      for action in HostAction.requests(to: situation.interface, isXMOS: false) + HostAction.events
      {
        var after = situation
        _ = after.take(action)
        let key = Key(phase: situation.phaseName, action: action, steps: after.steps)
        note(key, Taken(before: situation, after: after))
        if seen.insert(after.key(lastFault: 0, byBelief: true)).inserted { waiting.append(after) }
      }
    }
  }

  /// A situation in which the checker is certain of the state is worth more than one in which
  /// it is not.
  private mutating func note(_ key: Key, _ new: Taken) {
    guard let old = taken[key] else {
      keys.append(key)
      taken[key] = new
      return
    }
    if !old.before.checker.belief.isCertain, new.before.checker.belief.isCertain {
      taken[key] = new
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
    var mutants: [ModelMutant] = []
    let name = "\(witness.phaseName), \(action)"
    func add(
      _ change: String, _ happening: MutatedDevice.Happening, _ next: State?,
      _ answer: ModelReply.Answer? = nil
    ) {
      mutants.append(
        ModelMutant(
          id: "\(name): \(change)", change: .init(at: happening, next: next, answer: answer),
          action: action, witness: witness))
    }
    let happening: MutatedDevice.Happening
    switch action {
    case .request(let setup):
      happening = .request
      for (change, answer) in answers(to: setup, from: witness) {
        add(change, .request, nil, answer)
      }
    case .wait:
      // Every timer is a multiple of 10 ms: what happens in longer waits is a step of a short one.
      let isShort = action == .wait(milliseconds: 10)
      guard isShort, after.device.state != witness.device.state else { return [] }
      happening = .clock
    case .busReset: happening = .busReset
    case .powerCycle: happening = .powerCycle
    case .configure, .setInterface: happening = .standard
    }
    for state in State.allCases where state != after.device.state {
      add("next \(state.name)", happening, state)
    }
    return mutants
  }

  /// Every other answer that could be given instead of the device's.
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
    case .getStatus?:
      for state in State.allCases {
        for status in [Status.ok, .errUNKNOWN] {
          let report = StatusReport(
            rawStatus: status.rawValue, pollTimeoutMilliseconds: 0, rawState: state.rawValue)
          all.append(("shows \(state.name) \(status.name)", .data(report.bytes)))
        }
      }
    case .getState?:
      all += State.allCases.map { ("shows \($0.name)", .data([$0.rawValue])) }
    case .upload?, .detach?, .dnload?, .clrStatus?, .abort?, nil:
      all.append(("full", .data([UInt8](repeating: 0, count: length))))
    }
    return all.filter { !$0.1.looks(like: own) }
  }
}

extension ModelReply.Answer {
  /// Whether a host cannot tell the two by their form and by what they show.
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
  /// The phase of the machine, with what decides its next step.
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
