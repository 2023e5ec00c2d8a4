import USB

/// What a transfer says about its device.
///
/// Reading the meaning changes nothing of the device. `SessionList.take` acts on it.
enum TransferMeaning {
  /// GET_DESCRIPTOR(device) was answered, with this iSerialNumber; 0 means that it has none.
  case identity(DescriptorSet.DeviceDescriptor, serialIndex: UInt8)
  /// GET_DESCRIPTOR(string) was answered with the whole serial number.
  case serial([UInt8])
  /// GET_DESCRIPTOR(configuration) was answered in full.
  case configuration(KnownConfiguration)
  /// GET_DESCRIPTOR(21h) returned a functional descriptor that the configuration did not contain.
  /// The set includes it.
  case functional(DescriptorSet)
  /// GET_DESCRIPTOR(21h) returned a functional descriptor that the configuration contained.
  case functionalAgain
  /// A standard request changed something in the device of a session.
  case event(Observation.Event, SessionID)
  /// A request to the DFU interface of a session.
  case exchange(SessionID)
  /// A DFU request that cannot be judged as one to the DFU interface of the session.
  case unfollowed(Gap, SessionID)
  /// A request that looks like DFU, to a device without other proof; or a setting of such a device,
  /// after such a request.
  case candidate
  /// SET_CONFIGURATION of a device without a session, before any such request.
  case configured(UInt8)
}

extension TransferMeaning {
  /// Reads a transfer to an address other than 0. `device` is what is known of that address. Nil if
  /// the transfer does not concern DFU.
  ///
  /// The device does not change. It is `inout` so that its address is handed over: a value of this
  /// size would be copied.
  static func of(
    _ transfer: borrowing ControlTransfer, to device: inout TrackedDevice,
    _ configurations: inout ConfigurationReader
  ) -> TransferMeaning? {
    switch transfer.setup.requestType.kind {
    case .standard: standard(transfer, device, &configurations)
    case .class, .vendor: request(transfer, device)
    case .reserved: nil
    }
  }

  // MARK: - Standard requests

  private static func standard(
    _ transfer: borrowing ControlTransfer, _ device: TrackedDevice,
    _ configurations: inout ConfigurationReader
  ) -> TransferMeaning? {
    let setup = transfer.setup
    switch setup.request {
    case StandardRequest.getDescriptor:
      return descriptor(transfer, device, &configurations)
    case StandardRequest.setConfiguration, StandardRequest.setInterface:
      guard let event = setting(transfer, of: device) else { return nil }
      if let session = device.session { return .event(event, session) }
      if device.hasCandidates { return .candidate }
      if case .configured(let value) = event { return .configured(value) }
      return nil
    default: return nil
    }
  }

  /// What SET_CONFIGURATION or SET_INTERFACE changed that may concern DFU; nil for nothing.
  static func setting(
    _ transfer: borrowing ControlTransfer, of device: TrackedDevice
  ) -> Observation.Event? {
    let setup = transfer.setup
    switch (setup.request, transfer.outcome) {
    case (StandardRequest.setConfiguration, .acknowledged):
      return .configured(value: UInt8(truncatingIfNeeded: setup.value))
    case (StandardRequest.setInterface, .acknowledged),
      (StandardRequest.setInterface, .acknowledgedOrStalled):
      return device.mayBeDFUInterface(setup.index) ? .interfaceSet(alternate: setup.value) : nil
    default: return nil
    }
  }

  private static func descriptor(
    _ transfer: borrowing ControlTransfer, _ device: TrackedDevice,
    _ configurations: inout ConfigurationReader
  ) -> TransferMeaning? {
    switch UInt8(transfer.setup.value >> 8) {
    case DescriptorType.device:
      return DescriptorSet.DeviceDescriptor(transfer.data).map {
        .identity(
          $0, serialIndex: transfer.data[DescriptorSet.DeviceDescriptor.serialIndexOffset])
      }
    case DescriptorType.string: return serial(transfer, device)
    case DescriptorType.configuration:
      guard let reading = configurations.read(transfer.data) else { return nil }
      let descriptor = device.descriptor(beside: DescriptorSet(reading, device: nil))
      let places = DescriptorPlaces(
        device: descriptor == nil ? nil : device.descriptorAt, configuration: transfer.submitted)
      return .configuration(KnownConfiguration(reading, device: descriptor, at: places))
    case FunctionalDescriptor.type: return functional(transfer, device)
    default: return nil
    }
  }

  /// Reads the string of the serial number (USB 2.0, 9.6.7). A host may ask for its length first.
  private static func serial(
    _ transfer: borrowing ControlTransfer, _ device: TrackedDevice
  ) -> TransferMeaning? {
    let data = transfer.data
    guard device.serialIndex != 0,
      UInt8(truncatingIfNeeded: transfer.setup.value) == device.serialIndex,
      let length = data.first, length > 2, data.count >= length,
      data[1] == DescriptorType.string
    else { return nil }
    return .serial(Array(data.prefix(Int(length))))
  }

  /// Reads GET_DESCRIPTOR(21h) to the DFU interface. Some devices show the functional descriptor
  /// only there.
  private static func functional(
    _ transfer: borrowing ControlTransfer, _ device: TrackedDevice
  ) -> TransferMeaning? {
    guard transfer.setup.requestType.recipient == .interface, var set = device.set,
      device.isDFUInterface(transfer.setup.index),
      let functional = FunctionalDescriptor(transfer.data)
    else { return nil }
    guard set.functionals.isEmpty else { return .functionalAgain }
    set.functionals = [functional]
    return .functional(set)
  }

  // MARK: - Class and vendor requests

  private static func request(
    _ transfer: borrowing ControlTransfer, _ device: TrackedDevice
  ) -> TransferMeaning? {
    let setup = transfer.setup
    guard setup.requestType.recipient == .interface else { return nil }
    if device.set != nil {
      guard let session = device.session else { return nil }
      if let gap = device.gap(at: transfer) { return .unfollowed(gap, session) }
      return device.isForDFU(setup) ? .exchange(session) : nil
    }
    guard isCandidate(setup), device.hasLookalike(setup.index) else { return nil }
    guard let session = device.session else {
      return namesInterface(setup) && !device.isUnconfigured(at: transfer) ? .candidate : nil
    }
    if device.mayRefuse(transfer) { return .unfollowed(.notConfigured, session) }
    if device.mayBeDFUInterface(setup.index) || device.isProved(by: transfer) {
      return .exchange(session)
    }
    return .unfollowed(.unknownInterface(UInt8(truncatingIfNeeded: setup.index)), session)
  }

  /// Whether wIndex is the number of an interface: its high byte is 0 (USB 2.0, 9.3). fwupd sets
  /// bit 8 in a DFU_DETACH to some devices (its quirk `index-force-detach`).
  private static func namesInterface(_ setup: SetupPacket) -> Bool {
    let high = setup.index >> 8
    return high == 0 || (high == 1 && ClassRequest(setup) == .detach)
  }

  /// Whether a request to an interface may be DFU on a device without descriptors. Class requests
  /// of DFU count, and XMOS's requests, as class or vendor requests.
  private static func isCandidate(_ setup: SetupPacket) -> Bool {
    ClassRequest(setup) != nil || XMOSRequest(setup) != nil
  }

  /// Whether only a DFU device would answer a GETSTATUS like this: six bytes with a status and a
  /// state that DFU defines (DFU 1.1, 6.1.2). A device of another class may answer its own request
  /// of this number: so they have to go together. In DFU mode only dfuERROR goes with an error
  /// (6.1.3).
  static func provesDFU(_ transfer: borrowing ControlTransfer) -> Bool {
    guard ClassRequest(transfer.setup) == .getStatus, transfer.setup.length >= 6,
      let report = StatusReport(transfer.data), let status = report.status
    else { return false }
    switch report.state {
    case .appIDLE?, .appDETACH?, .dfuERROR?: return true
    case .dfuIDLE?, .dfuDNLOADSYNC?, .dfuDNBUSY?, .dfuDNLOADIDLE?, .dfuMANIFESTSYNC?,
      .dfuMANIFEST?, .dfuMANIFESTWAITRESET?, .dfuUPLOADIDLE?:
      return status == .ok
    case nil: return false
    }
  }
}

extension TrackedDevice {
  /// Whether wIndex names its DFU interface. Only the low byte is compared.
  fileprivate func isDFUInterface(_ index: UInt16) -> Bool {
    interfaceNumber == UInt8(truncatingIfNeeded: index)
  }

  /// Whether wIndex names its DFU interface, as far as descriptors or answers show which it is.
  func mayBeDFUInterface(_ index: UInt16) -> Bool {
    guard let number = interfaceNumber ?? provedInterface else { return proof == .form }
    return number == UInt8(truncatingIfNeeded: index)
  }

  /// Whether this is the first answer that shows its DFU interface, where it takes one.
  fileprivate func isProved(by transfer: borrowing ControlTransfer) -> Bool {
    proof == .answer && provedInterface == nil && TransferMeaning.provesDFU(transfer)
  }

  /// Whether wIndex names an interface that may be for DFU; true where no descriptors are known.
  fileprivate func hasLookalike(_ index: UInt16) -> Bool {
    switch proof {
    case .form, .answer: interfaces == nil || lookalike(UInt8(truncatingIfNeeded: index)) != nil
    case .none: false
    }
  }

  /// Whether the capture does not show the interfaces of the active configuration.
  fileprivate var hasUnreadConfiguration: Bool {
    if case .unread = configured { true } else { false }
  }

  /// Whether a DFU interface that is not followed has this number: another one of the active
  /// configuration, or the one of another configuration that may be active.
  fileprivate func mayBeOtherDFUInterface(_ number: UInt8) -> Bool {
    if otherDFUInterfaces.contains(number) { return true }
    return number != interfaceNumber
      && configurations.contains { isActive($0.value) && $0.set?.interfaceNumber == number }
  }

  /// Why a class or vendor request to an interface is no exchange with the DFU interface; nil if it
  /// may be one.
  fileprivate func gap(at transfer: borrowing ControlTransfer) -> Gap? {
    let number = UInt8(truncatingIfNeeded: transfer.setup.index)
    if ClassRequest(transfer.setup) != nil {
      if hasUnreadConfiguration { return .unknownInterface(number) }
      if mayBeOtherDFUInterface(number) { return .otherInterface(number) }
    }
    guard isForDFU(transfer.setup), mayRefuse(transfer) else { return nil }
    return .notConfigured
  }

  /// Whether a class or vendor request to an interface is for the DFU interface.
  ///
  /// A class request in DFU's form to an interface that does not exist counts too: the host meant
  /// DFU and sent a wrong wIndex.
  fileprivate func isForDFU(_ setup: SetupPacket) -> Bool {
    guard set != nil else { return false }
    if isDFUInterface(setup.index) { return true }
    let number = UInt8(truncatingIfNeeded: setup.index)
    return ClassRequest(setup) != nil && !hasUnreadConfiguration
      && !(interfaces ?? []).contains(number)
  }
}
