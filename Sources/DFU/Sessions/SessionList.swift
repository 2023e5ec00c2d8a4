import USB

/// The sessions of a capture. Every observation is made here.
///
/// A function that gets an event first moves the session, then passes the observation to `emit`.
struct SessionList {
  /// The sessions, indexed by `SessionID`.
  private(set) var all: [FollowedSession] = []
  /// The only devices that a session may begin with; they need no proof. Empty: any device may.
  private let forced: Set<DeviceAddress>

  init(forcedAddresses: Set<DeviceAddress>) {
    forced = forcedAddresses
  }

  // MARK: - What happens on the bus

  /// Applies a change of a device; nil means no change.
  mutating func apply(_ change: DeviceChange?, _ emit: SessionObserver) -> Disposition {
    guard let change else { return .otherDevice }
    let hadLoss = all[change.session].hasLoss
    switch change.kind {
    case .reset: all[change.session].wasReset(at: change.at)
    case .left: all[change.session].left(at: change.at)
    case .returned: all[change.session].returned(change.device, at: change.at)
    }
    if let port = change.port { all[change.session].wasFound(on: port) }
    emit(change.session, Observation(change.event, at: change.at, of: change.device))
    if case .returned = change.kind, hadLoss {
      emit(change.session, Observation(.gap(.unpaired), at: change.at, of: change.device))
    }
    return .used
  }

  /// The devices that the latest sessions of a bus have now.
  func devices(on bus: UInt16) -> [DeviceAddress] {
    let latest = all.suffix(SessionSummary.continuedLimit).map(\.current)
    return Set(latest.filter { $0.bus == bus }).sorted()
  }

  /// The capture showed the port of the session's device.
  mutating func found(_ session: SessionID, on port: HubPort) { all[session].wasFound(on: port) }

  /// Tells every session of an event that concerns all: records are missing, or the capture ends.
  func tellAll(_ event: Observation.Event, at moment: Moment, _ emit: SessionObserver) {
    for session in all.indices {
      emit(session, Observation(event, at: moment, of: all[session].current))
    }
  }

  /// Tells the sessions of a bus that records are missing somewhere behind `moment`, which may be
  /// before their last restart. Older sessions than the latest are over.
  mutating func tellLoss(on bus: UInt16, at moment: Moment, _ emit: SessionObserver) {
    for session in all.indices.suffix(SessionSummary.continuedLimit)
    where all[session].current.bus == bus {
      all[session].lostRecords()
      emit(session, Observation(.gap(.unpaired), at: moment, of: all[session].current))
    }
  }

  // MARK: - What a transfer tells

  /// Handles the meaning of a transfer. The device may join a session because of it.
  mutating func take(
    _ meaning: TransferMeaning, of transfer: ControlTransfer, to device: inout TrackedDevice,
    hidesPorts: Bool, _ emit: SessionObserver
  ) -> Disposition {
    switch meaning {
    case .identity(let descriptor, let serialIndex):
      if isStranger(descriptor, in: device, at: transfer.submitted) {
        replace(&device, at: transfer.submitted)
      }
      device.showed(descriptor, serialIndex: serialIndex, at: transfer.submitted)
      return device.session == nil ? .otherDevice : .used
    case .serial(let serial):
      device.showed(serial: serial)
      release(&device, emit)
      if let session = device.session { all[session].wasRecognised(as: device.unit) }
      return device.session == nil ? .otherDevice : .notDFU
    case .configuration(let configuration):
      device.forgetDescriptor(before: configuration)
      device.showed(configuration)
      guard let set = configuration.set else {
        return takeNoInterface(configuration, of: &device, at: transfer.submitted, emit)
      }
      if !device.hasShown(set), device.set == nil || device.isActive(configuration.value) {
        describe(device: &device, set, configuration.places, at: transfer.submitted, emit)
      }
    case .functional(let set):
      var places = device.places ?? DescriptorPlaces(configuration: transfer.submitted)
      places.functional = transfer.submitted
      describe(device: &device, set, places, at: transfer.submitted, emit)
    case .functionalAgain: break
    case .event(let event, let session):
      var told = Observation(event, at: transfer.submitted, of: transfer.device)
      if case .configured(let value) = event {
        told.mayHideArrival = hidesPorts && device.isIdentifiedAnew
        if let active = device.wasConfigured(to: value), let set = active.set {
          describe(device: &device, set, active.places, at: transfer.submitted, emit)
        }
      }
      emit(session, told)
    case .exchange(let session):
      if transfer.outcome == .acknowledged { device.tookRequest() }
      if device.set == nil, TransferMeaning.provesDFU(transfer) {
        device.showedDFU(on: transfer.setup.index)
      }
      hand(transfer, to: session, emit)
    case .unfollowed(let gap, let session):
      emit(session, Observation(.gap(gap), at: transfer.submitted, of: transfer.device))
      return .notDFU
    case .candidate: return takeCandidate(transfer, to: &device, emit)
    case .configured(let value):
      _ = device.wasConfigured(to: value)
      return .otherDevice
    }
    return .used
  }

  /// Whether a descriptor of another vendor shows that another device has the address now, and the
  /// capture shows no enumeration: nothing announced that the device would come back as another.
  private func isStranger(
    _ descriptor: DescriptorSet.DeviceDescriptor, in device: TrackedDevice, at moment: Moment
  ) -> Bool {
    guard let session = device.session, let former = device.presentDescriptor else { return false }
    return former.vendor != descriptor.vendor && !all[session].isAnnounced(at: moment)
  }

  /// Another device has the address of a device that the capture did not show to leave.
  private mutating func replace(_ device: inout TrackedDevice, at moment: Moment) {
    if let session = device.session { all[session].left(at: moment) }
    device = TrackedDevice(
      address: device.address, port: device.port,
      arrival: DeviceArrival(evidence: .unexplained, at: moment))
  }

  /// Handles a configuration without a DFU interface. Where the device had one until now, it was
  /// enumerated again, and the capture does not show it.
  private mutating func takeNoInterface(
    _ configuration: KnownConfiguration, of device: inout TrackedDevice, at moment: Moment,
    _ emit: SessionObserver
  ) -> Disposition {
    let loss = device.showedNoInterface(in: configuration)
    guard let session = device.session else { return .otherDevice }
    switch loss {
    case .none, .told: break
    case .hidden:
      let change = DeviceChange(
        kind: .returned(.unexplained), device: device.address, session: session, at: moment,
        port: nil)
      return apply(change, emit)
    }
    return .notDFU
  }

  /// Handles a descriptor set with a DFU interface. It proves that the device supports DFU.
  private mutating func describe(
    device: inout TrackedDevice, _ set: DescriptorSet, _ places: DescriptorPlaces,
    at moment: Moment, _ emit: SessionObserver
  ) {
    device.showed(set, at: places)
    let shown = TrackedDevice.HeldSet(set: set, places: places, at: moment)
    if needsSerial(of: device, at: moment) {
      device.hold(shown)
      if device.held.count == TrackedDevice.heldLimit { release(&device, emit) }
    } else {
      release(&device, emit)
      tell(shown, &device, emit)
    }
  }

  /// Whether the serial number of a device, which is not read yet, decides which session it joins.
  private func needsSerial(of device: TrackedDevice, at moment: Moment) -> Bool {
    guard device.session == nil, let session = continued(by: device, at: moment) else {
      return false
    }
    return all[session].needsSerial(of: device, at: moment)
  }

  /// Tells what waited for the serial number of a device: it was read, or the host did not ask.
  mutating func release(_ device: inout TrackedDevice, _ emit: SessionObserver) {
    for shown in device.takeHeld() { tell(shown, &device, emit) }
  }

  private mutating func tell(
    _ shown: TrackedDevice.HeldSet, _ device: inout TrackedDevice, _ emit: SessionObserver
  ) {
    guard isWanted(device) else { return }
    let session = join(&device, isInferred: false, at: shown.at, emit)
    all[session].name(device)
    all[session].showed(shown.set, by: device.address, at: shown.places.configuration)
    emit(
      session,
      Observation(.described(shown.set), at: shown.at, places: shown.places, of: device.address))
  }

  /// Keeps a request that looks like DFU until there is proof.
  private mutating func takeCandidate(
    _ transfer: ControlTransfer, to device: inout TrackedDevice, _ emit: SessionObserver
  ) -> Disposition {
    let isProof =
      forced.isEmpty
      ? device.interfaces == nil && TransferMeaning.provesDFU(transfer)
      : forced.contains(transfer.device)
    if case .configured(let value)? = TransferMeaning.setting(transfer, of: device) {
      _ = device.wasConfigured(to: value)
    } else if transfer.outcome == .acknowledged {
      device.tookRequest()
    }
    guard isProof, let before = device.unproved else {
      device.keep(candidate: transfer)
      return .otherDevice
    }
    let isNewcomer =
      before.arrival != nil
      || before.candidates.allSatisfy(\.mayFollowArrival) && transfer.mayFollowArrival
    let session = join(
      &device, isInferred: true, mayContinue: isNewcomer, at: transfer.submitted,
      since: before.candidates.first?.submitted, emit)
    if before.lostCandidates > 0 {
      let first = before.candidates.first?.submitted ?? transfer.submitted
      emit(session, Observation(.gap(.unpaired), at: first, of: transfer.device))
    }
    if TransferMeaning.provesDFU(transfer) { device.showedDFU(on: transfer.setup.index) }
    var losses = before.losses[...]
    for (place, earlier) in before.candidates.enumerated() {
      if losses.first?.behind == place, let loss = losses.popFirst() {
        emit(session, Observation(.gap(.unpaired), at: loss.at, of: transfer.device))
      }
      tell(earlier, of: device, in: session, emit)
    }
    for loss in losses {
      emit(session, Observation(.gap(.unpaired), at: loss.at, of: transfer.device))
    }
    hand(transfer, to: session, emit)
    return .used
  }

  /// Tells what was kept of a device until there was proof.
  private mutating func tell(
    _ kept: ControlTransfer, of device: TrackedDevice, in session: SessionID,
    _ emit: SessionObserver
  ) {
    if kept.setup.requestType.kind == .standard {
      guard let event = TransferMeaning.setting(kept, of: device) else { return }
      emit(session, Observation(event, at: kept.submitted, of: kept.device))
    } else if device.mayBeDFUInterface(kept.setup.index) {
      hand(kept, to: session, emit)
    } else {
      let gap = Gap.unknownInterface(UInt8(truncatingIfNeeded: kept.setup.index))
      emit(session, Observation(.gap(gap), at: kept.submitted, of: kept.device))
    }
  }

  /// Makes an observation of an exchange with the DFU interface of a session.
  mutating func hand(
    _ transfer: ControlTransfer, to session: SessionID, _ emit: SessionObserver
  ) {
    noteFarewell(transfer, of: session)
    emit(session, Observation(exchange: transfer))
  }

  /// Notes whether the device will come back as another device after this exchange.
  @inline(__always)
  mutating func noteFarewell(_ transfer: borrowing ControlTransfer, of session: SessionID) {
    guard FollowedSession.isFarewell(transfer) else { return }
    all[session].expectReturn(after: transfer.ended)
  }

  // MARK: - Joining

  /// Whether a session may begin with this device. With `--address`, only with the named devices.
  /// Other devices may continue a session.
  private func isWanted(_ device: TrackedDevice) -> Bool {
    if forced.isEmpty || forced.contains(device.address) || device.session != nil { return true }
    guard let arrival = device.unproved?.arrival else { return false }
    return continued(by: device, at: arrival.at) != nil
  }

  /// Puts a device into the session that it continues, or into a new one, and emits its arrival. A
  /// device that is in a session already stays there.
  ///
  /// A device that continues a session has arrived, also where the capture does not show how. Then
  /// `since` is the first that was seen of it; nil means `moment`. `mayContinue` is false for a
  /// device that was there before.
  private mutating func join(
    _ device: inout TrackedDevice, isInferred: Bool, mayContinue: Bool = true, at moment: Moment,
    since: Moment? = nil, _ emit: SessionObserver
  ) -> SessionID {
    if let session = device.session { return session }
    let former = mayContinue ? continued(by: device, at: moment) : nil
    let isAfterReset = former.map { tellChange(before: device, in: $0, emit) } ?? false
    let session = former ?? begin(device, isInferred: isInferred)
    let told = former.map { all[$0] }
    all[session].joined(device)
    all[session].name(device)
    let unseen = former.map { _ in
      DeviceArrival(evidence: .unexplained, at: since ?? moment)
    }
    let arrival = device.unproved?.arrival ?? unseen
    device.joined(session)
    guard let arrival else { return session }
    // What is missing may have been sent to the newcomer, before the capture shows it.
    let hadLoss = all[session].hasLoss
    all[session].restarted(at: arrival.at)
    let evidence =
      isAfterReset ? .afterReset : told?.evidence(of: arrival.evidence) ?? arrival.evidence
    if former != nil, let unjudged = arrival.unjudged {
      let gap = Gap.unknownInterface(unjudged.interface)
      emit(session, Observation(.gap(gap), at: unjudged.at, of: device.address))
    }
    emit(session, Observation(.attached(evidence), at: arrival.at, of: device.address))
    if hadLoss {
      emit(session, Observation(.gap(.unpaired), at: arrival.at, of: device.address))
    }
    return session
  }

  /// Tells what happened to the device of a session at its former address, on a port that was not
  /// known: the newcomer on that port is this device. Returns whether it was a reset.
  private mutating func tellChange(
    before newcomer: TrackedDevice, in session: SessionID, _ emit: SessionObserver
  ) -> Bool {
    guard let open = newcomer.unproved?.arrival?.after, all[session].mayHaveUndergone(open)
    else { return false }
    _ = apply(open.change(of: all[session].current, in: session), emit)
    return open.kind == .reset
  }

  private mutating func begin(_ device: TrackedDevice, isInferred: Bool) -> SessionID {
    all.append(FollowedSession(device, isInferred: isInferred))
    return all.count - 1
  }

  /// The latest session that a newcomer continues, of its own vendor if there is one; nil when
  /// there is none. After another unit the sessions before it are over.
  private func continued(by device: TrackedDevice, at moment: Moment) -> SessionID? {
    let recent = all.suffix(SessionSummary.continuedLimit)
    let latest =
      recent.lastIndex { $0.isOfVendor(of: device) && $0.isContinued(by: device, at: moment) }
      ?? recent.lastIndex { $0.isContinued(by: device, at: moment) }
    return latest.flatMap { all[$0].isOtherUnit(device, at: moment) ? nil : $0 }
  }
}
