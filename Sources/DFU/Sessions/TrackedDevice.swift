import USB

/// What is known of the device at one address. One function for each thing that can happen to it;
/// the diagram is in `SessionTracker.swift`.
struct TrackedDevice {
  /// Where the device is; another address is another `TrackedDevice`.
  let address: DeviceAddress
  /// The port that it is on; nil where nothing has shown it.
  private(set) var port: HubPort?
  private(set) var presence = Presence.there
  private var membership: Membership
  /// It has ports: it is no DFU device that a port event could mean.
  private(set) var isHub = false
  /// Its device descriptor, once that was read.
  private(set) var descriptor: DescriptorSet.DeviceDescriptor?
  /// The interface numbers of its configuration; nil while that was not read.
  private(set) var interfaces: Set<UInt8>?
  /// Its descriptor set, once one with a DFU interface was read.
  private(set) var set: DescriptorSet? {
    didSet { interfaceNumber = set?.interfaceNumber }
  }
  /// bInterfaceNumber of its DFU interface.
  private(set) var interfaceNumber: UInt8?
  /// `set` was read since the device was last enumerated.
  private var isDescribed = false

  /// Whether the device is on the bus.
  enum Presence {
    /// It answers, or nothing was seen that speaks against it.
    case there
    /// The host reset or disabled its port. It may be enumerated again here, or at a new address.
    case reset
    /// It left the bus, or another device took its port.
    case gone
  }

  /// Whether the device is known to have DFU.
  private enum Membership {
    /// Nothing has proved it yet.
    case unproved(Unproved)
    /// It is the device of this session.
    case member(of: SessionID)
  }

  /// What is kept of a device until it joins a session.
  struct Unproved {
    /// How it came; nil where it was there before the recording began.
    fileprivate(set) var arrival: Arrival?
    /// Requests that look like DFU, oldest first.
    fileprivate(set) var candidates: [ControlTransfer] = []
    /// How many older ones were dropped for want of room.
    fileprivate(set) var lostCandidates = 0

    /// The most candidates that are kept for an address.
    private static let candidateLimit = 256

    fileprivate mutating func keep(_ transfer: ControlTransfer) {
      if candidates.count == Self.candidateLimit {
        candidates.removeFirst()
        lostCandidates += 1
      }
      candidates.append(transfer)
    }
  }

  /// How a device came onto the bus, and the record that shows it.
  struct Arrival {
    let evidence: AttachEvidence
    let at: Moment
  }

  /// A device that something was seen of; `arrival` is how it came, where that was seen.
  init(address: DeviceAddress, port: HubPort? = nil, arrival: Arrival? = nil) {
    self.address = address
    self.port = port
    membership = .unproved(Unproved(arrival: arrival))
  }

  /// The session that it belongs to.
  var session: SessionID? {
    switch membership {
    case .unproved: nil
    case .member(let session): session
    }
  }

  /// What is kept of it until it joins a session; nil from then on.
  var unproved: Unproved? {
    switch membership {
    case .unproved(let unproved): unproved
    case .member: nil
    }
  }
}

// MARK: - What happens on the bus

extension TrackedDevice {
  /// Its port was reset, as far as it is there: only the first reset of an enumeration is one of
  /// the device. False where it is not one.
  mutating func wasReset(on port: HubPort?) -> Bool {
    guard presence == .there else { return false }
    presence = .reset
    self.port = port ?? self.port
    return true
  }

  /// The host disabled its port: it resets the device, or has given it up.
  mutating func wasDisabled(on port: HubPort) {
    presence = .reset
    self.port = port
  }

  /// The connection of a port changed that may be the one of this device. False where the device
  /// did not leave by it.
  ///
  /// Where it is not known which port the device is on, a port that is connected now may have got
  /// a newcomer while this device is elsewhere.
  mutating func connectionChanged(on port: HubPort, isConnected: Bool) -> Bool {
    guard self.port == port || (session != nil && !isConnected), left() else { return false }
    self.port = port
    return true
  }

  /// It left the bus; false where it had left before, or was not there.
  mutating func left() -> Bool {
    guard presence == .there else { return false }
    presence = .gone
    return true
  }

  /// Another device was enumerated on its port.
  mutating func wasReplaced() {
    presence = .gone
    port = nil
  }

  /// The recorder watches this place of the bus, and the device is there.
  mutating func wasFound(on place: HubPort) { port = place }

  /// Whether the device that is enumerated under its address, on `port`, is this one again.
  func mayReturn(on port: HubPort?) -> Bool {
    presence != .gone && (port == nil || self.port == nil || self.port == port)
  }

  /// It was enumerated again under its address. Its descriptors have to be read again, since it
  /// may have changed its mode.
  mutating func returned(on port: HubPort?, at moment: Moment) -> AttachEvidence {
    let evidence: AttachEvidence = presence == .reset ? .afterReset : .unexplained
    presence = .there
    self.port = port ?? self.port
    isDescribed = false
    if case .unproved(var unproved) = membership {
      unproved.arrival = Arrival(evidence: evidence, at: moment)
      unproved.candidates = []
      membership = .unproved(unproved)
    }
    return evidence
  }
}

// MARK: - What is learnt of it

extension TrackedDevice {
  /// A request went to one of its ports.
  mutating func wasAskedForPorts() { isHub = true }

  /// Its device descriptor was read.
  mutating func showed(_ descriptor: DescriptorSet.DeviceDescriptor) {
    self.descriptor = descriptor
    if descriptor.deviceClass == DescriptorSet.DeviceDescriptor.hubClass { isHub = true }
  }

  /// Its configuration was read.
  mutating func showed(interfaces: Set<UInt8>) { self.interfaces = interfaces }

  /// A descriptor set with a DFU interface was read.
  mutating func showed(_ set: DescriptorSet) {
    self.set = set
    isDescribed = true
  }

  /// Whether it has shown this set since it was last enumerated.
  func hasShown(_ set: DescriptorSet) -> Bool { isDescribed && self.set == set }

  /// Keeps a request that looks like DFU until something proves that it is.
  mutating func keep(candidate transfer: ControlTransfer) {
    guard case .unproved(var unproved) = membership else { return }
    membership = .unproved(Unproved())
    unproved.keep(transfer)
    membership = .unproved(unproved)
  }

  /// It is the device of a session from now on.
  mutating func joined(_ session: SessionID) { membership = .member(of: session) }
}
