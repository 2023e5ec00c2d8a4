import USB

/// What is known of the device at one address.
///
/// Each thing that can happen to it has one function. The diagram is in `SessionTracker.swift`.
struct TrackedDevice {
  /// The device's address. Another address is another `TrackedDevice`.
  let address: DeviceAddress
  /// The device's port; nil where the capture has not shown it.
  private(set) var port: HubPort?
  private(set) var presence = Presence.there
  /// The session of the device; nil without one.
  private(set) var session: SessionID?
  /// What is kept of it until it joins a session; nil from then on.
  private(set) var unproved: UnprovedDevice?
  /// Whether it is a hub: a hub is never the DFU device that a port event concerns.
  private(set) var isHub = false
  /// Its device descriptor, after the host has read it. It may be from before the last enumeration.
  private(set) var descriptor: DescriptorSet.DeviceDescriptor?
  /// The record that shows `descriptor`; nil if it was not read since the last enumeration.
  private(set) var descriptorAt: Moment?
  /// Whether the host has read its device descriptor since the last SET_CONFIGURATION, again.
  private(set) var isIdentifiedAnew = false
  /// iSerialNumber of `descriptor`; 0 where it has no serial number.
  private(set) var serialIndex: UInt8 = 0
  /// The string descriptor of its serial number, if the host has read it since its last
  /// enumeration.
  private var serial: [UInt8]?
  /// The descriptor sets that wait for the serial number, in order. Then it joins a session.
  private(set) var held: [HeldSet] = []
  /// Its configurations that the host has read since its last enumeration, at most
  /// `configurationLimit`.
  private(set) var configurations: [KnownConfiguration] = []
  /// How far it is configured.
  private(set) var configured = ConfiguredState.unknown
  /// Its descriptor set, after the host has read one with a DFU interface.
  private(set) var set: DescriptorSet? {
    didSet { interfaceNumber = set?.interfaceNumber }
  }
  /// The records that show `set`; nil without one.
  private(set) var places: DescriptorPlaces?
  /// bInterfaceNumber of its DFU interface.
  private(set) var interfaceNumber: UInt8?
  /// The interface whose answers proved DFU since the last enumeration, where the capture shows no
  /// descriptors.
  private(set) var provedInterface: UInt8?
  /// The numbers of its other DFU interfaces, which are not followed.
  private(set) var otherDFUInterfaces: Set<UInt8> = []
  /// Whether `set` was read after the last enumeration of the device.
  private(set) var isDescribed = false
  /// What shows its DFU interface where `set` is nil.
  private(set) var proof = InterfaceProof.form

  /// Whether the device is on the bus.
  enum Presence {
    /// It answers, or the capture shows nothing to the contrary.
    case there
    /// The host reset or disabled its port at `since`. It may be enumerated again here, or at a new
    /// address.
    case reset(since: Moment)
    /// It left the bus at `since`, or another device took its port (nil).
    case gone(since: Moment?)
    /// The device of its session answered at another address, at `since`.
    case elsewhere(since: Moment)

    /// Whether this answer shows that the device is back after its reset or departure.
    func answersAgain(_ transfer: borrowing ControlTransfer) -> Bool {
      switch self {
      case .there, .gone(since: nil): false
      case .reset(let since), .gone(let since?), .elsewhere(let since):
        transfer.isAnswered && transfer.submitted >= since
      }
    }
  }

  /// The most configurations that are kept of a device. Devices have one, rarely two.
  private static let configurationLimit = 8
  /// The most descriptor sets that wait for a serial number. Hosts read each one or two times.
  static let heldLimit = 16

  /// A descriptor set that is not told yet, and where it stands.
  struct HeldSet {
    let set: DescriptorSet
    let places: DescriptorPlaces
    let at: Moment
  }

  /// Makes a device that the capture has shown. `arrival` is nil if its arrival was not seen.
  init(address: DeviceAddress, port: HubPort? = nil, arrival: DeviceArrival? = nil) {
    self.address = address
    self.port = port
    unproved = UnprovedDevice(arrival: arrival)
    if arrival != nil { configured = .notShown }
  }
}

// MARK: - What happens on the bus

extension TrackedDevice {
  /// Whether it is on the bus, as far as the capture shows.
  var isThere: Bool {
    switch presence {
    case .there: true
    case .reset, .gone, .elsewhere: false
    }
  }

  /// Whether it left the bus, or lost its port to another device.
  var isGone: Bool {
    switch presence {
    case .there, .reset: false
    case .gone, .elsewhere: true
    }
  }

  /// Whether nothing shows its port, and it may be on any: a device that is not a hub.
  var mayBeOnAnyPort: Bool { port == nil && !isHub && !isGone && address.address != 0 }

  /// Handles a reset of its port. Returns false if this is not a reset of the device: it is not
  /// there, or this is the second reset of one enumeration.
  mutating func wasReset(on port: HubPort?, at moment: Moment) -> Bool {
    guard isThere else { return false }
    presence = .reset(since: moment)
    self.port = port ?? self.port
    return true
  }

  /// Handles a disabled port: the host is resetting the device, or gives it up.
  mutating func wasDisabled(at moment: Moment) { presence = .reset(since: moment) }

  /// The change of a port, whose device was not known, happened to this device.
  mutating func underwent(_ change: PortChange) {
    port = change.port
    presence =
      switch change.kind {
      case .reset: .reset(since: change.since)
      case .left: .gone(since: change.since)
      }
  }

  /// The device left the bus. Returns false if it had left before, or was not there.
  mutating func left(at moment: Moment) -> Bool {
    guard isThere else { return false }
    presence = .gone(since: moment)
    return true
  }

  /// Another device was enumerated on its port.
  mutating func wasReplaced() {
    presence = .gone(since: nil)
    port = nil
  }

  /// The device of its session answers at another address now: a device has only one.
  mutating func moved(at moment: Moment) { presence = .elsewhere(since: moment) }

  /// The recorder watches this place on the bus, and the device is there.
  mutating func wasFound(on place: HubPort) { port = place }

  /// Whether a device that is enumerated under this address, on `port`, is this device again.
  /// `isShown`: the capture shows the enumeration. If it does not, a device that left is taken for
  /// the one that came back, because nothing else will show what it is.
  func mayReturn(on port: HubPort?, isShown: Bool) -> Bool {
    !(isGone && isShown) && (port == nil || self.port == nil || self.port == port)
  }

  /// The device was enumerated again under its address. The host must read its descriptors again,
  /// because the device may have changed its mode.
  mutating func returned(on port: HubPort?, at moment: Moment) -> AttachEvidence {
    let evidence: AttachEvidence =
      switch presence {
      case .there, .elsewhere: .unexplained
      case .reset: .afterReset
      case .gone: .afterLeaving
      }
    presence = .there
    self.port = port ?? self.port
    isDescribed = false
    descriptorAt = nil
    provedInterface = nil
    serial = nil
    configured = .notShown
    if proof == .none { proof = .answer }
    configurations.removeAll(keepingCapacity: true)
    unproved?.cameBack(evidence, at: moment)
    return evidence
  }
}

// MARK: - What is learnt of it

extension TrackedDevice {
  /// A request went to one of its ports.
  mutating func wasAskedForPorts() { isHub = true }

  /// The host read its device descriptor, with this iSerialNumber. If it came back as another
  /// product, its DFU interface is no longer known.
  mutating func showed(
    _ descriptor: DescriptorSet.DeviceDescriptor, serialIndex: UInt8, at moment: Moment
  ) {
    if !isDescribed, let former = set?.device, !former.isProduct(of: descriptor) {
      forgetSet()
      proof = .answer
    }
    self.descriptor = descriptor
    self.serialIndex = serialIndex
    descriptorAt = moment
    isIdentifiedAnew = session != nil
    if descriptor.deviceClass == DescriptorSet.DeviceDescriptor.hubClass { isHub = true }
  }

  /// The host read its serial number.
  mutating func showed(serial: [UInt8]) { self.serial = serial }

  /// Its device descriptor, if the host has read it since the last enumeration. In its other mode a
  /// device shows another one.
  var presentDescriptor: DescriptorSet.DeviceDescriptor? {
    descriptorAt == nil ? nil : descriptor
  }

  /// Its device descriptor for a set that it shows now. One that was read before this configuration
  /// showed the other mode is of that mode: the capture lacks an enumeration and the new one.
  func descriptor(beside new: DescriptorSet?) -> DescriptorSet.DeviceDescriptor? {
    guard isDescribed, let set, let mode = new?.mode, let former = set.mode, mode != former,
      new?.configurationValue == set.configurationValue, let descriptorAt,
      let before = places?.configuration, descriptorAt < before
    else { return presentDescriptor }
    return nil
  }

  /// The host read this configuration, which does not go with the device descriptor.
  mutating func forgetDescriptor(before configuration: KnownConfiguration) {
    if descriptor(beside: configuration.set) == nil { descriptorAt = nil }
  }

  /// The product that its descriptors name; nil until they are read.
  var product: DeviceUnit.Product? {
    guard let descriptor = presentDescriptor, let set else { return nil }
    return DeviceUnit.Product(
      mode: set.mode, vendor: descriptor.vendor, product: descriptor.product)
  }

  /// Which unit it is; nil until the host has read its descriptors and its serial number.
  var unit: DeviceUnit? {
    guard let product, let serial else { return nil }
    return DeviceUnit(product: product, serial: serial)
  }

  /// Whether the host has not read the serial number yet that the device has.
  var mayShowSerial: Bool { serial == nil && serialIndex != 0 }

  /// Keeps a descriptor set until the serial number is read.
  mutating func hold(_ set: HeldSet) { held.append(set) }

  /// The descriptor sets that were kept; none is from now on.
  mutating func takeHeld() -> [HeldSet] {
    defer { held = [] }
    return held
  }

  /// The host read a configuration.
  mutating func showed(_ configuration: KnownConfiguration) {
    configurations.removeAll { $0.value == configuration.value }
    guard configurations.count < Self.configurationLimit else { return }
    configurations.append(configuration)
    if case .unread(configuration.value) = configured { configured = .to(configuration.value) }
    if isActive(configuration.value) { otherDFUInterfaces = configuration.otherDFUInterfaces }
  }

  /// The host read a configuration without a DFU interface. Returns what that says of the interface
  /// that the device had: a value names one configuration (USB 2.0, 9.6.3).
  mutating func showedNoInterface(in configuration: KnownConfiguration) -> InterfaceLoss {
    let isReplaced = isDescribed && set?.configurationValue == configuration.value
    guard isReplaced || !isDescribed && (set != nil || proof == .answer) else { return .none }
    forgetSet()
    proof = .none
    guard isReplaced else { return .told }
    isDescribed = false
    configurations.removeAll { $0.value != configuration.value }
    return .hidden
  }

  private mutating func forgetSet() {
    set = nil
    places = nil
    provedInterface = nil
    otherDFUInterfaces = []
  }

  /// The interface numbers of the active configuration, or of the one that was read last; nil until
  /// the host has read one.
  var interfaces: Set<UInt8>? { known?.interfaces }

  /// The interface of this number, if it may be for DFU although its class does not say so.
  func lookalike(_ number: UInt8) -> DescriptorSet.Interface? {
    known?.lookalikes.first { $0.number == number }
  }

  private var known: KnownConfiguration? {
    configurations.last { isActive($0.value) } ?? configurations.last
  }

  /// SET_CONFIGURATION was acknowledged. Returns that configuration if its descriptor set is not
  /// the one that the host read last.
  mutating func wasConfigured(to value: UInt8) -> KnownConfiguration? {
    configured = .to(value)
    isIdentifiedAnew = false
    guard let active = configurations.indices.first(where: { configurations[$0].value == value })
    else {
      if isDescribed, value != 0, set?.configurationValue != value { configured = .unread(value) }
      return nil
    }
    otherDFUInterfaces = configurations[active].otherDFUInterfaces
    return configurations[active].set == set ? nil : configurations[active]
  }

  /// The device took a request to its DFU interface, so it is configured.
  mutating func tookRequest() {
    if case .notShown = configured { configured = .unknown }
  }

  /// The host read a descriptor set with a DFU interface.
  mutating func showed(_ set: DescriptorSet, at places: DescriptorPlaces) {
    self.set = set
    self.places = places
    isDescribed = true
    for index in configurations.indices
    where configurations[index].value == set.configurationValue {
      configurations[index].set = set
      configurations[index].places = places
    }
  }

  /// Whether it has shown this set since its last enumeration.
  func hasShown(_ set: DescriptorSet) -> Bool { isDescribed && self.set == set }

  /// Whether it got requests that look like DFU, and nothing else proves it.
  var hasCandidates: Bool { unproved?.candidates.isEmpty == false }

  /// An answer of this interface proves DFU.
  mutating func showedDFU(on interface: UInt16) {
    guard interfaces == nil else { return }
    provedInterface = UInt8(truncatingIfNeeded: interface)
  }

  /// Keeps a request that looks like DFU until there is proof.
  mutating func keep(candidate transfer: ControlTransfer) { unproved?.keep(transfer) }

  /// Records are missing, perhaps some of this device.
  mutating func lostRecords(at moment: Moment) { unproved?.lostRecords(at: moment) }

  /// Drops the kept requests; they stay counted.
  mutating func dropCandidates() { unproved?.drop() }

  /// The device now belongs to a session.
  mutating func joined(_ session: SessionID) {
    self.session = session
    unproved = nil
  }
}

// MARK: - How far it is configured

extension TrackedDevice {
  /// Whether the configuration of this value is active, or may be.
  func isActive(_ value: UInt8) -> Bool {
    switch configured {
    case .unknown, .notShown, .to(0): true
    case .to(let active), .unread(let active): active == value
    }
  }

  /// Whether the device may refuse this request because it is not configured.
  func mayRefuse(_ transfer: borrowing ControlTransfer) -> Bool {
    switch configured {
    case .unknown: false
    case .notShown: isDescribed && transfer.outcome == .stalled
    case .to(let value): value == 0
    case .unread: false
    }
  }

  /// Whether it was enumerated, and stalls this before a SET_CONFIGURATION: so it proves nothing
  /// (USB 2.0, 9.1.1.5).
  func isUnconfigured(at transfer: borrowing ControlTransfer) -> Bool {
    if case .notShown = configured { transfer.outcome == .stalled } else { false }
  }

  /// Whether every request to its DFU interface is an exchange.
  var isReady: Bool {
    guard isThere else { return false }
    return switch configured {
    case .unknown: true
    case .notShown: false
    case .to(let value): value != 0
    case .unread: false
    }
  }
}
