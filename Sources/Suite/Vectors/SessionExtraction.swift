import Checker
import DFU
import Files
import SpecTable
import USB
import Vectors

/// Makes vectors from the host's actions in one session.
///
/// A vector begins at the start of the session, or when the device is enumerated in run-time
/// mode. A newly powered device is in the same state at these places.
struct SessionExtraction {
  /// One vector and what it was made from.
  struct Part {
    /// The vector without its steps.
    var vector = Vector()
    var steps: StepText
    /// What the vector put to the test: rules, the outcomes seen for them, and findings.
    var exercised: Set<String> = []
    /// The frame of the vector's first record; nil while it has none.
    var frame: Int?
  }

  private(set) var parts: [Part] = []
  private var part: Part
  private let spool: Spool
  private var checker: Checker
  /// What was put to the test before the current part began.
  private var before: Set<String> = []
  private var described: DescriptorSet?
  /// The end of the host's last action, from which the next wait counts; nil when no wait can be
  /// counted, for example after a reset.
  private var last: Moment?
  private var report: StatusReport?
  private var isArriving = true
  private var wasReset = false
  private var isToldToLeave = false

  /// Starts a session. The text of its vectors goes into `spool`.
  init(_ checker: Checker, _ spool: Spool) {
    self.checker = checker
    self.spool = spool
    part = Part(steps: StepText(spool))
  }

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
      part.steps.append(.busReset())
      (wasReset, last) = (true, nil)
    case .left: last = nil
    case .attached: arrive()
    case .gap, .end: break
    }
    checker.observe(observation)
    if case .end = observation.event { close() }
  }

  // MARK: - Arrivals

  /// Adds the step that explains why the device was enumerated again.
  ///
  /// After a bus reset no step is needed, because the reset enumerates the device. A device that
  /// was told to leave is waited for. Any other device must have lost its power.
  private mutating func arrive() {
    if !wasReset, !isArriving {
      part.steps.append(isToldToLeave ? .enumerate : .power)
    }
    (isArriving, wasReset, isToldToLeave, last) = (true, false, false, nil)
  }

  /// Begins a new vector when an arriving device shows run-time descriptors.
  private mutating func describe(_ set: DescriptorSet) {
    if isArriving, set.mode == .runTime, part.frame != nil { close() }
    if part.frame == nil { part.vector.needs.mode = set.mode }
    described = set
  }

  private mutating func close() {
    let all = exercised
    part.exercised.formUnion(all.subtracting(before))
    before = all
    part.steps.close()
    if part.frame != nil { parts.append(part) }
    part = Part(steps: StepText(spool))
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
      part.steps.append(
        step(transfer),
        expecting: Expectations.all(checker, transfer.setup, at: transfer.submitted))
    }
    if ClassRequest(transfer.setup) == .getStatus { report = asked }
    note(transfer, asked)
    (isArriving, last) = (false, transfer.ended)
  }

  private mutating func add(_ setup: SetupPacket) {
    part.steps.append(
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

  /// Joins a GETSTATUS with the GETSTATUS before it into one poll step; returns whether it did so.
  ///
  /// This applies if the device was busy and the host waited for bwPollTimeout. The device may
  /// answer busy any number of times.
  private mutating func foldsIntoPoll(_ transfer: ControlTransfer, _ asked: StatusReport?) -> Bool {
    guard let report, let state = asked?.state, Self.isBusy(report.state), let last,
      transfer.submitted.nanoseconds - last.nanoseconds
        >= Int64(report.pollTimeoutMilliseconds) * 1_000_000
    else { return false }
    let until = StateSet(state).union(StateSet(.dfuERROR))
    switch part.steps.last {
    case .poll?: break
    case .request(let setup, _, true)? where ClassRequest(setup) == .getStatus: break
    case .request?, .wait?, .waitAsTold?, .busReset?, .power?, .enumerate?, nil: return false
    }
    part.steps.replaceLast(with: .poll(until: until, atMost: Vector.Step.mostPolls))
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

  /// Adds the wait before the next step.
  ///
  /// A wait of about bwPollTimeout becomes `waitAsTold`. Other waits are rounded up to a
  /// millisecond, and from 100 ms on to two digits. When the host asked before bwPollTimeout had
  /// passed, the wait is rounded down to a millisecond, so that it stays too short.
  private mutating func wait(until moment: Moment) {
    guard let last else { return }
    let time = Double(moment.nanoseconds - last.nanoseconds) / 1e6
    let told = Double(report?.pollTimeoutMilliseconds ?? 0)
    guard time >= 1 || told > 0 && time >= told else { return }
    if told > 0, time >= told, time < 1.5 * told + 1 {
      part.steps.append(.waitAsTold)
    } else {
      let isEarly = told > 0 && time < told
      part.steps.append(
        .wait(milliseconds: isEarly ? Int(time) : Self.rounded(Int(time.rounded(.up)))))
    }
  }

  private static func rounded(_ milliseconds: Int) -> Int {
    var unit = 1
    while milliseconds / unit >= 100 { unit *= 10 }
    return (milliseconds + unit - 1) / unit * unit
  }

  /// Notes that a device which runs this vector needs a wTransferSize that is large enough for the
  /// block, if the block is within the wTransferSize of the captured device.
  private mutating func needTransferSize(_ transfer: ControlTransfer) {
    let request = ClassRequest(transfer.setup)
    guard request == .dnload || request == .upload, let size = described?.functional?.transferSize,
      transfer.setup.length <= size
    else { return }
    let needed = max(part.vector.needs.transferSize ?? 0, Int(transfer.setup.length))
    part.vector.needs.transferSize = needed == 0 ? nil : needed
  }

  /// Notes what the vector changes on the device, which features it needs, and whether the device
  /// will leave the bus.
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
  /// Makes a standard request to the device; SET_INTERFACE goes to the DFU interface.
  fileprivate static func standard(_ request: UInt8, value: UInt16) -> SetupPacket {
    SetupPacket(
      requestType: request == StandardRequest.setInterface
        ? .standardInterfaceOut : .standardDeviceOut,
      request: request, value: value)
  }
}
