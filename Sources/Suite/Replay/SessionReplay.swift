import DFU
import DeviceModel
import USB

/// Sends what the host of one session did to a model, and compares what comes back.
struct SessionReplay {
  private(set) var device: any DeviceModel
  private(set) var tally = ReplayTally()
  /// The first so many of the divergences.
  private(set) var divergences: [Divergence] = []
  private(set) var remarks: [String] = []
  private(set) var content: UploadContent
  /// The capture's clock minus the model's, in nanoseconds; nil before the first observation.
  private var offset: Int64?
  /// Where the device is was not seen: what it shows next is taken over.
  private var isUncertain = true
  /// Whether the device was asked anything since it came onto the bus.
  private var wasAsked = false
  /// Whether the model has rebooted and the capture has not shown that yet.
  private var hasRebooted = false
  private var poll = PollAlignment()
  /// The numbers under which the host speaks to DFU; 0 in DFU mode by custom.
  private var interfaces: [UInt16] = [0]

  /// How often the model could not be brought from one state to another.
  private var failedDetours: [Detour: Int] = [:]

  private struct Detour: Hashable {
    var from: State
    var to: State
  }

  /// After so many failures a way is not searched again: a search costs as much as thousands of
  /// exchanges.
  private static let detourLimit = 8
  /// The most divergences that are kept; the rest are counted.
  private static let limit = 1_000

  init(_ device: any DeviceModel, config: [String: ParameterValue]) {
    self.device = device
    content = UploadContent(config: config)
    if case .number(let interface)? = config["dfu_if"] { learn(UInt16(clamping: interface)) }
  }

  /// Takes what was seen next.
  mutating func observe(_ observation: Observation) {
    synchronise(to: observation.at)
    switch observation.event {
    case .exchange(let transfer):
      learn(transfer.setup.index)
      exchange(transfer)
    case .described(let set): described(set, at: observation.at)
    case .configured(let value): standard(0x00, 9, value: UInt16(value), index: 0)
    case .interfaceSet(let alternate):
      standard(0x01, 11, value: alternate, index: interfaces.last ?? 0)
    case .reset:
      release()
      device.resetBus()
    case .left: left(at: observation.at)
    case .attached(let evidence): attached(evidence, at: observation.at)
    case .gap:
      isUncertain = true
      remark("frame \(observation.at.frame): something is missing; the state shown next is taken")
    case .end: finish()
    }
  }

  // MARK: - Time

  /// Lets the model's clock catch up with the capture's.
  private mutating func synchronise(to moment: Moment) {
    let offset = offset ?? moment.nanoseconds - device.elapsed.nanoseconds
    self.offset = offset
    let behind = moment.nanoseconds - offset - device.elapsed.nanoseconds
    guard behind > 0 else { return }
    let wasLeaving = device.pendingReboot != nil
    device.advance(by: VirtualTime(nanoseconds: behind))
    if wasLeaving, device.pendingReboot == nil { hasRebooted = true }
  }

  private mutating func standard(_ type: UInt8, _ request: UInt8, value: UInt16, index: UInt16) {
    let setup = SetupPacket(
      requestType: RequestType(rawValue: type), request: request, value: value, index: index)
    _ = device.handle(setup, payload: [])
  }

  private mutating func learn(_ interface: UInt16) {
    if !interfaces.contains(interface), interfaces.count < 4 { interfaces.append(interface) }
  }

  private mutating func remark(_ text: String) {
    if remarks.count < Self.limit { remarks.append(text) }
  }
}

// MARK: - Exchanges

extension SessionReplay {
  private mutating func exchange(_ transfer: ControlTransfer) {
    wasAsked = true
    switch poll.takes(transfer) {
    case .repeats:
      tally.repeatedPolls += 1
      return agree(transfer)
    case .caughtUp(let held):
      tally.repeatedPolls += 1
      agree(held)
      return agree(transfer)
    case .not: release()
    }
    let state = device.state
    content.note(transfer, in: state)
    var reply = device.handle(transfer.setup, payload: transfer.payload)
    var agreement = agreement(reply, transfer)
    if agreement == .differs, let later = poll.behind(transfer, reply, device) {
      tally.repeatedPolls += later.polls
      (device, reply, agreement) = (later.device, later.reply, .agrees)
    }
    if agreement == .differs, !isUncertain, poll.isAhead(transfer, reply) {
      poll.hold(transfer, reply, in: state)
      return
    }
    poll.note(transfer, reply)
    switch agreement {
    case .agrees: agree(transfer)
    case .unknown: tally.uncompared += 1
    case .differs: differ(transfer, reply, in: state)
    }
    content.finish(transfer)
  }

  private func agreement(_ reply: ModelReply, _ transfer: ControlTransfer) -> ReplyAgreement {
    ReplyAgreement(of: reply, with: transfer) { content.isDefined($0, in: transfer) }
  }

  private mutating func agree(_ transfer: ControlTransfer) {
    tally.compared += 1
    tally.predicted += 1
    if isUncertain, transfer.shownState != nil { isUncertain = false }
  }

  private mutating func differ(
    _ transfer: ControlTransfer, _ reply: ModelReply, in state: State
  ) {
    guard !isUncertain else {
      tally.uncompared += 1
      let outcome = resynchronise(to: transfer)
      if transfer.shownState != nil { isUncertain = false }
      return remark("frame \(transfer.submitted.frame): \(outcome)")
    }
    tally.compared += 1
    let outcome = resynchronise(to: transfer)
    add(
      Divergence(
        at: transfer.submitted, what: .exchange(transfer, reply, state), afterwards: outcome))
  }

  /// The model was ahead of the polls that it held, and the host did not go on polling.
  private mutating func release() {
    guard let held = poll.release() else { return }
    differ(held.transfer, held.reply, in: held.state)
  }

  private mutating func add(_ divergence: Divergence) {
    tally.diverged += 1
    if divergences.count < Self.limit { divergences.append(divergence) }
  }

  /// Brings the model to the state that the capture shows, and says how.
  private mutating func resynchronise(to transfer: ControlTransfer) -> String {
    guard let state = transfer.shownState else {
      return "the capture shows no state here; the model goes on from \(device.state.name)"
    }
    guard state != device.state else { return "the model is in \(state.name) too, and goes on" }
    let way = Detour(from: device.state, to: state)
    guard failedDetours[way, default: 0] < Self.detourLimit else { return isLost(to: state.name) }
    let polled = Resynchronisation.poll(device, interface: transfer.setup.index) {
      $0.state == state
    }
    if let polled { return take(polled, to: state.name) }
    let outcome = resynchronise(what: state.name) { $0.state == state }
    if device.state != state { failedDetours[way, default: 0] += 1 }
    return outcome
  }

  private func isLost(to what: String) -> String {
    "the model cannot be brought to \(what); it goes on from \(device.state.name)"
  }

  private mutating func resynchronise(
    what: String, _ isReached: (any DeviceModel) -> Bool
  ) -> String {
    guard
      let way = Resynchronisation.find(
        from: device, interfaces: interfaces, isReached: isReached)
    else { return isLost(to: what) }
    return take(way, to: what)
  }

  private mutating func take(_ way: Resynchronisation, to what: String) -> String {
    let elapsed = device.elapsed.nanoseconds
    device = way.device
    offset = offset.map { $0 - (way.device.elapsed.nanoseconds - elapsed) }
    return "the model is brought to \(what) by \(way.steps.joined(separator: ", "))"
  }

  /// The recording ends; a poll that was held stays open.
  private mutating func finish() {
    if poll.release() != nil { tally.uncompared += 1 }
  }
}

// MARK: - Coming and going

extension SessionReplay {
  private mutating func left(at moment: Moment) {
    release()
    let wasLeaving = hasRebooted || device.pendingReboot != nil
    if let reboot = device.pendingReboot {
      device.advance(by: reboot.after)
    } else if !hasRebooted {
      device.powerCycle()
    }
    if wasAsked, !wasLeaving {
      event("the device leaves the bus", "it stays", "the model's power is cycled", at: moment)
    }
    (wasAsked, hasRebooted) = (false, false)
    isUncertain = false
  }

  private mutating func attached(_ evidence: AttachEvidence, at moment: Moment) {
    release()
    switch evidence {
    case .afterLeaving where wasAsked: left(at: moment)
    case .afterLeaving, .afterReset, .unexplained:
      if let reboot = device.pendingReboot { device.advance(by: reboot.after) }
    }
    (wasAsked, hasRebooted, isUncertain) = (false, false, false)
  }

  /// Compares which descriptor set the device shows.
  private mutating func described(_ set: DescriptorSet, at moment: Moment) {
    release()
    if let release = set.device?.deviceVersion, release == device.release {
      tally.releasesAlike += 1
    }
    learn(UInt16(set.interfaceNumber))
    if let size = set.functional?.transferSize { content.blockSize = max(1, Int(size)) }
    if let mode = set.mode, mode != device.mode {
      let model = device.mode
      let outcome = resynchronise(what: mode.name) { $0.mode == mode }
      if tally.compared == 0 {
        remark("frame \(moment.frame): \(outcome)")
      } else {
        event("\(mode.name) descriptors", "\(model.name) descriptors", outcome, at: moment)
      }
    }
  }

  private mutating func event(
    _ seen: String, _ predicted: String, _ afterwards: String, at moment: Moment
  ) {
    add(Divergence(at: moment, what: .event(seen, predicted), afterwards: afterwards))
  }
}

extension DeviceModel {
  /// bcdDevice as the model shows it (USB 2.0, 9.6.1); asking leaves the model as it was.
  fileprivate var release: UInt16? {
    var asked: any DeviceModel = self
    let setup = SetupPacket(
      requestType: RequestType(rawValue: 0x80), request: 6, value: 0x0100, index: 0, length: 18)
    guard let bytes = asked.handle(setup, payload: []).bytes, bytes.count == 18 else { return nil }
    return UInt16(bytes[12]) | UInt16(bytes[13]) << 8
  }
}
