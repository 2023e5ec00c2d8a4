import USB

/// One session between its observations: its present device, and which devices may continue it.
///
/// Each thing that can happen to it has one function. The diagram is in `SessionTracker.swift`.
struct FollowedSession {
  /// What the report shows about the session.
  var summary: SessionSummary
  /// The address of the session's present device.
  private(set) var current: DeviceAddress
  /// idVendor of that device; nil where the capture has not shown it.
  private var vendor: UInt16?
  /// The port of that device; nil where the capture has not shown it.
  private(set) var port: HubPort?
  private(set) var phase = Phase.there
  /// Which unit that device is; nil where the capture has not shown it.
  private var unit: DeviceUnit?
  /// Until when that device may come back after it was reset, was told to leave, or announced it;
  /// nil if nothing of that happened since it came. Nanoseconds of the capture's clock.
  private var announcedUntil: Int64?
  /// When a device of the session was reset or enumerated again last; nil for never.
  private var restart: Moment?
  /// When its device was reset or left; nil if it has come back since.
  private var away: Moment?
  /// Whether records of its bus are missing since then.
  private(set) var hasLoss = false

  /// Whether the session has a device on the bus, and whether another device may continue it. Times
  /// are nanoseconds of the capture's clock.
  enum Phase {
    /// Its device is on the bus and is not expected to leave.
    case there
    /// Its device was reset, was told to leave, or announced that it will leave. A device that
    /// arrives at `until` or earlier continues the session.
    case expectedBack(until: Int64)
    /// Its device left. A device that arrives at `expectedUntil` or earlier continues the session.
    /// A later device continues it only if the vendor is the same. If the time is nil, every device
    /// needs the same vendor.
    case gone(expectedUntil: Int64?)
  }

  /// How long a device may take to come back after it left or was told to leave: 30 s. Host tools
  /// wait 5 s (dfu-util) to 20 s (xmosdfu).
  private static let returnNanoseconds: Int64 = 30_000_000_000

  /// Starts a session with its first device.
  init(_ device: TrackedDevice, isInferred: Bool) {
    summary = SessionSummary(isInferred: isInferred)
    current = device.address
    port = device.port
  }
}

// MARK: - What happens to it

extension FollowedSession {
  /// Its device was reset, was told to leave, or announced that it will leave.
  mutating func expectReturn(after moment: Moment) {
    let until = moment.nanoseconds + Self.returnNanoseconds
    announcedUntil = until
    phase =
      switch phase {
      case .there, .expectedBack: .expectedBack(until: until)
      case .gone: .gone(expectedUntil: until)
      }
  }

  /// Its device was reset.
  mutating func wasReset(at moment: Moment) {
    expectReturn(after: moment)
    restarted(at: moment)
    away = moment
  }

  /// A device of the session was reset or enumerated again.
  mutating func restarted(at moment: Moment) {
    restart = moment
    hasLoss = false
  }

  /// Records of its bus are missing.
  mutating func lostRecords() { hasLoss = true }

  /// Whether a device of the session was reset or enumerated again after `moment`.
  func hasRestarted(since moment: Moment) -> Bool { restart.map { moment < $0 } ?? false }

  /// A device of the session left the bus.
  mutating func left(at moment: Moment) {
    away = moment
    phase = .gone(expectedUntil: moment.nanoseconds + Self.returnNanoseconds)
  }

  /// A device of the session was enumerated again under an address that it had before. If the
  /// device at another address of the session has left, the session stays gone.
  mutating func returned(_ device: DeviceAddress, at moment: Moment) {
    restarted(at: moment)
    unit = nil
    announcedUntil = nil
    away = nil
    if !isGone { current = device }
    phase =
      switch phase {
      case .there, .expectedBack: .there
      case .gone: .gone(expectedUntil: nil)
      }
  }

  /// A device continues the session: it is now the session's present device.
  mutating func joined(_ device: TrackedDevice) {
    current = device.address
    port = device.port ?? port
    unit = device.unit
    announcedUntil = nil
    away = nil
    phase = .there
  }

  /// The capture showed which unit its device is.
  mutating func wasRecognised(as unit: DeviceUnit?) { self.unit = unit }

  /// The capture showed the port of its device.
  mutating func wasFound(on port: HubPort) { self.port = port }

  /// Adds the device's identity to the summary, once.
  mutating func name(_ device: TrackedDevice) {
    let identity = SessionSummary.Device(
      address: device.address, vendor: device.descriptor?.vendor,
      product: device.descriptor?.product)
    vendor = identity.vendor
    guard !summary.devices.contains(identity) else { return }
    if let last = summary.devices.last, last.address == identity.address, last.vendor == nil {
      summary.devices.removeLast()
    }
    if summary.devices.count < SessionSummary.deviceLimit {
      summary.devices.append(identity)
    } else {
      summary.unnamed += 1
    }
  }
}

extension FollowedSession {
  /// Adds a descriptor set of its device to the summary.
  mutating func showed(_ set: DescriptorSet, by device: DeviceAddress, at configuration: Moment) {
    guard summary.shown.count < SessionSummary.deviceLimit else { return }
    summary.shown.append(
      SessionSummary.Shown(address: device, frame: configuration.frame, mode: set.mode))
  }
}

// MARK: - Who continues it

extension FollowedSession {
  /// How its device came back as a newcomer. Where it had left, a reset that was seen after that
  /// was of the device at an address where nothing proved DFU, and nobody was told of it.
  func evidence(of newcomer: AttachEvidence) -> AttachEvidence {
    switch newcomer {
    case .afterLeaving, .unexplained: newcomer
    case .afterReset: isGone ? .afterLeaving : .afterReset
    }
  }

  /// Whether a newcomer is the device of this session, under another address or its old one. If
  /// both ports are known, they must be the same. A device that only left, as one that is
  /// unplugged, may be followed by another product: it does not come back with another vendor.
  func isContinued(by device: TrackedDevice, at moment: Moment) -> Bool {
    guard current.bus == device.address.bus, !isBeside(device) else { return false }
    let isExpected =
      (expectedUntil ?? .min) >= moment.nanoseconds
      && (isAnnounced(at: moment) || !isOfOtherVendor(than: device))
    let hasSameVendor = isOfVendor(of: device)
    if let port, let other = device.port {
      return port == other && (isExpected || hasSameVendor)
    }
    let hasLeft = device.unproved?.arrival?.after.map {
      $0.kind == .left && mayHaveUndergone($0)
    }
    return isExpected || ((isGone || hasLeft ?? false) && hasSameVendor)
  }

  /// Whether a device was there all the time beside the one of this session, whose port is known:
  /// so the recording shows ports, and it shows no arrival of that device, which the host had asked
  /// for its descriptor before this one was reset or left.
  private func isBeside(_ device: TrackedDevice) -> Bool {
    guard port != nil, !hasLoss, let unproved = device.unproved, unproved.arrival == nil,
      let asked = device.descriptorAt
    else { return false }
    return away.map { asked < $0 } ?? true
  }

  /// Whether its device and a newcomer are of one vendor; false where that is not known.
  func isOfVendor(of device: TrackedDevice) -> Bool {
    vendor != nil && vendor == device.descriptor?.vendor
  }

  /// Whether they are of two vendors; false where that is not known.
  private func isOfOtherVendor(than device: TrackedDevice) -> Bool {
    vendor != nil && device.descriptor != nil && !isOfVendor(of: device)
  }

  /// Whether a change of a port may have happened to its device: no other port of it is known, and
  /// nothing has shown since that it was elsewhere.
  func mayHaveUndergone(_ change: PortChange) -> Bool {
    (port == nil || port == change.port) && change.candidate == current.address
  }

  /// Whether a newcomer that could continue it is another unit of the product: it has another
  /// serial number. A device that announced that it would leave may come back with other firmware,
  /// and with another number.
  func isOtherUnit(_ device: TrackedDevice, at moment: Moment) -> Bool {
    guard !isAnnounced(at: moment), let unit, let newcomer = device.unit else { return false }
    return newcomer.isOther(than: unit)
  }

  /// Whether the serial number of a newcomer, which the host has not read yet, may show that it is
  /// another unit.
  func needsSerial(of device: TrackedDevice, at moment: Moment) -> Bool {
    device.mayShowSerial && unit != nil && unit?.product == device.product
      && !isAnnounced(at: moment)
  }

  /// Whether its device was reset, was told to leave, or announced it, and may still come back.
  func isAnnounced(at moment: Moment) -> Bool {
    (announcedUntil ?? .min) >= moment.nanoseconds
  }

  private var expectedUntil: Int64? {
    switch phase {
    case .there: nil
    case .expectedBack(let until): until
    case .gone(let until): until
    }
  }

  private var isGone: Bool {
    switch phase {
    case .there, .expectedBack: false
    case .gone: true
    }
  }

  /// Whether a device will come back as another device after this exchange.
  ///
  /// DETACH and XMOS's resets ask for that (DFU 1.1, 5.1). A status with a manifestation state
  /// announces it (DFU 1.1, 7). Checking bRequest is enough: the caller knows that the exchange is
  /// one with the DFU interface.
  static func isFarewell(_ transfer: borrowing ControlTransfer) -> Bool {
    switch transfer.setup.request {
    case ClassRequest.detach.rawValue, XMOSRequest.resetDevice.rawValue,
      XMOSRequest.resetIntoDFU.rawValue, XMOSRequest.resetFromDFU.rawValue:
      transfer.outcome != .stalled
    case ClassRequest.getStatus.rawValue:
      transfer.data.count == 6 && manifestation.contains(transfer.data[4])
    default: false
    }
  }

  /// The bState values of the three manifestation states (DFU 1.1, 6.1.2).
  private static var manifestation: ClosedRange<UInt8> {
    State.dfuMANIFESTSYNC.rawValue...State.dfuMANIFESTWAITRESET.rawValue
  }
}
