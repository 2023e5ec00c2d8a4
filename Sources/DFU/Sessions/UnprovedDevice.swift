import USB

/// What is kept of a device until it joins a session.
struct UnprovedDevice {
  /// How it came; nil if it was there before the recording began.
  var arrival: DeviceArrival?
  /// Requests that look like DFU, and settings of the device after the first, oldest first.
  var candidates: [ControlTransfer] = []
  /// How many older requests were dropped because `candidates` was full.
  var lostCandidates = 0
  /// The bytes of data in `candidates`.
  var candidateBytes = 0
  /// Where records are missing: behind how many of `candidates` that was told, and since when.
  var losses: [(behind: Int, at: Moment)] = []

  /// The requests that look like DFU, oldest first.
  var requests: [ControlTransfer] { candidates.filter(\.isRequestOfDFU) }

  /// The first request that is not judged when the device is enumerated again before it joins.
  var unjudged: UnjudgedRequest? {
    let first = requests.first.map {
      UnjudgedRequest(interface: UInt8(truncatingIfNeeded: $0.setup.index), at: $0.submitted)
    }
    return arrival?.unjudged ?? first
  }

  /// The most candidate requests that are kept for one address. Of more, the older half goes.
  private static let candidateLimit = 256

  mutating func keep(_ transfer: ControlTransfer) {
    if candidates.count == Self.candidateLimit {
      let older = Self.candidateLimit / 2
      candidateBytes -= candidates[..<older].reduce(0) { $0 + $1.data.count }
      lostCandidates += candidates[..<older].count(where: \.isRequestOfDFU)
      candidates.removeFirst(older)
      losses = losses.filter { $0.behind > older }.map { ($0.behind - older, $0.at) }
    }
    candidates.append(transfer)
    candidateBytes += transfer.data.count
  }

  mutating func drop() {
    lostCandidates += candidates.count(where: \.isRequestOfDFU)
    candidates = []
    losses = []
    candidateBytes = 0
  }

  /// It was enumerated again before anything proved DFU.
  mutating func cameBack(_ evidence: AttachEvidence, at moment: Moment) {
    arrival = DeviceArrival(evidence: evidence, at: moment, unjudged: unjudged)
    candidates = []
    losses = []
    candidateBytes = 0
  }

  mutating func lostRecords(at moment: Moment) {
    guard !candidates.isEmpty else { return }
    if let last = losses.last, last.behind == candidates.count {
      losses[losses.count - 1].at = min(last.at, moment)
    } else {
      losses.append((candidates.count, moment))
    }
  }
}

/// How a device came onto the bus, and the record that shows it.
struct DeviceArrival {
  let evidence: AttachEvidence
  let at: Moment
  /// What had happened on its port to a device that was not known there: perhaps to this device,
  /// at the address that it had before.
  var after: PortChange?
  /// A request that looks like DFU, to the same port before: nothing proved DFU until this arrival,
  /// so that it is not judged. It may have moved the device.
  var unjudged: UnjudgedRequest?
}

/// A request in DFU's form that no session tells.
struct UnjudgedRequest {
  let interface: UInt8
  let at: Moment
}

extension ControlTransfer {
  /// Whether it may be among the first requests to a device that has just arrived: it goes on with
  /// no transfer, and shows no state but those in which a device arrives (DFU 1.1, A.2). A
  /// recording that begins late may show a device that was there all the time.
  var mayFollowArrival: Bool {
    let shown: State?
    switch ClassRequest(setup) {
    case .getStatus?: shown = StatusReport(data)?.state
    case .getState?: shown = data.first.flatMap(State.init(rawValue:))
    case .dnload?: return setup.value == 0 && setup.length > 0
    case .upload?: return setup.value == 0
    case .detach?, .clrStatus?, .abort?, nil: return true
    }
    switch shown {
    case .appIDLE?, .dfuIDLE?, .dfuERROR?, nil: return true
    case .appDETACH?, .dfuDNLOADSYNC?, .dfuDNBUSY?, .dfuDNLOADIDLE?, .dfuMANIFESTSYNC?,
      .dfuMANIFEST?, .dfuMANIFESTWAITRESET?, .dfuUPLOADIDLE?:
      return false
    }
  }

  /// Whether a candidate is a request that looks like DFU, and not a setting of the device.
  fileprivate var isRequestOfDFU: Bool { setup.requestType.kind != .standard }
}
