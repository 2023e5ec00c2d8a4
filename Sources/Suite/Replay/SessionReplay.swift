import DFU
import DeviceModel
import USB

/// Repeats the host's actions of one session on a model and compares the model's answers with the
/// capture.
struct SessionReplay {
  let candidate: ReplayCandidate
  /// What the descriptors of the session have said so far.
  private var word = DeviceWord()
  /// How often the model was made again with new parameters.
  private var renewals = 0
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
  /// When the device left the bus and the model did not; nil once this is counted.
  private var departure: Moment?
  private var poll = PollAlignment()
  /// The alternate setting that the host has chosen last.
  private var alternate: UInt16 = 0
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
  /// The most times that the model is made again. A device whose descriptors change more often does
  /// not follow DFU 1.1, 4.2.4.
  private static let renewalLimit = 64

  /// Nil when the model cannot be made.
  init?(_ candidate: ReplayCandidate) {
    guard let device = candidate.device() else { return nil }
    self.candidate = candidate
    self.device = device
    content = UploadContent(config: candidate.config)
    content.forget(&self.device)
    if let set = candidate.descriptors { learn(UInt16(set.interfaceNumber)) }
  }

  /// A sentence that names the parameters which the descriptors gave; empty when there are none.
  var takenRemarks: [String] {
    let words = candidate.taken(from: word).sorted { $0.key < $1.key }.compactMap { name, value in
      if case .number(let number) = value { "\(name)=\(number)" } else { nil }
    }
    return words.isEmpty ? [] : ["taken from the descriptors: \(words.joined(separator: ", "))"]
  }

  /// Replays the next observation.
  mutating func observe(_ observation: Observation) {
    synchronise(to: observation.at)
    if observation.event.showsDevice { compareDeparture() }
    switch observation.event {
    case .exchange(let transfer):
      learn(transfer.setup.index)
      exchange(transfer)
    case .described(let set): described(set, at: observation.at)
    case .configured(let value):
      standard(.standardDeviceOut, StandardRequest.setConfiguration, value: UInt16(value), index: 0)
    case .interfaceSet(let alternate):
      if alternate != self.alternate { content.forget(&device) }
      self.alternate = alternate
      standard(
        .standardInterfaceOut, StandardRequest.setInterface, value: alternate,
        index: interfaces.last ?? 0)
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

  private mutating func standard(
    _ type: RequestType, _ request: UInt8, value: UInt16, index: UInt16
  ) {
    let setup = SetupPacket(requestType: type, request: request, value: value, index: index)
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
    prepare(for: transfer)
    var reply = content.predicted(
      device.handle(transfer.setup, payload: transfer.payload), for: transfer)
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
    case .unknown: (tally.uncompared, isUncertain) = (tally.uncompared + 1, true)
    case .differs: differ(transfer, reply, in: state)
    }
    content.finish(transfer)
  }

  /// Gives the model what DFU 1.1 leaves to the device: the content of its memory, and the times of
  /// its work as its answer shows them.
  private mutating func prepare(for transfer: ControlTransfer) {
    content.note(transfer, &device)
    let report = transfer.statusReport
    let isFixed = candidate.fixesTime(in: report?.state ?? .dfuDNBUSY)
    poll.comparesTime = isFixed || device.hasFixedPollTimes
    if !isFixed { device.follow(report, answeredIn: transfer.duration) }
  }

  private func agreement(_ reply: ModelReply, _ transfer: ControlTransfer) -> ReplyAgreement {
    let isStatus = transfer.statusReport != nil
    return ReplyAgreement(of: reply, with: transfer) { index in
      isStatus ? poll.isDefined(index) : content.isDefined(index, in: transfer)
    }
  }

  private mutating func agree(_ transfer: ControlTransfer) {
    tally.compared += 1
    tally.predicted += 1
    if isUncertain, transfer.shownState != nil { isUncertain = false }
  }

  private mutating func differ(
    _ transfer: ControlTransfer, _ reply: ModelReply, in state: State
  ) {
    if ClassRequest(transfer.setup) == .dnload { content.spoil() }
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
        from: device, interfaces: interfaces, blockSize: content.blockSize, isReached: isReached)
    else { return isLost(to: what) }
    return take(way, to: what)
  }

  private mutating func take(_ way: Resynchronisation, to what: String) -> String {
    let elapsed = device.elapsed.nanoseconds
    device = way.device
    offset = offset.map { $0 - (way.device.elapsed.nanoseconds - elapsed) }
    if way.writes { content.spoil() }
    return "the model is brought to \(what) by \(way.steps.joined(separator: ", "))"
  }

  /// Ends the replay at the end of the recording; a held poll counts as not compared.
  private mutating func finish() {
    if poll.release() != nil { tally.uncompared += 1 }
    guard let departure else { return }
    remark("frame \(departure.frame): the device leaves the bus and does not come back")
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
    if wasAsked, !wasLeaving { departure = moment }
    (wasAsked, hasRebooted) = (false, false)
    isUncertain = false
  }

  /// Counts a departure without a reason as a divergence when the device has come back. A device
  /// that stays away may have been unplugged.
  private mutating func compareDeparture() {
    guard let moment = departure else { return }
    departure = nil
    event("the device leaves the bus", "it stays", "the model's power is cycled", at: moment)
  }

  private mutating func attached(_ evidence: AttachEvidence, at moment: Moment) {
    release()
    switch evidence {
    case .afterLeaving where wasAsked:
      left(at: moment)
      compareDeparture()
    case .afterLeaving, .afterReset, .unexplained:
      if let reboot = device.pendingReboot { device.advance(by: reboot.after) }
    }
    (wasAsked, hasRebooted, isUncertain) = (false, false, false)
  }

  /// Takes the parameters in the descriptor set of the device, and compares the set with the
  /// model's.
  private mutating func described(_ set: DescriptorSet, at moment: Moment) {
    release()
    learn(UInt16(set.interfaceNumber))
    if let size = set.functional?.transferSize { content.blockSize = max(1, Int(size)) }
    let mode = device.mode
    if word.take(set, bootMode: candidate.bootMode) { renew(at: moment) }
    tally.fieldsAlike += fieldsAlike(set)
    guard let shown = set.mode, shown != mode || shown != device.mode else { return }
    let outcome = resynchronise(what: shown.name) { $0.mode == shown }
    guard shown != mode else { return }
    if tally.compared == 0 {
      remark("frame \(moment.frame): \(outcome)")
    } else {
      event("\(shown.name) descriptors", "\(mode.name) descriptors", outcome, at: moment)
    }
  }

  /// How many of bcdDevice, bcdDFUVersion and bmAttributes are the model's own.
  private func fieldsAlike(_ set: DescriptorSet) -> Int {
    let own = candidate.descriptors
    let isSameRelease = set.device?.deviceVersion == own?.device?.deviceVersion
    let isSame = set.functional?.attributes == own?.functional?.attributes
    let isSameVersion = set.functional?.version == own?.functional?.version
    return [isSameRelease, isSameVersion, candidate.takesAttributes || isSame].count { $0 }
  }

  /// Makes the model again with the parameters that the descriptors say. It keeps its image.
  private mutating func renew(at moment: Moment) {
    guard renewals < Self.renewalLimit, var made = candidate.device(word) else { return }
    renewals += 1
    if device.state != .appIDLE, device.state != .dfuIDLE { isUncertain = true }
    content.move(from: device, to: &made)
    device = made
    offset = moment.nanoseconds - device.elapsed.nanoseconds
  }

  private mutating func event(
    _ seen: String, _ predicted: String, _ afterwards: String, at moment: Moment
  ) {
    add(Divergence(at: moment, what: .event(seen, predicted), afterwards: afterwards))
  }
}

extension Observation.Event {
  /// Whether the device is on the bus.
  fileprivate var showsDevice: Bool {
    switch self {
    case .exchange, .described, .configured, .interfaceSet, .attached: true
    case .reset, .left, .gap, .end: false
    }
  }
}
