import USB

/// What is known of the device at one address.
struct TrackedDevice {
  var address: DeviceAddress
  /// The session that it belongs to.
  var session: SessionID?
  var port: HubPort?
  var isHub = false
  /// Whether it is there, as far as was seen.
  var presence: Presence = .live
  var descriptor: DescriptorSet.DeviceDescriptor?
  /// The interface numbers of its configuration; nil while that was not read.
  var interfaces: Set<UInt8>?
  /// Its descriptor set, once one with a DFU interface was read.
  var set: DescriptorSet? {
    didSet { interfaceNumber = set?.interfaceNumber }
  }
  /// bInterfaceNumber of its DFU interface.
  private(set) var interfaceNumber: UInt8?
  /// The set was told to the session since the device was last enumerated.
  var isDescribed = false
  /// How and when it came, until its session is told.
  var arrival: Arrival?
  /// Requests that look like DFU, while it is not known whether they are.
  var candidates: [ControlTransfer] = []
  var lostCandidates = 0

  enum Presence { case live, beingReset, gone }

  /// How a device came onto the bus, and the record that shows it.
  struct Arrival {
    var evidence: AttachEvidence
    var at: Moment
  }

  /// The most candidates that are kept for an address.
  static let candidateLimit = 256

  /// Whether a class or vendor request to an interface is for the DFU interface.
  ///
  /// A class request of DFU's form to an interface that does not exist is meant for DFU too:
  /// its wIndex is wrong.
  func isForDFU(_ setup: SetupPacket) -> Bool {
    guard set != nil else { return false }
    let number = UInt8(truncatingIfNeeded: setup.index)
    if number == interfaceNumber { return true }
    return ClassRequest(setup) != nil && !(interfaces ?? []).contains(number)
  }

  /// Whether a request may be DFU on a device without descriptors: the class's own requests,
  /// and those that extend it (F0h to F6h) to an interface.
  static func isCandidate(_ setup: SetupPacket) -> Bool {
    guard setup.requestType.recipient == .interface else { return false }
    if ClassRequest(setup) != nil { return true }
    let isExtension = (0xF0...0xF6).contains(setup.request)
    return isExtension && setup.requestType.kind != .standard
  }

  /// Whether a GETSTATUS exchange is what only a DFU device would answer.
  static func provesDFU(_ transfer: ControlTransfer) -> Bool {
    guard ClassRequest(transfer.setup) == .getStatus, transfer.setup.length >= 6,
      let report = StatusReport(transfer.data)
    else { return false }
    return report.status != nil && report.state != nil
  }
}
