import DFU
import SpecTable
import USB

@testable import Checker
@testable import DeviceModel

/// A step of the reference model, changed to give another reply or to lead to another state.
struct ModelMutant {
  /// The state before the step, with everything that decides the step.
  var phase: String
  /// The change, in words.
  var name: String
  var change: MutatedDevice.Change
  var action: HostAction
  /// The device and its checker before the step.
  var witness: Situation

  var id: String { "\(phase), \(action): \(name)" }

  /// The first fault of the device that the checker finds, at the changed step or after it.
  func fault() -> Finding? { first { $0.verdict >= .warning } }

  /// The first note about the device that it does not earn without the change.
  func ownNote() -> Finding? {
    var unchanged = self
    unchanged.change = .init(at: .request)
    var known: Set<String> = []
    _ = unchanged.first {
      known.insert($0.rule)
      return false
    }
    return first { $0.verdict == .note && !known.contains($0.rule) }
  }

  /// The first finding that is sought, at the changed step or after it.
  private func first(_ isSought: (Finding) -> Bool) -> Finding? {
    guard var device = witness.device as? MutatedDevice else { return nil }
    device.change = change
    var changed = witness
    changed.device = device
    if let finding = changed.take(action), isSought(finding) { return finding }
    for sequel in Self.sequels(to: changed.interface) {
      var after = changed
      for action in sequel {
        if let finding = after.take(action), isSought(finding) { return finding }
      }
    }
    return nil
  }

  /// Sequences of host actions that show the state of a device.
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
  /// Whether it is only about the code in dfuERROR, which is then another one than was shown. The
  /// text holds the state and not the code (6.1.3), and an error may come in any state (Figure
  /// A.1): that is a note.
  var isOtherCode: Bool {
    if change.status != nil { return true }
    guard case .data(let bytes)? = change.answer, let report = StatusReport(bytes),
      let status = report.status
    else { return false }
    var after = witness
    _ = after.take(action)
    return after.place.state == .dfuERROR && report.state == .dfuERROR && status != .ok
  }

  /// Whether the facts also allow the changed step.
  func isAllowed(by facts: [RowFacts]) -> Bool {
    guard var device = witness.device as? MutatedDevice else { return false }
    device.change = change
    var changed = witness
    changed.device = device
    _ = changed.take(action)
    // No line is about a departure that is missing, or about something that happens by itself.
    guard change.departure == nil, change.at != .idle else { return false }
    var steps = changed.steps
    // Not allowed: another code after a report has shown the code, and bStatus OK in dfuERROR.
    let hasShown = steps.last?.replies == [.data6] && steps.last?.shown == .dfuERROR
    if hasShown, change.status != nil { return false }
    if changed.place == .init(state: .dfuERROR, status: .ok) { return false }
    if case .data(let bytes)? = change.answer, let report = StatusReport(bytes),
      case .request(let setup) = action, ClassRequest(setup) == .getStatus
    {
      guard let status = report.status, let last = steps.indices.last else { return false }
      if report.state == .dfuERROR, status != changed.place.status { return false }
      steps[last].nextStatus = status
    }
    let certain = steps.filter(\.isCertain)
    let open = steps.filter { !$0.isCertain }
    return !steps.isEmpty && certain.allSatisfy { facts[$0.row].allow($0) }
      && (open.isEmpty || open.contains { facts[$0.row].allow($0) })
  }
}
