import DFU
import USB

/// Judges the duties of a host in one session (facts, section 6; timing, section 5).
///
/// Simple on purpose: one variable for each thing to remember.
struct ReferenceHost {
  private var due: Set<UInt16> = []
  /// The number after the last block's.
  private var next: UInt16?
  /// Whether every UPLOAD of the present upload had the number 0.
  private var isZeroThroughout = false
  private var direction = ""
  private var lastLength: UInt16?
  private var awaitsIdle = false
  private var awaitsStatus = false
  private var awaitsReason = false
  private var isManifesting = false
  /// Whether dfuMANIFEST-WAIT-RESET was shown. Only a device that is not manifestation tolerant may
  /// be in this state.
  private var awaitsReset = false
  private var lastReport: (poll: UInt32, at: Int64, isBusy: Bool)?

  /// The worst verdict of a request: pass, note, warning or violation.
  mutating func judge(
    _ transfer: ControlTransfer, states: Set<String>, set: DescriptorSet?, tolerance: Int64
  ) -> String {
    let event = FactsDevice.event(transfer.setup)
    var verdicts = [
      fields(transfer.setup, set), legality(event, states, set), numbers(transfer.setup, set),
      sequence(event, set), timing(event, transfer, states, tolerance),
    ]
    if event == "GETSTATUS" { awaitsReason = false }
    remember(event, transfer)
    verdicts.removeAll { $0 == "pass" }
    return ["violation", "warning", "note"].first { verdicts.contains($0) } ?? "pass"
  }

  /// H02: the fields of the request, and its direction.
  private func fields(_ setup: SetupPacket, _ set: DescriptorSet?) -> String {
    let isTurned = ClassRequest(setup) == nil && setup.request <= ClassRequest.abort.rawValue
    return !isTurned && Self.areStandard(setup, set) ? "pass" : "violation"
  }

  static func areStandard(_ setup: SetupPacket, _ set: DescriptorSet?) -> Bool {
    if let set, setup.index != UInt16(set.interfaceNumber) { return false }
    switch ClassRequest(setup) {
    case .getStatus?: return setup.value == 0 && setup.length == 6
    case .getState?: return setup.value == 0 && setup.length == 1
    case .clrStatus?, .abort?: return setup.value == 0 && setup.length == 0
    case .detach?: return setup.length == 0
    case .dnload?, .upload?, nil: return true
    }
  }

  /// H01, H06, H12, H14, H15, H20, H21: requests that are forbidden in the state.
  private func legality(_ event: String, _ states: Set<String>, _ set: DescriptorSet?) -> String {
    func certainly(_ forbidden: String...) -> Bool { states.isSubset(of: Set(forbidden)) }
    let attributes = set?.functional?.attributes
    switch event {
    case "DETACH":
      if states.isSubset(of: Set(Facts.dfuStates)) { return "violation" }
      return certainly("appDETACH") ? "violation" : "pass"
    case "DNLOAD_DATA":
      if attributes?.contains(.canDnload) == false { return "violation" }
      if certainly("appIDLE", "appDETACH") { return "violation" }
      return certainly("dfuUPLOAD-IDLE") || certainly("dfuERROR") ? "violation" : "pass"
    case "DNLOAD_ZERO":
      return certainly("dfuIDLE") || certainly("dfuUPLOAD-IDLE") || certainly("dfuERROR")
        ? "violation" : "pass"
    case "UPLOAD":
      if attributes?.contains(.canUpload) == false { return "violation" }
      if certainly("appIDLE", "appDETACH") { return "violation" }
      return certainly("dfuDNLOAD-SYNC", "dfuDNBUSY", "dfuDNLOAD-IDLE") || certainly("dfuERROR")
        ? "violation" : "pass"
    case "CLRSTATUS":
      return states.contains("dfuERROR") ? "pass" : "violation"
    case "ABORT":
      if certainly("appIDLE", "appDETACH") || certainly("dfuERROR") { return "violation" }
      return certainly("dfuDNLOAD-SYNC", "dfuMANIFEST-SYNC") ? "note" : "pass"
    default: return "pass"
    }
  }

  /// H07, H08: the block numbers.
  private func numbers(_ setup: SetupPacket, _ set: DescriptorSet?) -> String {
    let request = ClassRequest(setup)
    guard request == .dnload || request == .upload else { return "pass" }
    let name = request == .dnload ? "down" : "up"
    // AMB-23: an UPLOAD may have the number 0 throughout.
    let isNumbered =
      request == .dnload ? setup.length > 0 : !(isZeroThroughout && setup.value == 0)
    if isNumbered, direction == name, !due.isEmpty, !due.contains(setup.value) {
      return "violation"
    }
    if request == .upload, setup.length == 0 { return "violation" }
    if let size = set?.functional?.transferSize, setup.length > size { return "warning" }
    if request == .dnload, setup.length > 0, let lastLength,
      let smallest = set?.device?.maxPacketSize0, lastLength < UInt16(smallest)
    {
      return "warning"
    }
    return "pass"
  }

  /// H09, H11, H13, H17: the order of the requests.
  private func sequence(_ event: String, _ set: DescriptorSet?) -> String {
    let isData = event.hasPrefix("DNLOAD") || event == "UPLOAD"
    if awaitsIdle, event.hasPrefix("DNLOAD") { return "violation" }
    if awaitsStatus, isData { return "violation" }
    if awaitsReason, isData || event == "CLRSTATUS" || event == "ABORT" { return "violation" }
    let isTolerant = set?.functional?.attributes.contains(.manifestationTolerant)
    if isManifesting || awaitsReset, isTolerant == false { return "violation" }
    if isManifesting, isTolerant == true, isData { return "violation" }
    return "pass"
  }

  /// T1 (H10), T5: the times between requests.
  private func timing(
    _ event: String, _ transfer: ControlTransfer, _ states: Set<String>, _ tolerance: Int64
  ) -> String {
    guard let last = lastReport, last.poll > 0 else { return "pass" }
    let waited = transfer.submitted.nanoseconds - last.at
    guard waited < Int64(last.poll) * 1_000_000 - tolerance else { return "pass" }
    if last.isBusy { return "violation" }
    return event == "GETSTATUS" ? "warning" : "pass"
  }

  // MARK: - Memory

  private mutating func remember(_ event: String, _ transfer: ControlTransfer) {
    if lastReport?.isBusy == true { lastReport = nil }
    let isAcknowledged = transfer.outcome == .acknowledged
    switch event {
    case "DNLOAD_DATA" where isAcknowledged: took(transfer.setup, "down")
    case "DNLOAD_ZERO" where isAcknowledged:
      end()
      awaitsStatus = true
    case "UPLOAD" where isAcknowledged:
      if transfer.actualLength ?? 0 < Int(transfer.setup.length) {
        end()
      } else {
        took(transfer.setup, "up")
      }
    case "GETSTATUS", "GETSTATE": shown(transfer)
    case "ABORT" where isAcknowledged, "CLRSTATUS" where isAcknowledged: end()
    default: break
    }
    if transfer.outcome == .stalled, event != "GETSTATUS", event != "GETSTATE" {
      awaitsReason = true
      if event != "DETACH" { end() }
    }
  }

  private mutating func took(_ setup: SetupPacket, _ name: String) {
    let goesOn = direction == name
    let isZeroAgain = goesOn && isZeroThroughout && setup.value == 0
    due = [isZeroAgain ? 0 : setup.value &+ 1]
    if goesOn, !isZeroAgain, let next, next != setup.value { due.insert(next &+ 1) }
    next = isZeroAgain ? 0 : setup.value &+ 1
    isZeroThroughout = name == "up" && setup.value == 0 && (!goesOn || isZeroThroughout)
    direction = name
    lastLength = name == "down" ? setup.length : nil
    if name == "down" { awaitsIdle = true }
  }

  private mutating func shown(_ transfer: ControlTransfer) {
    if ClassRequest(transfer.setup) == .getStatus {
      awaitsStatus = false
      lastReport = nil
    }
    // The host uses only bState here; the other bytes do not matter.
    guard let state = FactsDevice.shownState(transfer) else { return }
    if ["dfuDNLOAD-IDLE", "dfuIDLE", "dfuERROR"].contains(state) { awaitsIdle = false }
    if state == "dfuIDLE" || state == "dfuERROR" { end() }
    switch state {
    case "dfuMANIFEST", "dfuMANIFEST-SYNC": isManifesting = true
    case "dfuMANIFEST-WAIT-RESET": awaitsReset = true
    default:
      // Any other state shows that the manifestation is over.
      isManifesting = false
      awaitsReset = false
    }
    guard let report = StatusReport(transfer.data), Facts.dfuStates.contains(state) else { return }
    lastReport = (
      report.pollTimeoutMilliseconds, transfer.ended.nanoseconds,
      state == "dfuDNBUSY" || state == "dfuMANIFEST"
    )
  }

  private mutating func end() {
    due = []
    (next, isZeroThroughout) = (nil, false)
    direction = ""
    lastLength = nil
    awaitsIdle = false
  }

  /// Handles a reset, SET_CONFIGURATION, SET_INTERFACE or a new enumeration. Where the clock is
  /// kept, the device may have gone from a busy state to dfuIDLE (AMB-28): nothing is waited for.
  mutating func interrupted(keepsClock: Bool) {
    end()
    if lastReport?.isBusy == true { lastReport = nil }
    awaitsStatus = false
    awaitsReason = false
    if !keepsClock {
      isManifesting = false
      awaitsReset = false
      lastReport = nil
    }
  }
}
