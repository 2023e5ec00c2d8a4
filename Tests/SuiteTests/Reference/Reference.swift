import DFU
import USB

/// The second judgement: device and host by the facts alone.
struct Reference {
  private var device: FactsDevice
  private var host = ReferenceHost()
  private let tolerance: Int64
  private var mustBeRunTime = false
  /// The first frame at which each side is at warning or worse, and what it is.
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
      // AMB-28: the state is kept or dfuIDLE; a code that was known is not known any more.
      let isDFU = !device.members.contains { $0.state == "appIDLE" || $0.state == "appDETACH" }
      device.members = Set(
        device.members.map { .init(state: $0.state, status: $0.state == "dfuERROR" ? nil : "OK") })
      if isDFU { device.members.insert(.init(state: "dfuIDLE", status: "OK")) }
    case .reset, .left, .attached:
      // A.2.1 and 5.1: without DETACH a bus reset leaves the device in run-time mode.
      if case .reset = observation.event { mustBeRunTime = device.states == ["appIDLE"] }
      if case .left = observation.event { mustBeRunTime = false }
      host.interrupted(keepsClock: false)
      device.members = Self.fresh(nil)
    case .gap, .end: break
    }
  }

  /// After a reset or power-on: appIDLE, dfuIDLE, or dfuERROR with any code (AMB-09, 10, 22).
  private static func fresh(_ mode: Mode?) -> Set<FactsDevice.Member> {
    let dfu: Set<FactsDevice.Member> = [
      .init(state: "dfuIDLE", status: "OK"), .init(state: "dfuERROR", status: nil),
    ]
    let app: Set<FactsDevice.Member> = [.init(state: "appIDLE", status: "OK")]
    return mode == .runTime ? app : mode == .dfuMode ? dfu : app.union(dfu)
  }

  private mutating func judge(_ transfer: ControlTransfer) {
    device.passTime(to: transfer.submitted.nanoseconds, tolerance: tolerance)
    let states = device.states
    let ofHost = host.judge(transfer, states: states, set: device.set, tolerance: tolerance)
    let isStandard = ReferenceHost.areStandard(transfer.setup, device.set)
    let ofDevice = device.judge(transfer, fieldsAreStandard: isStandard)
    note("host", ofHost, transfer)
    note("device", ofDevice, transfer)
  }

  private mutating func note(_ actor: String, _ verdict: String, _ transfer: ControlTransfer) {
    guard verdict == "warning" || verdict == "violation", first[actor] == nil else { return }
    first[actor] = (transfer.submitted.frame, verdict)
  }
}
