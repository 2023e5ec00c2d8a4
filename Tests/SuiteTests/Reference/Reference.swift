import DFU
import USB

/// An independent second judgement of the device and the host, from the facts alone.
struct Reference {
  private var device: FactsDevice
  private var host = ReferenceHost()
  private let tolerance: Int64
  private var mustBeRunTime = false
  /// For each side, the first frame with a warning or a violation, and the verdict.
  private(set) var first: [String: (frame: Int, verdict: String)] = [:]

  init(toleranceMilliseconds: Double = 1) {
    tolerance = Int64(toleranceMilliseconds * 1e6)
    let all = Facts.states.map {
      FactsDevice.Member(state: $0, status: $0 == "dfuERROR" ? nil : "OK")
    }
    device = FactsDevice(members: Set(all), set: nil)
  }

  mutating func observe(_ observation: Observation) {
    switch observation.event {
    case .exchange(let transfer): judge(transfer)
    case .described(let set):
      if set.mode == .dfuMode, mustBeRunTime {
        first["device"] = first["device"] ?? (observation.at.frame, "violation")
      }
      mustBeRunTime = false
      device.set = set
      let kept = set.mode == .runTime ? Array(Facts.states.prefix(2)) : Facts.dfuStates
      device.members = device.members.filter { kept.contains($0.state) }
      if device.members.isEmpty { device.members = Self.fresh(set.mode) }
    case .configured, .interfaceSet:
      host.interrupted(keepsClock: true)
      // AMB-28: the device keeps its state or goes to dfuIDLE. The code is unknown afterwards.
      let isDFU = !device.members.contains { $0.state == "appIDLE" || $0.state == "appDETACH" }
      device.members = Set(
        device.members.map { .init(state: $0.state, status: $0.state == "dfuERROR" ? nil : "OK") })
      if isDFU { device.members.insert(.init(state: "dfuIDLE", status: "OK")) }
    case .reset, .left, .attached:
      // A.2.1 and 5.1: without a DETACH before it, a bus reset does not end run-time mode.
      if case .reset = observation.event { mustBeRunTime = device.states == ["appIDLE"] }
      if case .left = observation.event { mustBeRunTime = false }
      host.interrupted(keepsClock: false)
      device.members = Self.fresh(nil)
    case .gap, .end: break
    }
  }

  /// The possible pairs after a reset or power-on: appIDLE, dfuIDLE, or dfuERROR with any code
  /// (AMB-09, 10, 22).
  private static func fresh(_ mode: Mode?) -> Set<FactsDevice.Member> {
    let dfu: Set<FactsDevice.Member> = [
      .init(state: "dfuIDLE", status: "OK"), .init(state: "dfuERROR", status: nil),
    ]
    let app: Set<FactsDevice.Member> = [.init(state: "appIDLE", status: "OK")]
    return mode == .runTime ? app : mode == .dfuMode ? dfu : app.union(dfu)
  }

  private mutating func judge(_ transfer: ControlTransfer) {
    device.passTime(to: transfer.submitted.nanoseconds, tolerance: tolerance)
    let states = statesForHost
    let ofHost = host.judge(transfer, states: states, set: device.set, tolerance: tolerance)
    let isStandard = ReferenceHost.areStandard(transfer.setup, device.set)
    let ofDevice = device.judge(transfer, fieldsAreStandard: isStandard)
    note("host", ofHost, transfer)
    note("device", ofDevice, transfer)
  }

  /// Where no state that is left belongs to the mode of the descriptors, either may be true: only
  /// an enumeration changes the mode (5.1). The host is wrong where both make it so.
  private var statesForHost: Set<String> {
    guard let mode = device.set?.mode else { return device.states }
    let described = Set(mode == .runTime ? Array(Facts.states.prefix(2)) : Facts.dfuStates)
    guard device.states.isDisjoint(with: described) else { return device.states }
    return device.states.union(described)
  }

  private mutating func note(_ actor: String, _ verdict: String, _ transfer: ControlTransfer) {
    guard verdict == "warning" || verdict == "violation", first[actor] == nil else { return }
    first[actor] = (transfer.submitted.frame, verdict)
  }
}
