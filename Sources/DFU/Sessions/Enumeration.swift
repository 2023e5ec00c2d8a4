import USB

/// How the tracker follows devices as they come, are reset, and go.
extension SessionTracker {
  // MARK: - Hub ports

  /// Takes what a hub request tells; it is used only where it concerns a session.
  mutating func follow(
    _ event: PortEvent, _ transfer: ControlTransfer, _ bus: Int, _ emit: Emit
  ) -> Disposition {
    buses[bus][present: transfer.device.address].isHub = true
    switch event {
    case .reset(let port): return reset(port, bus, at: transfer.submitted, emit)
    case .disabled(let port):
      if let address = buses[bus].address(on: port) {
        buses[bus][present: address].presence = .beingReset
        buses[bus][present: address].port = port
      }
      return .otherDevice
    case .status(let port, let isConnected, let hasChanged):
      guard !isConnected || hasChanged else { return .otherDevice }
      return changed(port, isConnected, bus, at: transfer.ended, emit)
    case .other: return .otherDevice
    }
  }

  /// Linux resets a port twice in one enumeration, before and after it reads the device
  /// descriptor at address 0: only the first of them, and only that of a device that is there,
  /// is the host's reset of it.
  private mutating func reset(
    _ port: HubPort, _ bus: Int, at moment: Moment, _ emit: Emit
  ) -> Disposition {
    buses[bus].resetPort = (port, moment)
    guard let address = buses[bus].address(on: port),
      buses[bus][address]?.presence == .live
    else { return .otherDevice }
    buses[bus][present: address].presence = .beingReset
    buses[bus][present: address].port = port
    guard let session = buses[bus][address]?.session else { return .otherDevice }
    states[session].port = port
    states[session].expectedUntil = moment.nanoseconds + Self.returnNanoseconds
    emit(session, Observation(.reset(.portResetRequest), at: moment))
    return .used
  }

  /// The connection of a port changed: what was on it is gone.
  ///
  /// Where it is not known who was there, a port that is connected now may have got a newcomer
  /// while the device that we know is elsewhere.
  private mutating func changed(
    _ port: HubPort, _ isConnected: Bool, _ bus: Int, at moment: Moment, _ emit: Emit
  ) -> Disposition {
    guard let address = buses[bus].address(on: port), let device = buses[bus][address],
      device.presence == .live, device.port == port || (device.session != nil && !isConnected)
    else {
      buses[bus].changedPorts.insert(port)
      return .otherDevice
    }
    buses[bus][present: address].port = port
    guard let session = leave(bus, address, .portStatus, at: moment, emit) else {
      return .otherDevice
    }
    states[session].port = port
    return .used
  }

  mutating func shutDown(_ transfer: ControlTransfer, _ bus: Int, _ emit: Emit) {
    guard buses[bus][transfer.device.address]?.presence == .live else { return }
    _ = leave(bus, transfer.device.address, .transfersShutDown, at: transfer.ended, emit)
  }

  mutating func leave(
    _ bus: Int, _ address: UInt8, _ evidence: LeaveEvidence, at moment: Moment, _ emit: Emit
  ) -> SessionID? {
    buses[bus][present: address].presence = .gone
    guard let session = buses[bus][address]?.session else { return nil }
    states[session].isGone = true
    states[session].expectedUntil = moment.nanoseconds + Self.returnNanoseconds
    emit(session, Observation(.left(evidence), at: moment))
    return session
  }

  // MARK: - Arrivals

  /// Address 0 is spoken to: a device is being enumerated; SET_ADDRESS tells its new address.
  mutating func enumerating(_ transfer: ControlTransfer, _ bus: Int) -> Disposition {
    buses[bus].isEnumerating = true
    if transfer.setup.request == StandardRequest.setAddress {
      buses[bus].newAddress = UInt8(truncatingIfNeeded: transfer.setup.value)
    }
    return .otherDevice
  }

  /// Whether a transfer is the first that a host makes with the device that it enumerates.
  func isIdentityRead(_ transfer: ControlTransfer, _ bus: Int) -> Bool {
    buses[bus].newAddress ?? transfer.device.address == transfer.device.address
      && transfer.setup.requestType.rawValue == 0x80
      && transfer.setup.request == StandardRequest.getDescriptor
      && UInt8(transfer.setup.value >> 8) == DescriptorType.device
  }

  /// The device at `address` has been enumerated: again, or as a new one.
  mutating func arrived(
    _ address: DeviceAddress, _ bus: Int, at moment: Moment, _ emit: Emit
  ) {
    buses[bus].isEnumerating = false
    buses[bus].newAddress = nil
    let port = buses[bus].resetPort?.port
    buses[bus].resetPort = nil
    let known = buses[bus][address.address]
    if let known, known.presence != .gone, port == nil || known.port == nil || known.port == port {
      returned(known, port, bus, at: moment, emit)
    } else {
      let evidence = arrivalEvidence(port, bus)
      var device = TrackedDevice(address: address)
      device.port = port
      device.arrival = TrackedDevice.Arrival(evidence: evidence, at: moment)
      if let port { vacate(port, bus) }
      buses[bus][address.address] = device
    }
    if let port { buses[bus].changedPorts.remove(port) }
  }

  /// The same device under the same address, after a reset.
  private mutating func returned(
    _ known: TrackedDevice, _ port: HubPort?, _ bus: Int, at moment: Moment, _ emit: Emit
  ) {
    var device = known
    device.port = port ?? known.port
    let evidence: AttachEvidence = known.presence == .beingReset ? .afterReset : .unexplained
    device.presence = .live
    device.isDescribed = false
    device.candidates = []
    if let session = known.session {
      emit(session, Observation(.attached(evidence), at: moment))
      states[session].expectedUntil = nil
    } else {
      device.arrival = TrackedDevice.Arrival(evidence: evidence, at: moment)
    }
    buses[bus][known.address.address] = device
  }

  /// What was on the port before tells how the newcomer came.
  private func arrivalEvidence(_ port: HubPort?, _ bus: Int) -> AttachEvidence {
    guard let port else { return .unexplained }
    let before = buses[bus].addresses { $0.port == port }
      .compactMap { buses[bus][$0]?.presence }
    if before.contains(.gone) || buses[bus].changedPorts.contains(port) { return .afterLeaving }
    return before.contains(.beingReset) ? .afterReset : .unexplained
  }

  private mutating func vacate(_ port: HubPort, _ bus: Int) {
    for address in buses[bus].addresses({ $0.port == port }) {
      buses[bus][present: address].presence = .gone
      buses[bus][present: address].port = nil
    }
  }

  // MARK: - Standard requests

  mutating func standard(
    _ transfer: ControlTransfer, _ bus: Int, _ emit: Emit
  ) -> Disposition {
    let address = transfer.device.address
    switch transfer.setup.request {
    case StandardRequest.getDescriptor:
      return readDescriptor(transfer, bus, emit)
    case StandardRequest.setConfiguration where transfer.outcome == .acknowledged:
      return happened(
        .configured(value: UInt8(truncatingIfNeeded: transfer.setup.value)), transfer, bus, emit)
    case StandardRequest.setInterface:
      guard transfer.outcome == .acknowledged || transfer.outcome == .acknowledgedOrStalled,
        buses[bus][address]?.set == nil || isDFUInterface(transfer, bus)
      else { break }
      return happened(.interfaceSet(alternate: transfer.setup.value), transfer, bus, emit)
    default: break
    }
    return buses[bus][address]?.session == nil ? .otherDevice : .notDFU
  }

  private func isDFUInterface(_ transfer: ControlTransfer, _ bus: Int) -> Bool {
    buses[bus][transfer.device.address]?.set?.interfaceNumber
      == UInt8(truncatingIfNeeded: transfer.setup.index)
  }

  private mutating func happened(
    _ event: Observation.Event, _ transfer: ControlTransfer, _ bus: Int, _ emit: Emit
  ) -> Disposition {
    guard let session = buses[bus][transfer.device.address]?.session else { return .otherDevice }
    emit(session, Observation(event, at: transfer.submitted))
    return .used
  }

  /// Learns from a descriptor that the host read.
  private mutating func readDescriptor(
    _ transfer: ControlTransfer, _ bus: Int, _ emit: Emit
  ) -> Disposition {
    let address = transfer.device.address
    var disposition: Disposition =
      buses[bus][address]?.session == nil ? .otherDevice : .notDFU
    switch UInt8(transfer.setup.value >> 8) {
    case DescriptorType.device:
      guard let read = DescriptorSet.DeviceDescriptor(transfer.data) else { break }
      buses[bus][present: address].descriptor = read
      if read.deviceClass == 9 { buses[bus][present: address].isHub = true }
      if disposition == .notDFU { disposition = .used }
    case DescriptorType.configuration:
      if readConfiguration(transfer, bus, emit) { disposition = .used }
    case 0x21:
      if readFunctional(transfer, bus, emit) { disposition = .used }
    default: break
    }
    return disposition
  }

  private mutating func readConfiguration(
    _ transfer: ControlTransfer, _ bus: Int, _ emit: Emit
  ) -> Bool {
    let address = transfer.device.address
    guard let reading = ConfigurationReading(transfer.data) else { return false }
    buses[bus][present: address].interfaces = reading.interfaces
    let device = buses[bus][present: address]
    guard
      let set = DescriptorSet(configuration: transfer.data, device: device.descriptor)
    else { return false }
    if device.isDescribed, device.set == set { return true }
    describe(set, transfer, bus, emit)
    return true
  }

  /// GET_DESCRIPTOR(21h) to the DFU interface: some devices show it nowhere else.
  private mutating func readFunctional(
    _ transfer: ControlTransfer, _ bus: Int, _ emit: Emit
  ) -> Bool {
    guard transfer.setup.requestType.recipient == .interface,
      var set = buses[bus][transfer.device.address]?.set, isDFUInterface(transfer, bus),
      let functional = FunctionalDescriptor(transfer.data)
    else { return false }
    if !set.functionals.isEmpty { return true }
    set.functionals = [functional]
    describe(set, transfer, bus, emit)
    return true
  }

  private mutating func describe(
    _ set: DescriptorSet, _ transfer: ControlTransfer, _ bus: Int, _ emit: Emit
  ) {
    let address = transfer.device.address
    buses[bus][present: address].set = set
    buses[bus][present: address].isDescribed = true
    guard isWanted(transfer.device, bus) else { return }
    let session = join(bus, address, isInferred: false, at: transfer.submitted, emit)
    tell(buses[bus][present: address], to: session)
    emit(session, Observation(.described(set), at: transfer.submitted))
  }
}
