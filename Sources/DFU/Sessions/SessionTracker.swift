package import USB

/// Follows the devices of a capture and hands out, for each DFU device, what happened to it.
///
/// A session is one physical device through all its re-enumerations: the run-time device and
/// its DFU-mode successor are one session, two devices are two. Memory is bounded by the
/// number of addresses.
package struct SessionTracker {
  /// Takes an observation of one session.
  package typealias Emit = (SessionID, Observation) -> Void

  /// The sessions so far.
  package private(set) var sessions: [SessionSummary] = []
  var states: [SessionState] = []
  private let forced: Set<DeviceAddress>
  var buses: [Bus] = []
  /// The DFU interface that was asked last, as long as nothing but requests to it was seen.
  private var asked: AskedInterface?

  /// A DFU interface, and the session that it belongs to.
  private struct AskedInterface {
    let device: DeviceAddress
    let interface: UInt8
    let session: SessionID

    init(_ transfer: borrowing ControlTransfer, of session: SessionID) {
      device = transfer.device
      interface = UInt8(truncatingIfNeeded: transfer.setup.index)
      self.session = session
    }

    func isAsked(by transfer: borrowing ControlTransfer) -> Bool {
      transfer.device.address == device.address && transfer.device.bus == device.bus
        && transfer.setup.requestType.isForInterface
        && UInt8(truncatingIfNeeded: transfer.setup.index) == interface
        && transfer.outcome.rawValue != TransferOutcome.disconnected.rawValue
    }
  }

  /// What the tracker keeps of a session between its observations.
  struct SessionState {
    /// The device that is the session now.
    var current: DeviceAddress
    var port: HubPort?
    /// Until when it is expected to be enumerated again, in nanoseconds.
    var expectedUntil: Int64?
    var isGone = false
  }

  /// How long after leaving, or being told to, a device may take to come back: host tools wait
  /// 5 s (dfu-util) to 20 s (xmosdfu).
  static let returnNanoseconds: Int64 = 30_000_000_000

  /// The most buses that are followed; a damaged capture may name 65 536.
  private static let busLimit = 64

  /// Follows every device, or only sessions that begin with one of `forcedAddresses`, which
  /// are then taken for DFU devices without further evidence.
  package init(forcedAddresses: Set<DeviceAddress> = []) {
    forced = forcedAddresses
  }

  /// The addresses that belonged to sessions.
  package var sessionAddresses: Set<DeviceAddress> {
    Set(sessions.flatMap { $0.devices.map(\.address) })
  }

  /// Addresses without descriptors on which requests look like DFU but nothing proves it, and
  /// how many such requests there were.
  package var unprovedCandidates: [DeviceAddress: Int] {
    var found: [DeviceAddress: Int] = [:]
    for bus in buses {
      for address in bus.addresses({ $0.session == nil && !$0.candidates.isEmpty }) {
        guard let device = bus[address] else { continue }
        found[device.address] = device.candidates.count + device.lostCandidates
      }
    }
    return found
  }

  /// Takes the next transfer of the capture if it asks the DFU interface that the one before it
  /// asked; gives the session that it is an exchange of, and nil where `accept` is to take it.
  package mutating func acceptAgain(_ transfer: borrowing ControlTransfer) -> SessionID? {
    guard let asked, asked.isAsked(by: transfer) else { return nil }
    expectReturn(of: asked.session, after: transfer)
    return asked.session
  }

  /// Takes the next transfer of the capture, of any device.
  package mutating func accept(_ transfer: ControlTransfer, emit: Emit) -> Disposition {
    asked = nil
    guard let bus = busIndex(transfer.device.bus) else { return .otherDevice }
    if let session = buses[bus].session(asked: transfer) {
      asked = AskedInterface(transfer, of: session)
      hand(transfer, to: session, emit)
      return .used
    }
    if let event = PortEvent(transfer) { return follow(event, transfer, bus, emit) }
    let address = transfer.device.address
    if address == 0 { return enumerating(transfer, bus) }
    if buses[bus].isEnumerating, isIdentityRead(transfer, bus) {
      arrived(transfer.device, bus, at: transfer.submitted, emit)
    }
    if transfer.outcome == .disconnected { shutDown(transfer, bus, emit) }
    switch transfer.setup.requestType.kind {
    case .standard: return standard(transfer, bus, emit)
    case .class, .vendor: return request(transfer, bus, emit)
    case .reserved: return buses[bus][address]?.session == nil ? .otherDevice : .notDFU
    }
  }

  /// A completion without its submission was seen.
  package mutating func lostSubmission(of device: DeviceAddress, at moment: Moment, emit: Emit) {
    guard let bus = busIndex(device.bus), let session = buses[bus][device.address]?.session else {
      return
    }
    emit(session, Observation(.gap(.unpaired), at: moment))
  }

  /// Records may have been dropped here, of any device.
  package mutating func dropped(at moment: Moment, emit: Emit) {
    for session in sessions.indices { emit(session, Observation(.gap(.dropped), at: moment)) }
  }

  /// The record stream is damaged from here on.
  package mutating func damaged(_ reason: String, at moment: Moment, emit: Emit) {
    for session in sessions.indices {
      emit(session, Observation(.gap(.damaged(reason)), at: moment))
    }
  }

  /// The recording ends.
  package mutating func finish(at moment: Moment, emit: Emit) {
    for session in sessions.indices { emit(session, Observation(.end, at: moment)) }
  }

  /// With `--address`, only the named devices begin a session; others may continue one.
  func isWanted(_ device: DeviceAddress, _ bus: Int) -> Bool {
    forced.isEmpty || forced.contains(device) || buses[bus][device.address]?.session != nil
      || continues(buses[bus][device.address])
  }

  private func continues(_ device: TrackedDevice?) -> Bool {
    guard let device, let at = device.arrival?.at else { return false }
    return continued(by: device, at: at) != nil
  }

  mutating func busIndex(_ number: UInt16) -> Int? {
    if let known = buses.firstIndex(where: { $0.number == number }) { return known }
    guard buses.count < Self.busLimit else { return nil }
    buses.append(Bus(number: number))
    return buses.count - 1
  }

  // MARK: - Requests to interfaces

  private mutating func request(
    _ transfer: ControlTransfer, _ bus: Int, _ emit: Emit
  ) -> Disposition {
    let address = transfer.device.address
    guard transfer.setup.requestType.recipient == .interface else {
      return buses[bus][address]?.session == nil ? .otherDevice : .notDFU
    }
    if let device = buses[bus][address], device.set != nil || device.interfaces != nil {
      guard let session = device.session, device.isForDFU(transfer.setup) else {
        return device.session == nil ? .otherDevice : .notDFU
      }
      hand(transfer, to: session, emit)
      return .used
    }
    guard TrackedDevice.isCandidate(transfer.setup) else {
      return buses[bus][address]?.session == nil ? .otherDevice : .notDFU
    }
    if let session = buses[bus][address]?.session {
      hand(transfer, to: session, emit)
      return .used
    }
    return candidate(transfer, bus, emit)
  }

  /// Keeps a request that may be DFU until something proves that it is.
  private mutating func candidate(
    _ transfer: ControlTransfer, _ bus: Int, _ emit: Emit
  ) -> Disposition {
    let address = transfer.device.address
    let isProof =
      forced.contains(transfer.device)
      || (forced.isEmpty && TrackedDevice.provesDFU(transfer))
    guard isProof else {
      buses[bus][present: address].keep(candidate: transfer)
      return .otherDevice
    }
    let session = join(bus, address, isInferred: true, at: transfer.submitted, emit)
    let device = buses[bus][present: address]
    if device.lostCandidates > 0, let first = device.candidates.first {
      emit(session, Observation(.gap(.unpaired), at: first.submitted))
    }
    for earlier in device.candidates { hand(earlier, to: session, emit) }
    buses[bus][present: address].candidates = []
    hand(transfer, to: session, emit)
    return .used
  }

  private mutating func hand(_ transfer: ControlTransfer, to session: SessionID, _ emit: Emit) {
    expectReturn(of: session, after: transfer)
    emit(session, Observation(exchange: transfer))
  }

  /// DETACH, XMOS's reset requests and manifestation make a device come back as another.
  private mutating func expectReturn(
    of session: SessionID, after transfer: borrowing ControlTransfer
  ) {
    let isLeaving =
      switch transfer.setup.request {
      case 0, 0xF0, 0xF2, 0xF3: transfer.outcome != .stalled
      case 3: transfer.data.count == 6 && (6...8).contains(transfer.data[4])
      default: false
      }
    guard isLeaving else { return }
    states[session].expectedUntil = transfer.ended.nanoseconds + Self.returnNanoseconds
  }

  // MARK: - Sessions

  /// Puts a device into the session that it continues, or into a new one.
  mutating func join(
    _ bus: Int, _ address: UInt8, isInferred: Bool, at moment: Moment, _ emit: Emit
  ) -> SessionID {
    let device = buses[bus][present: address]
    if let session = device.session { return session }
    let session = continued(by: device, at: moment) ?? begin(device, isInferred: isInferred)
    buses[bus][present: address].session = session
    states[session].current = device.address
    states[session].port = device.port ?? states[session].port
    states[session].isGone = false
    states[session].expectedUntil = nil
    tell(device, to: session)
    if let arrival = device.arrival {
      emit(session, Observation(.attached(arrival.evidence), at: arrival.at))
      buses[bus][present: address].arrival = nil
    }
    return session
  }

  private mutating func begin(_ device: TrackedDevice, isInferred: Bool) -> SessionID {
    sessions.append(SessionSummary(isInferred: isInferred))
    states.append(SessionState(current: device.address, port: device.port))
    return sessions.count - 1
  }

  /// Adds the device's identity to its session's, once.
  mutating func tell(_ device: TrackedDevice, to session: SessionID) {
    let identity = SessionSummary.Device(
      address: device.address, vendor: device.descriptor?.vendor,
      product: device.descriptor?.product)
    guard !sessions[session].devices.contains(identity) else { return }
    if let last = sessions[session].devices.last, last.address == identity.address,
      last.vendor == nil
    {
      sessions[session].devices.removeLast()
    }
    sessions[session].devices.append(identity)
  }

  /// The session that a newcomer continues: the one of its port, or else one on its bus that
  /// was expected to come back and is not there.
  private func continued(by device: TrackedDevice, at moment: Moment) -> SessionID? {
    states.indices.last { session in
      let state = states[session]
      guard state.current.bus == device.address.bus, state.current != device.address else {
        return false
      }
      let isExpected = (state.expectedUntil ?? .min) >= moment.nanoseconds
      let hasSameVendor =
        device.descriptor?.vendor != nil
        && sessions[session].devices.last?.vendor == device.descriptor?.vendor
      if let port = state.port, let other = device.port {
        return port == other && (isExpected || hasSameVendor)
      }
      return isExpected || (state.isGone && hasSameVendor)
    }
  }
}

extension TrackedDevice {
  fileprivate mutating func keep(candidate transfer: ControlTransfer) {
    if candidates.count == Self.candidateLimit {
      candidates.removeFirst()
      lostCandidates += 1
    }
    candidates.append(transfer)
  }
}
