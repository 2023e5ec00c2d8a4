import USB

/// One bus: its devices by address, and the enumeration in progress.
///
/// Each event on the bus has one function. An event that can affect the device of a session returns
/// a `DeviceChange`, and `SessionList.apply` makes an observation of it. Nil means that no session
/// changes.
struct Bus {
  let number: UInt16
  /// The devices that the capture has shown, in the order of their addresses.
  private var devices: [TrackedDevice] = []
  /// For each address the index of its device in `devices`, or `nowhere`.
  private var places = Array(repeating: Self.nowhere, count: 128)
  private var enumeration = Enumeration.idle
  private var arrivals = ArrivalTrail()
  private var configurations = ConfigurationReader()
  /// Ports whose connection changed while no device that we know was on them.
  private var changedPorts: Set<HubPort> = []
  /// Whether the capture shows what happens on ports of this bus: it would show a reset.
  private(set) var showsPorts = false
  /// What happened on ports where no device that we know was.
  var openChanges = OpenPortChanges()
  /// The most ports in `changedPorts`. A damaged capture may name 65,536 ports of each hub.
  private static let changedPortLimit = 1_024
  /// The place of an address that the capture has not shown.
  private static let nowhere: UInt8 = 0xFF

  init(number: UInt16) {
    self.number = number
  }

  /// The device at an address of 0...127. One that is not known yet is kept when it is changed.
  subscript(present address: UInt8) -> TrackedDevice {
    get {
      guard let index = index(of: address) else {
        return TrackedDevice(address: DeviceAddress(bus: number, address: address))
      }
      return devices[index]
    }
    _modify {
      let index = index(of: address) ?? add(address)
      yield &devices[index]
    }
  }

  /// The session of the device at an address; nil when there is no session or no such device.
  func session(at address: UInt8) -> SessionID? {
    index(of: address).flatMap { devices[$0].session }
  }

  /// Whether the device at an address waits for its serial number before it joins a session.
  func holds(_ address: UInt8) -> Bool {
    index(of: address).map { !devices[$0].held.isEmpty } ?? false
  }

  /// The index of the device at an address; nil when the capture has not shown it.
  private func index(of address: UInt8) -> Int? {
    let place = places[Self.slot(address)]
    return place == Self.nowhere ? nil : Int(place)
  }

  /// Adds a device at an address that was not shown before, and returns its index.
  private mutating func add(_ address: UInt8) -> Int {
    let new = places[..<Self.slot(address)].count { $0 != Self.nowhere }
    let device = TrackedDevice(address: DeviceAddress(bus: number, address: address))
    devices.insert(device, at: new)
    for index in devices.indices { places[Int(self.address(at: index))] = UInt8(index) }
    return new
  }

  /// The address of the device with this index.
  private func address(at index: Int) -> UInt8 {
    UInt8(Self.slot(devices[index].address.address))
  }

  /// The index of an address in `places`. Addresses have seven bits (USB 2.0, 9.4.6).
  private static func slot(_ address: UInt8) -> Int { Int(address & 0x7F) }

  /// The session of a class or vendor request to a DFU interface, if the transfer says nothing else
  /// of interest. Nil when it is for no session, or the device's descriptors are not known.
  ///
  /// The bus does not change. It is `mutating` so that its address is handed over: a value of this
  /// size would be copied.
  mutating func session(asked transfer: borrowing ControlTransfer) -> SessionID? {
    let type = transfer.setup.requestType
    guard type.isForInterface, transfer.device.address != 0, !enumeration.isUnderWay,
      transfer.outcome != .disconnected, let index = index(of: transfer.device.address),
      let session = devices[index].session, let number = devices[index].interfaceNumber,
      number == UInt8(truncatingIfNeeded: transfer.setup.index), devices[index].isReady,
      openChanges.isEmpty || !openChanges.mayConcern(transfer.device.address)
    else { return nil }
    return session
  }

  /// What a transfer says about its device; nil when it does not concern DFU.
  ///
  /// Only the reader of configurations changes.
  mutating func meaning(of transfer: borrowing ControlTransfer) -> TransferMeaning? {
    guard let index = index(of: transfer.device.address) else {
      var stranger = TrackedDevice(address: transfer.device)
      return TransferMeaning.of(transfer, to: &stranger, &configurations)
    }
    return TransferMeaning.of(transfer, to: &devices[index], &configurations)
  }

  /// Whether this transfer may show that a device was reset or enumerated again.
  func mayTellRestart(_ transfer: ControlTransfer) -> Bool {
    if PortEvent(transfer) != nil || showsArrival(transfer) { return true }
    guard session(at: transfer.device.address) == nil else { return false }
    var copy = self
    return copy.meaning(of: transfer) != nil
  }

  /// The most bytes of data that are kept in candidates on a bus.
  private static let candidateByteLimit = 262_144

  /// Drops candidates, those of the same device first, until the data of one more has room.
  mutating func makeRoom(for transfer: borrowing ControlTransfer) {
    guard !transfer.data.isEmpty else { return }
    let own = index(of: transfer.device.address).map { [$0] } ?? []
    for index in own + devices.indices {
      let kept = devices.reduce(0) { $0 + ($1.unproved?.candidateBytes ?? 0) }
      if kept + transfer.data.count <= Self.candidateByteLimit { return }
      devices[index].dropCandidates()
    }
  }

  /// Records of the bus are missing behind `moment`.
  mutating func lostRecords(at moment: Moment) {
    for index in devices.indices { devices[index].lostRecords(at: moment) }
  }

  /// Devices without a DFU interface that got requests that look like DFU, without any proof.
  var unprovedCandidates: [(device: DeviceAddress, requests: UnprovedRequests)] {
    devices.compactMap { device in
      guard let unproved = device.unproved, let first = unproved.requests.first
      else { return nil }
      let requests = UnprovedRequests(
        count: unproved.requests.count + unproved.lostCandidates,
        interface: device.lookalike(UInt8(truncatingIfNeeded: first.setup.index)))
      return (device.address, requests)
    }
  }
}

// MARK: - Hub ports

extension Bus {
  /// Handles a request to a port of a hub.
  mutating func portWasAsked(_ event: PortEvent, by transfer: ControlTransfer) -> DeviceChange? {
    showsPorts = true
    self[present: transfer.device.address].wasAskedForPorts()
    defer { openChanges.endInterruption() }
    switch event {
    case .reset(let port): return portWasReset(port, by: transfer)
    case .disabled(let port):
      // Where it is not known whose port that is, the reset behind it or the next request tells.
      if let address = address(on: port) {
        self[present: address].wasDisabled(at: transfer.ended)
      }
      return nil
    case .status(let port, let isConnected, let hasChanged):
      guard !isConnected || hasChanged else { return nil }
      return connectionChanged(on: port, isConnected, by: transfer)
    case .other: return nil
    }
  }

  private mutating func portWasReset(
    _ port: HubPort, by transfer: ControlTransfer
  ) -> DeviceChange? {
    enumeration.portWasReset(port)
    guard let address = address(on: port) else {
      return changedPorts.contains(port) ? nil : suppose(.reset, on: port, by: transfer)
    }
    guard self[present: address].wasReset(on: port, at: transfer.ended) else { return nil }
    return change(.reset(.portResetRequest), of: address, at: transfer.submitted, on: port)
  }

  /// The device on the port is gone.
  private mutating func connectionChanged(
    on port: HubPort, _ isConnected: Bool, by transfer: ControlTransfer
  ) -> DeviceChange? {
    let address = address(on: port)
    if let address, self[present: address].left(at: transfer.ended) {
      return change(.left(.portStatus), of: address, at: transfer.ended, on: port)
    }
    noteChange(of: port)
    return address == nil && !isConnected ? suppose(.left, on: port, by: transfer) : nil
  }

  /// Notes a changed connection. A bus of 127 hubs has fewer ports with devices than the limit.
  private mutating func noteChange(of port: HubPort) {
    if changedPorts.count == Self.changedPortLimit { changedPorts.removeAll() }
    changedPorts.insert(port)
  }

  /// The address of the device on a port; nil when the capture has not shown it.
  private func address(on port: HubPort) -> UInt8? {
    devices.indices.last { devices[$0].port == port && !devices[$0].isGone }
      .map { address(at: $0) }
  }

  private func change(
    _ kind: DeviceChange.Kind, of address: UInt8, at moment: Moment, on port: HubPort? = nil
  ) -> DeviceChange? {
    session(at: address).map {
      DeviceChange(
        kind: kind, device: DeviceAddress(bus: number, address: address), session: $0, at: moment,
        port: port)
    }
  }
}

// MARK: - Changes of ports without a known device

extension Bus {
  /// Notes what happened on a port to a device that the capture has not shown there. Gives the
  /// change if it ended a request to the only possible device.
  private mutating func suppose(
    _ kind: PortChange.Kind, on port: HubPort, by transfer: ControlTransfer
  ) -> DeviceChange? {
    let unbound = devices.indices.filter { devices[$0].mayBeOnAnyPort }
    openChanges.keep(
      PortChange(
        kind: kind, port: port, at: kind == .reset ? transfer.submitted : transfer.ended,
        since: transfer.ended, candidate: unbound.count == 1 ? address(at: unbound[0]) : nil))
    return openChanges.interrupted.flatMap { confirmed(at: $0) }
  }

  /// The change that may have happened to the device at an address has happened to it.
  private mutating func confirmed(at address: UInt8) -> DeviceChange? {
    guard let index = index(of: address), let open = openChanges.take(of: address)
    else { return nil }
    devices[index].underwent(open)
    let device = DeviceAddress(bus: number, address: address)
    return session(at: address).map { open.change(of: device, in: $0) }
  }

  /// The change of a device whose port was not known, if this transfer shows that it happened to
  /// this device: it is the one that the host enumerates after it, or whose request it has ended.
  /// Any other answer shows that it happened to another device.
  mutating func portChange(shownBy transfer: ControlTransfer) -> DeviceChange? {
    guard !openChanges.isEmpty, let index = index(of: transfer.device.address),
      devices[index].mayBeOnAnyPort
    else { return nil }
    if transfer.outcome == .disconnected { return confirmed(at: transfer.device.address) }
    guard showsReturn(transfer), let port = enumeration.port,
      let open = openChanges.take(on: port)
    else {
      if transfer.isAnswered {
        openChanges.excludes(transfer.device.address, at: transfer.submitted)
      }
      return nil
    }
    devices[index].underwent(open)
    return devices[index].session.map { open.change(of: transfer.device, in: $0) }
  }

  /// Whether the host enumerates the device that answers here. Where the controller gives the
  /// address, and the host reads nothing before it, the request to the only possible device tells.
  private func showsReturn(_ transfer: ControlTransfer) -> Bool {
    if showsArrival(transfer) { return true }
    guard case .portReset(let port) = enumeration else { return false }
    return Enumeration.isForNewcomer(transfer.setup)
      && openChanges.mayConcern(transfer.device.address, on: port)
  }

  /// The device of this answer is in a session. The device that the session had before, on a port
  /// that was not known, is therefore gone from its address.
  mutating func replacedOthers(by transfer: borrowing ControlTransfer) {
    guard let index = index(of: transfer.device.address), let session = devices[index].session
    else { return }
    for other in devices.indices
    where other != index && devices[other].session == session && devices[other].mayBeOnAnyPort {
      if devices[index].port != nil {
        devices[other].wasReplaced()
      } else if transfer.isAnswered, devices[index].isThere {
        devices[other].moved(at: transfer.submitted)
      }
    }
  }

  /// The departures that nothing has contradicted when the recording ends.
  mutating func departuresAtEnd() -> [DeviceChange] {
    openChanges.takeDepartures().compactMap { open in
      guard let candidate = open.candidate, let session = session(at: candidate) else { return nil }
      return open.change(of: DeviceAddress(bus: number, address: candidate), in: session)
    }
  }
}

// MARK: - Departures and arrivals

extension Bus {
  /// The host ended a transfer because its device was gone.
  mutating func transferWasShutDown(_ transfer: ControlTransfer) -> DeviceChange? {
    let address = transfer.device.address
    guard index(of: address) != nil, self[present: address].left(at: transfer.ended)
    else { return nil }
    return change(.left(.transfersShutDown), of: address, at: transfer.ended)
  }

  /// Handles a transfer to address 0: a device is being enumerated.
  mutating func defaultAddressWasUsed(by transfer: borrowing ControlTransfer) {
    showsPorts = true
    if !arrivals.outlive(transfer) { enumeration.defaultAddressWasUsed(by: transfer) }
  }

  /// Ends the enumeration if this transfer shows that its device has arrived.
  ///
  /// A device that was reset or left answers again only after an enumeration, whether the capture
  /// shows it or not (USB 2.0, 9.1.1).
  mutating func arrival(with transfer: ControlTransfer) -> DeviceChange? {
    defer { arrivals.note(transfer) }
    return showsArrival(transfer) ? arrived(transfer.device, at: transfer.submitted) : nil
  }

  private func showsArrival(_ transfer: ControlTransfer) -> Bool {
    guard let index = index(of: transfer.device.address) else {
      let isNobody = !arrivals.know(transfer.device.address)
      return enumeration.ends(with: transfer, isNobody: isNobody)
    }
    return enumeration.ends(with: transfer, isNobody: false)
      || devices[index].presence.answersAgain(transfer)
  }

  /// The device at `address` has been enumerated: again, or as a new one, which tells of its
  /// arrival when it joins a session.
  private mutating func arrived(_ address: DeviceAddress, at moment: Moment) -> DeviceChange? {
    let isShown = enumeration.isUnderWay
    let port = enumeration.port
    enumeration = .idle
    defer { if let port, !changedPorts.isEmpty { changedPorts.remove(port) } }
    if let index = index(of: address.address),
      devices[index].mayReturn(on: port, isShown: isShown)
    {
      let evidence = devices[index].returned(on: port, at: moment)
      return change(.returned(evidence), of: address.address, at: moment)
    }
    let evidence = arrivalEvidence(on: port)
    let open = port.map { openChanges.take(on: $0) } ?? openChanges.takeOnlyDeparture()
    if let open { changedPorts.remove(open.port) }
    let before = devices.last { port != nil && $0.port == port && $0.unproved?.unjudged != nil }
    let unjudged = before?.unproved?.unjudged
    if let port { vacate(port) }
    self[present: address.address] = TrackedDevice(
      address: address, port: port,
      arrival: DeviceArrival(evidence: evidence, at: moment, after: open, unjudged: unjudged))
    return nil
  }

  /// How the newcomer came, concluded from the earlier devices on its port.
  private func arrivalEvidence(on port: HubPort?) -> AttachEvidence {
    guard let port else { return .unexplained }
    let before = devices.indices.filter { devices[$0].port == port }
    let hasLost = before.contains { devices[$0].isGone }
    if hasLost || changedPorts.contains(port) { return .afterLeaving }
    let isThere = before.allSatisfy { devices[$0].isThere }
    return isThere ? .unexplained : .afterReset
  }

  private mutating func vacate(_ port: HubPort) {
    for index in devices.indices where devices[index].port == port {
      devices[index].wasReplaced()
    }
  }
}

// MARK: - What a recorder tells

extension Bus {
  /// The recorder watches one place on the bus. The device at `address` is or was there. The next
  /// device that answers there has been enumerated. Returns the session of the device.
  mutating func expectNewcomer(at place: HubPort, after address: UInt8) -> SessionID? {
    showsPorts = true
    enumeration.wasRecorded(at: place)
    guard index(of: address) != nil else { return nil }
    self[present: address].wasFound(on: place)
    return session(at: address)
  }

  /// The recorder states a reset of the bus.
  mutating func recordedReset(of address: UInt8, at moment: Moment) -> DeviceChange? {
    guard index(of: address) != nil, self[present: address].wasReset(on: nil, at: moment)
    else { return nil }
    return change(.reset(.recorded), of: address, at: moment)
  }

  /// The recorder saw that the device lost power, or that it left `place`, where that is known.
  mutating func recordedLeaving(
    of address: UInt8, from place: HubPort?, at moment: Moment
  ) -> DeviceChange? {
    guard index(of: address) != nil, self[present: address].left(at: moment) else {
      if let place { noteChange(of: place) }
      return nil
    }
    return change(.left(.recorded), of: address, at: moment)
  }
}
