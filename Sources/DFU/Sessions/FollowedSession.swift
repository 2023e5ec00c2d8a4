import USB

/// One session between its observations: which device it is now, and who may continue it.
///
/// One function for each thing that can happen to it; the diagram is in `SessionTracker.swift`.
struct FollowedSession {
  /// What the report says of it.
  var summary: SessionSummary
  /// The address of the device that is the session now.
  private(set) var current: DeviceAddress
  /// The port of that device; nil where nothing has shown it.
  private(set) var port: HubPort?
  private(set) var phase = Phase.there

  /// Whether the session has a device, and whether another may become it. Times are nanoseconds
  /// of the capture's clock.
  enum Phase {
    /// Its device is on the bus, and nothing says that it will leave.
    case there
    /// Its device was reset, or told that it will leave. A device that comes by then continues it.
    case expectedBack(until: Int64)
    /// Its device left. A device that comes by then continues it; a later one, or any where
    /// `until` is nil, only if it has the same vendor.
    case gone(expectedUntil: Int64?)
  }

  /// How long after leaving, or being told to, a device may take to come back: host tools wait
  /// 5 s (dfu-util) to 20 s (xmosdfu).
  private static let returnNanoseconds: Int64 = 30_000_000_000

  /// A session that begins with a device.
  init(_ device: TrackedDevice, isInferred: Bool) {
    summary = SessionSummary(isInferred: isInferred)
    current = device.address
    port = device.port
  }
}

// MARK: - What happens to it

extension FollowedSession {
  /// Its device was reset, or will leave: it was told to, or has said so.
  mutating func expectReturn(after moment: Moment) {
    let until = moment.nanoseconds + Self.returnNanoseconds
    phase =
      switch phase {
      case .there, .expectedBack: .expectedBack(until: until)
      case .gone: .gone(expectedUntil: until)
      }
  }

  /// A device of it left the bus.
  mutating func left(at moment: Moment) {
    phase = .gone(expectedUntil: moment.nanoseconds + Self.returnNanoseconds)
  }

  /// A device of it was enumerated again under the address that it had. Where another address of
  /// the session was seen to leave, the session stays gone.
  mutating func returned() {
    phase =
      switch phase {
      case .there, .expectedBack: .there
      case .gone: .gone(expectedUntil: nil)
      }
  }

  /// A device has become the session.
  mutating func joined(_ device: TrackedDevice) {
    current = device.address
    port = device.port ?? port
    phase = .there
  }

  /// Its device was seen on a port.
  mutating func wasFound(on port: HubPort) { self.port = port }

  /// Adds the device's identity to the summary, once.
  mutating func name(_ device: TrackedDevice) {
    let identity = SessionSummary.Device(
      address: device.address, vendor: device.descriptor?.vendor,
      product: device.descriptor?.product)
    guard !summary.devices.contains(identity) else { return }
    if let last = summary.devices.last, last.address == identity.address, last.vendor == nil {
      summary.devices.removeLast()
    }
    summary.devices.append(identity)
  }
}

// MARK: - Who continues it

extension FollowedSession {
  /// Whether a newcomer is the device of this session under another address. Where both ports are
  /// known it has to be the same port.
  func isContinued(by device: TrackedDevice, at moment: Moment) -> Bool {
    guard current.bus == device.address.bus, current != device.address else { return false }
    let isExpected = (expectedUntil ?? .min) >= moment.nanoseconds
    let hasSameVendor =
      device.descriptor?.vendor != nil
      && summary.devices.last?.vendor == device.descriptor?.vendor
    if let port, let other = device.port {
      return port == other && (isExpected || hasSameVendor)
    }
    return isExpected || (isGone && hasSameVendor)
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

  /// Whether a device will come back as another after this exchange: DETACH and XMOS's resets ask
  /// it to (DFU 1.1, 5.1), and a status that shows the manifestation says so (DFU 1.1, 7). Only
  /// bRequest counts: the exchange is known to be one with the DFU interface.
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

  /// bState of the three states that manifest (DFU 1.1, 6.1.2).
  private static var manifestation: ClosedRange<UInt8> {
    State.dfuMANIFESTSYNC.rawValue...State.dfuMANIFESTWAITRESET.rawValue
  }
}
