import DFU
import DeviceModel
import Evidence
import SpecTable
import USB

@testable import Checker
@testable import DeviceModel

/// A device, and a checker that has judged it since power-on.
struct Situation {
  var device: any DeviceModel
  var checker: Checker
  private var frame = 0
  /// All actions so far, for the message of a failing test.
  private(set) var trail: [HostAction] = []
  /// The steps of the last action.
  private(set) var steps: [Step] = []
  /// The steps of a device that has begun to reboot, with the state in which it returns.
  private(set) var stepsBehindReboot: [Step] = []
  private let finder: RowFinder
  /// The wIndex for the DFU interface, from the device's descriptors.
  private(set) var interface: UInt16 = 0

  private let blank: Blank

  /// A checker without findings. It is shared, because a checker is large.
  private final class Blank: Sendable {
    let checker: Checker

    init(_ checker: Checker) { self.checker = checker }
  }

  init(_ device: any DeviceModel, _ rules: CompiledTable, _ finder: RowFinder) {
    self.device = device
    self.finder = finder
    checker = Checker(rules)
    blank = Blank(checker)
    see(.left(.portStatus))
    see(.attached(.afterLeaving))
    enumerate(configures: true)
  }

  /// Does one action and returns the worst finding about the device; nil when there is none.
  mutating func take(_ action: HostAction) -> Finding? {
    trail.append(action)
    steps = []
    stepsBehindReboot = []
    checker.takeOver(from: blank.checker)
    advance(.zero)
    switch action {
    case .request(let setup): send(setup)
    case .wait(let milliseconds):
      for _ in 0..<milliseconds / 10 { advance(.milliseconds(10)) }
    case .busReset(let configures): resetBus(configures: configures)
    case .powerCycle:
      let place = place
      device.powerCycle()
      note(.powerOnReset, from: place, [.reenumerates])
      returnToBus()
    case .configure:
      let place = place
      sendStandard(StandardRequest.setConfiguration, type: 0x00, value: 1, length: 0)
      note(.configured, from: place, [.nothing])
      see(.configured(value: 1))
    case .setInterface:
      let place = place
      sendStandard(StandardRequest.setInterface, type: 0x01, value: 0, length: 0)
      note(.interfaceSet, from: place, [.nothing])
      see(.interfaceSet(alternate: 0))
    }
    return checker.findings.filter { $0.actor == .device }.max { $0.verdict < $1.verdict }
  }

  // MARK: Actions

  private mutating func send(_ setup: SetupPacket) {
    let place = place
    let history = checker.history
    let begun = moment
    let payload = HostAction.payload(of: setup)
    let before = device
    let reply = device.handle(setup, payload: payload)
    let exchange = Exchange(setup, reply.answer, payload)
    let isCut = reply.reboot != nil && device.pendingReboot == nil
    if !isCut || ClassRequest(setup) == nil,
      let trigger = finder.trigger(setup.requestType.rawValue, setup.request)
    {
      note(trigger, from: place, exchange.replies, shown: exchange.shown) {
        $0.holds(for: setup, after: history)
      }
    }
    var outcome = exchange.outcome
    if outcome == .timedOut, giveUp() { outcome = .disconnected }
    let transfer = ControlTransfer(
      device: DeviceAddress(bus: 1, address: 5), setup: setup, outcome: outcome,
      actualLength: exchange.data.count, data: exchange.data, submitted: begun, completed: moment)
    checker.observe(Observation(.exchange(transfer), at: begun))
    if isCut { noteCut(setup, payload, from: before) }
    if isCut || outcome == .disconnected { returnToBus() }
  }

  /// Notes a reboot that a fault plan caused after the answer. The reboot is a separate step.
  private mutating func noteCut(
    _ setup: SetupPacket, _ payload: [UInt8], from before: any DeviceModel
  ) {
    guard var answering = (before as? FaultInjector)?.device else { return }
    _ = answering.handle(setup, payload: payload)
    note(
      .deviceDetachAttach, from: Place(state: answering.state, status: .ok), [.reenumerates])
  }

  /// Waits 5 s for an answer (USB 2.0, 9.2.6.1), or until the device leaves; returns whether it
  /// has left.
  private mutating func giveUp() -> Bool {
    let patience = VirtualTime.milliseconds(5_000)
    guard let departure = device.pendingReboot, departure.after <= patience else {
      device.advance(by: patience)
      return false
    }
    let place = place
    device.advance(by: departure.after)
    note(.deviceDetachAttach, from: place, [.reenumerates])
    return true
  }

  /// Lets time pass, and notes the visible actions of the device during this time.
  private mutating func advance(_ time: VirtualTime) {
    let place = place
    let mayLeave = device.pendingReboot
    device.advance(by: time)
    if let mayLeave, device.pendingReboot == nil, mayLeave.after <= time {
      note(.deviceDetachAttach, from: place, [.reenumerates])
      returnToBus()
    } else if device.state != place.state {
      note(
        place.state == .appDETACH ? .detachTimeout : .pollTimeout, from: place, [.nothing])
    }
  }

  private mutating func resetBus(configures: Bool) {
    let place = place
    device.resetBus()
    note(.busReset, from: place, [.reenumerates])
    see(.reset(.portResetRequest))
    see(.attached(.afterReset))
    enumerate(configures: configures)
  }

  private mutating func returnToBus() {
    see(.left(.portStatus))
    see(.attached(.afterLeaving))
    enumerate(configures: true)
  }

  private mutating func enumerate(configures: Bool) {
    if let described {
      interface = UInt16(described.interfaceNumber)
      see(.described(described))
    }
    guard configures else { return }
    sendStandard(StandardRequest.setConfiguration, type: 0x00, value: 1, length: 0)
    see(.configured(value: 1))
  }

  private mutating func see(_ event: Observation.Event) {
    checker.observe(Observation(event, at: moment))
  }

  private var moment: Moment {
    mutating get {
      frame += 1
      return Moment(frame: frame, nanoseconds: 1_000_000_000 + device.elapsed.nanoseconds)
    }
  }

  @discardableResult
  private mutating func sendStandard(
    _ request: UInt8, type: UInt8, value: UInt16, length: UInt16
  ) -> [UInt8] {
    let setup = SetupPacket(
      requestType: RequestType(rawValue: type), request: request, value: value,
      index: type == 0x01 ? interface : 0, length: length)
    guard case .data(let bytes) = device.handle(setup, payload: []).answer else { return [] }
    return bytes
  }

  /// The descriptor set of the device.
  private var described: DescriptorSet? {
    var copy = device
    func read(_ type: UInt8) -> [UInt8] {
      let setup = SetupPacket(
        requestType: RequestType(rawValue: 0x80), request: StandardRequest.getDescriptor,
        value: UInt16(type) << 8, index: 0, length: 4096)
      guard case .data(let bytes) = copy.handle(setup, payload: []).answer else { return [] }
      return bytes
    }
    let identity = DescriptorSet.DeviceDescriptor(read(DescriptorType.device))
    return DescriptorSet(configuration: read(DescriptorType.configuration), device: identity)
  }
}

// MARK: - Steps

extension Situation {
  /// The state and the bStatus of a device.
  struct Place: Hashable {
    var state: State
    var status: Status
  }

  var place: Place { Place(state: device.state, status: status) }

  /// The bStatus that a status report would show.
  private var status: Status {
    if case .error(let status)? = machine?.phase { return status }
    guard machine == nil, device.state == .dfuERROR else { return .ok }
    var asked = device
    var setup = ClassRequest.getStatus.setup(length: 6)
    setup.index = interface
    guard case .data(let bytes) = asked.handle(setup, payload: []).answer else { return .ok }
    return StatusReport(bytes)?.status ?? .ok
  }

  private mutating func note(_ event: BusEvent, from place: Place, _ replies: [Reply]) {
    let history = checker.history
    note(.event(event), from: place, replies) { $0.holds(for: nil, after: history) }
  }

  private mutating func note(
    _ trigger: Trigger, from before: Place, _ replies: [Reply], shown: State? = nil,
    _ holds: (Fact) -> Bool?
  ) {
    let rows = finder.rows(before.state, trigger, holds)
    func steps(to after: Place) -> [Step] {
      rows.map { row in
        Step(
          row: row, isCertain: rows.count == 1, before: before.status, replies: replies,
          shown: shown, next: after.state, nextStatus: after.status)
      }
    }
    self.steps += steps(to: place)
    guard let reboot = device.pendingReboot else { return }
    var later = self
    later.device.advance(by: reboot.after)
    stepsBehindReboot += steps(to: later.place)
  }
}

/// One answer of a device, in the terms of a capture and of the table.
struct Exchange {
  var outcome: TransferOutcome
  var data: [UInt8]
  var replies: [Reply]
  var shown: State?

  init(_ setup: SetupPacket, _ answer: ModelReply.Answer, _ payload: [UInt8]) {
    data = payload
    switch answer {
    case .acknowledged:
      outcome = .acknowledged
      let isIn = setup.requestType.direction == .deviceToHost
      replies = !isIn ? [.ack] : setup.length == 0 ? [.dataFull, .ack] : [.dataShort, .dataNone]
    case .stalled: (outcome, replies) = (.stalled, [.stall])
    case .noAnswer, .absent: (outcome, replies) = (.timedOut, [.silence])
    case .overflow: (outcome, replies) = (.overflowed, [.overflow])
    case .data(let bytes):
      outcome = .acknowledged
      data = bytes
      replies = [bytes.count == Int(setup.length) ? .dataFull : .dataShort]
      if bytes.isEmpty, setup.length > 0 { replies.append(.dataNone) }
      switch ClassRequest(setup) {
      case .getStatus? where bytes.count == 6:
        replies = [.data6]
        shown = StatusReport(bytes)?.state
      case .getState? where bytes.count == 1:
        replies = [.data1]
        shown = bytes.first.flatMap { State(rawValue: $0) }
      case .detach?, .dnload?, .upload?, .getStatus?, .clrStatus?, .getState?, .abort?, nil: break
      }
    }
  }
}

// MARK: - Comparing situations

extension Situation {
  /// Everything that decides what can happen next, without absolute times.
  ///
  /// Most of the checker's memory follows from the situation of the device. Two things do not:
  /// whether the device answers at run time, and when its timers began. Walks of several devices
  /// with different settings cover these.
  struct Key: Hashable {
    var place: Place
    var mode: Mode
    var isConfigured: Bool?
    var reboot: Reboot?
    var condition: DeviceCondition
    var belief: Belief?
    /// By request, whether the device answered it in appIDLE; empty when this does not matter.
    var answers: [ClassRequest: Bool] = [:]
    var machine: ReferenceMachine?
    var firmware = 0
    var download = 0
    var counts: [Int] = []
  }

  /// Makes the key. `lastFault`: the highest count that a fault plan uses. `byBelief`: two
  /// situations differ also if only the checker's belief differs.
  func key(lastFault: Int, byBelief: Bool) -> Key {
    var key = Key(
      place: place, mode: device.mode, isConfigured: checker.history.isConfigured,
      reboot: device.pendingReboot, condition: device.condition,
      belief: byBelief ? checker.belief : nil)
    if byBelief, device.mode == .runTime { key.answers = checker.history.answersInAppIDLE }
    guard var machine else { return key }
    key.firmware = machine.firmware.count
    key.download = machine.download.count
    key.counts = [min(machine.blocks, lastFault + 1)]
    if let injector = device as? FaultInjector {
      key.counts += [injector.blocks, injector.uploads].map { min($0, lastFault + 1) }
    }
    machine.firmware = []
    machine.download = []
    machine.blocks = 0
    machine.phase = machine.phase.since(device.elapsed)
    machine.departure?.time = .zero
    key.machine = machine
    return key
  }

  /// The reference machine inside the device; nil for other devices.
  var machine: ReferenceMachine? {
    if let mutated = device as? MutatedDevice { return mutated.machine }
    let inner = (device as? FaultInjector)?.device ?? device
    return (inner as? ReferenceDevice)?.machine
  }
}

extension ReferenceMachine.Phase {
  /// The phase, with its times counted from `now`.
  fileprivate func since(_ now: VirtualTime) -> ReferenceMachine.Phase {
    func left(_ time: VirtualTime) -> VirtualTime {
      VirtualTime(nanoseconds: time.nanoseconds - now.nanoseconds)
    }
    return switch self {
    case .appDETACH(let until?): .appDETACH(until: left(until))
    case .dnloadSync(var work):
      {
        work.until = left(work.until)
        return .dnloadSync(work)
      }()
    case .dnBusy(var work):
      {
        work.until = left(work.until)
        return .dnBusy(work)
      }()
    case .manifest(let until): .manifest(until: left(until))
    case .appIDLE, .appDETACH(nil), .dfuIDLE, .dnloadIDLE, .manifestSync, .manifestWaitReset,
      .uploadIDLE, .error:
      self
    }
  }
}
