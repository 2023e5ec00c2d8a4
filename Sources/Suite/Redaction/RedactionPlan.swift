import Crypto
import DFU
import USB

/// What a first pass over a capture tells about its redaction.
struct RedactionPlan {
  /// The devices with a DFU session, by every address that they had.
  private(set) var devices: Set<DeviceAddress> = []
  /// Their wTransferSize, in bytes.
  private(set) var transferSizes: [DeviceAddress: Int] = [:]
  /// Those whose bcdDFUVersion names DfuSe.
  private(set) var dfuSe: Set<DeviceAddress> = []
  /// The DFU suffixes that were sent.
  private(set) var suffixes = SuffixSearch.Found()
  /// The search of each session, by its number.
  private var searches: [SuffixSearch] = []
  /// The device of the last observation.
  private var lastDevice: DeviceAddress?
  private let digest = ContentDigest()
  /// What the digest takes next. It takes much at once, because each call costs as much as a
  /// kilobyte.
  private var waiting: [UInt8] = []

  /// The bytes of a piece for the digest, before the last transfer.
  private static let pieceLength = 1 << 16

  /// A plan of a capture in which nothing was seen.
  init() {}

  /// Takes the next observation.
  mutating func observe(_ session: SessionID, _ observation: Observation) {
    if let device = observation.device { note(device) }
    reserve(session)
    searches[session].observe(observation.event)
    switch observation.event {
    case .exchange(let transfer): take(transfer.data)
    case .described(let set):
      guard let device = observation.device, let functional = set.functional else { return }
      transferSizes[device] = Int(functional.transferSize)
      if functional.version == DfuSeDialect.version { dfuSe.insert(device) }
    case .configured, .interfaceSet, .reset, .left, .attached, .gap, .end: break
    }
  }

  /// Takes the next observation where it is an exchange.
  mutating func exchange(_ transfer: ControlTransfer, of session: SessionID) {
    note(transfer.device)
    reserve(session)
    searches[session].observe(transfer)
    take(transfer.data)
  }

  private mutating func note(_ device: DeviceAddress) {
    guard device != lastDevice else { return }
    lastDevice = device
    devices.insert(device)
  }

  /// Makes room for the search of a session.
  private mutating func reserve(_ session: SessionID) {
    while searches.count <= session { searches.append(SuffixSearch()) }
  }

  private mutating func take(_ data: [UInt8]) {
    waiting += data
    guard waiting.count >= Self.pieceLength else { return }
    digest.take(waiting)
    waiting = []
    waiting.reserveCapacity(Self.pieceLength + data.count)
  }

  /// Ends the pass. `sessions`: what was found.
  mutating func finish(_ sessions: [SessionSummary]) {
    for session in sessions { devices.formUnion(session.devices.map(\.address)) }
    for search in searches {
      suffixes.parts.merge(search.found.parts) { $1 }
      suffixes.starts.formUnion(search.found.starts)
      suffixes.refused.formUnion(search.found.refused)
    }
    searches = []
  }

  /// The key of the filler: a digest of all that went to and came from the DFU devices. It is none
  /// that a report prints.
  var key: SymmetricKey { digest.key(endingWith: waiting) }
}
