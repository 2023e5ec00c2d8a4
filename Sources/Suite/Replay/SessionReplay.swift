import DFU
import DeviceModel
import USB

/// Repeats the host's actions of one session on a model and compares the model's answers with the
/// capture.
struct SessionReplay {
  private(set) var device: any DeviceModel
  private(set) var tally = ReplayTally()
  /// The first divergences, at most `limit`.
  private(set) var divergences: [Divergence] = []
  private(set) var remarks: [String] = []
  private(set) var content: UploadContent
  /// The capture's clock minus the model's, in nanoseconds; nil before the first observation.
  private var offset: Int64?
  /// Whether the device's state is unknown. Then the model is set to the next state that the
  /// capture shows.
  private var isUncertain = true
  /// Whether the host has sent a request since the device came onto the bus.
  private var wasAsked = false
  /// Whether the model has rebooted and the capture has not yet shown a reboot.
  private var hasRebooted = false
  private var poll = PollAlignment()
  /// The interface numbers that the host uses for DFU requests; in DFU mode usually 0.
  private var interfaces: [UInt16] = [0]

  /// For each pair of states, how often no way was found for the model from one to the other.
  private var failedDetours: [Detour: Int] = [:]

  private struct Detour: Hashable {
    var from: State
    var to: State
  }

  /// The number of failures after which a way is not searched again. A search costs as much as
  /// thousands of exchanges.
  private static let detourLimit = 8
  /// The most divergences that are kept; the others are only counted.
  private static let limit = 1_000

  init(_ device: any DeviceModel, config: [String: ParameterValue]) {
    self.device = device
    content = UploadContent(config: config)
    if case .number(let interface)? = config["dfu_if"] { learn(UInt16(clamping: interface)) }
  }

  /// Replays the next observation.
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

  /// Advances the model's clock to the time in the capture.
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

  /// Counts a held poll as a divergence: the host stopped polling before the capture showed the
  /// model's state.
  private mutating func release() {
    guard let held = poll.release() else { return }
    differ(held.transfer, held.reply, in: held.state)
  }

  private mutating func add(_ divergence: Divergence) {
    tally.diverged += 1
    if divergences.count < Self.limit { divergences.append(divergence) }
  }

  /// Brings the model to the state that the capture shows; returns a sentence that tells how.
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

  /// Ends the replay at the end of the recording; a held poll counts as not compared.
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

  /// Compares the descriptor set of the device with the model's mode and bcdDevice.
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
  /// The model's bcdDevice (USB 2.0, 9.6.1). The request goes to a copy, so that the model does not
  /// change.
  fileprivate var release: UInt16? {
    var asked: any DeviceModel = self
    let setup = SetupPacket(
      requestType: RequestType(rawValue: 0x80), request: 6, value: 0x0100, index: 0, length: 18)
    guard let bytes = asked.handle(setup, payload: []).bytes, bytes.count == 18 else { return nil }
    return UInt16(bytes[12]) | UInt16(bytes[13]) << 8
  }
}
