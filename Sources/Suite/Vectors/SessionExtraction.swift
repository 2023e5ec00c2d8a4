import Checker
import DFU
import SpecTable
import USB
import Vectors

/// Makes vectors from what the host of one session did.
///
/// A vector begins where the device is enumerated in run-time mode, or where the session does:
/// a device that has just been powered is in the same state there.
struct SessionExtraction {
  /// What one vector was made of.
  struct Part {
    var vector = Vector()
    /// What it put to the test: rules, what was seen of them, and what was found.
    var exercised: Set<String> = []
    /// The first record of it.
    var frame: Int?
  }

  private(set) var parts: [Part] = []
  private var part = Part()
  private var checker: Checker
  /// What was put to the test before the part.
  private var before: Set<String> = []
  private var described: DescriptorSet?
  /// When the host did the last thing that takes time to wait for.
  private var last: Moment?
  private var report: StatusReport?
  private var isArriving = true
  private var wasReset = false
  private var isToldToLeave = false

  init(_ checker: Checker) { self.checker = checker }

  mutating func observe(_ observation: Observation) {
    switch observation.event {
    case .exchange(let transfer): add(transfer)
    case .described(let set): describe(set)
    case .configured(let value):
      if !isArriving { add(.standard(StandardRequest.setConfiguration, value: UInt16(value))) }
    case .interfaceSet(let alternate):
      add(.standard(StandardRequest.setInterface, value: alternate))
    case .reset:
      wait(until: observation.at)
      part.vector.steps.append(.busReset())
      (wasReset, last) = (true, nil)
    case .left: last = nil
    case .attached: arrive()
    case .gap, .end: break
    }
    checker.observe(observation)
    if case .end = observation.event { close() }
  }

  // MARK: - Arrivals

  /// A device that was reset is enumerated by that step; one that was told to leave is waited for;
  /// any other has lost its power.
  private mutating func arrive() {
    if !wasReset, !isArriving {
      part.vector.steps.append(isToldToLeave ? .enumerate : .power)
    }
    (isArriving, wasReset, isToldToLeave, last) = (true, false, false, nil)
  }

  /// A set of run-time descriptors on arrival begins a new vector.
  private mutating func describe(_ set: DescriptorSet) {
    if isArriving, set.mode == .runTime, part.frame != nil { close() }
    if part.frame == nil { part.vector.needs.mode = set.mode }
    described = set
  }

  private mutating func close() {
    let all = exercised
    part.exercised.formUnion(all.subtracting(before))
    before = all
    if part.frame != nil { parts.append(part) }
    part = Part()
  }

  private var exercised: Set<String> {
    let table = checker.rules.table
    var all = Set(checker.exercised.counts(in: table).keys)
    for (rule, sights) in checker.exercised.sights(in: table) {
      all.formUnion(sights.map { rule + " " + $0 })
    }
    all.formUnion(checker.findings.map { "\($0.actor) \($0.verdict) \($0.rule)" })
    return all
  }

  // MARK: - Steps

  private mutating func add(_ transfer: ControlTransfer) {
    if part.frame == nil { part.frame = transfer.submitted.frame }
    let asked = StatusReport(transfer.data)
    let isAgain = ClassRequest(transfer.setup) == .getStatus && foldsIntoPoll(transfer, asked)
    let places = checker.belief.states.states.map(\.name).joined(separator: " ")
    let type = transfer.setup.requestType.rawValue
    part.exercised.insert("\(places): \(type) \(transfer.setup.request)")
    if !isAgain {
      wait(until: transfer.submitted)
      let expected = Expectations.all(checker, transfer.setup, at: transfer.submitted)
      if !expected.isEmpty { part.vector.expectations[part.vector.steps.count] = expected }
      part.vector.steps.append(step(transfer))
    }
    if ClassRequest(transfer.setup) == .getStatus { report = asked }
    note(transfer, asked)
    (isArriving, last) = (false, transfer.ended)
  }

  private mutating func add(_ setup: SetupPacket) {
    part.vector.steps.append(
      .request(setup, data: [], toDFU: setup.request == StandardRequest.setInterface))
  }

  private func step(_ transfer: ControlTransfer) -> Vector.Step {
    var setup = transfer.setup
    let isToDFU = described.map { UInt16($0.interfaceNumber) == setup.index } ?? false
    if isToDFU { setup.index = 0 }
    let isOut = setup.requestType.direction == .hostToDevice
    let isZero = !isOut || transfer.data.allSatisfy { $0 == 0 }
    return .request(setup, data: isZero ? [] : transfer.data, toDFU: isToDFU)
  }

  /// GETSTATUS after a busy answer and its bwPollTimeout is one step with the one before: how
  /// often a device says that it is busy is its own affair.
  private mutating func foldsIntoPoll(_ transfer: ControlTransfer, _ asked: StatusReport?) -> Bool {
    guard let report, let state = asked?.state, Self.isBusy(report.state), let last,
      transfer.submitted.nanoseconds - last.nanoseconds
        >= Int64(report.pollTimeoutMilliseconds) * 1_000_000
    else { return false }
    let until = StateSet(state).union(StateSet(.dfuERROR))
    switch part.vector.steps.last {
    case .poll?: break
    case .request(let setup, _, true)? where ClassRequest(setup) == .getStatus: break
    case .request?, .wait?, .waitAsTold?, .busReset?, .power?, .enumerate?, nil: return false
    }
    part.vector.steps[part.vector.steps.count - 1] = .poll(
      until: until, atMost: Vector.Step.mostPolls)
    part.vector.expectations[part.vector.steps.count - 1] = nil
    return true
  }

  private static func isBusy(_ state: State?) -> Bool {
    switch state {
    case .dfuDNLOADSYNC, .dfuDNBUSY, .dfuMANIFESTSYNC, .dfuMANIFEST: true
    case .appIDLE, .appDETACH, .dfuIDLE, .dfuDNLOADIDLE, .dfuMANIFESTWAITRESET, .dfuUPLOADIDLE,
      .dfuERROR, nil:
      false
    }
  }

  /// Waits are rounded up to a millisecond, long ones to two digits, unless the host was early.
  private mutating func wait(until moment: Moment) {
    guard let last else { return }
    let time = Double(moment.nanoseconds - last.nanoseconds) / 1e6
    let told = Double(report?.pollTimeoutMilliseconds ?? 0)
    guard time >= 1 || told > 0 && time >= told else { return }
    if told > 0, time >= told, time < 1.5 * told + 1 {
      part.vector.steps.append(.waitAsTold)
    } else {
      let isEarly = told > 0 && time < told
      part.vector.steps.append(
        .wait(milliseconds: isEarly ? Int(time) : Self.rounded(Int(time.rounded(.up)))))
    }
  }

  private static func rounded(_ milliseconds: Int) -> Int {
    var unit = 1
    while milliseconds / unit >= 100 { unit *= 10 }
    return (milliseconds + unit - 1) / unit * unit
  }

  /// A block within wTransferSize is to be one on another device too.
  private mutating func needTransferSize(_ transfer: ControlTransfer) {
    let request = ClassRequest(transfer.setup)
    guard request == .dnload || request == .upload, let size = described?.functional?.transferSize,
      transfer.setup.length <= size
    else { return }
    let needed = max(part.vector.needs.transferSize ?? 0, Int(transfer.setup.length))
    part.vector.needs.transferSize = needed == 0 ? nil : needed
  }

  /// What the vector changes, what it needs for that, and whether the device will leave.
  private mutating func note(_ transfer: ControlTransfer, _ asked: StatusReport?) {
    let attributes = described?.functional?.attributes ?? []
    let isTaken = transfer.outcome == .acknowledged
    needTransferSize(transfer)
    switch (ClassRequest(transfer.setup), transfer.setup.request) {
    case (.detach?, _):
      part.vector.writes = true
      isToldToLeave = true
      if described?.functional != nil {
        if attributes.contains(.willDetach) {
          part.vector.needs.set.insert(.willDetach)
        } else {
          part.vector.needs.clear.insert(.willDetach)
        }
      }
    case (.dnload?, _):
      part.vector.writes = true
      if isTaken { part.vector.needs.set.formUnion(attributes.intersection(.canDnload)) }
    case (.upload?, _):
      if isTaken { part.vector.needs.set.formUnion(attributes.intersection(.canUpload)) }
    case (.getStatus?, _):
      isToldToLeave = Self.isBusy(asked?.state) || asked?.state == .dfuMANIFESTWAITRESET
    case (.clrStatus?, _), (.getState?, _), (.abort?, _): break
    case (nil, let number) where XMOSRequest(rawValue: number) != nil:
      part.vector.writes = true
      isToldToLeave = true
    case (nil, _): break
    }
    if transfer.outcome == .disconnected { isToldToLeave = true }
  }
}

extension SetupPacket {
  /// A standard request to the device, or to the DFU interface for SET_INTERFACE.
  fileprivate static func standard(_ request: UInt8, value: UInt16) -> SetupPacket {
    SetupPacket(
      requestType: RequestType(rawValue: request == StandardRequest.setInterface ? 0x01 : 0x00),
      request: request, value: value)
  }
}
