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
  private var searches: [SessionID: SuffixSearch] = [:]
  private var digest = HMAC<SHA256>(key: SymmetricKey(data: Array("dfutrace redact".utf8)))

  /// A plan of a capture in which nothing was seen.
  init() {}

  /// Takes the next observation.
  mutating func observe(_ session: SessionID, _ observation: Observation) {
    if let device = observation.device { devices.insert(device) }
    searches[session, default: SuffixSearch()].observe(observation.event)
    switch observation.event {
    case .exchange(let transfer): digest.update(data: transfer.data)
    case .described(let set):
      guard let device = observation.device, let functional = set.functional else { return }
      transferSizes[device] = Int(functional.transferSize)
      if functional.version == DfuSeDialect.version { dfuSe.insert(device) }
    case .configured, .interfaceSet, .reset, .left, .attached, .gap, .end: break
    }
  }

  /// Ends the pass. `sessions`: what was found.
  mutating func finish(_ sessions: [SessionSummary]) {
    for session in sessions { devices.formUnion(session.devices.map(\.address)) }
    for search in searches.values {
      suffixes.parts.merge(search.found.parts) { $1 }
      suffixes.starts.formUnion(search.found.starts)
      suffixes.refused.formUnion(search.found.refused)
    }
    searches = [:]
  }

  /// The key of the filler: a digest of all that went to and came from the DFU devices. It is none
  /// that a report prints.
  var key: SymmetricKey { SymmetricKey(data: digest.finalize()) }
}
