package import DFU
package import USB

/// What is known of one device from what has been seen so far; the facts read it.
///
/// It records and forgets, it judges nothing.
package struct History: Sendable {
  /// The descriptor set that was read last.
  package private(set) var descriptors: DescriptorSet?
  /// What the facts ask of it.
  package private(set) var described = Described() {
    didSet { if described != oldValue { revision &+= 1 } }
  }
  /// Whether the device may have changed its descriptor set since it was read.
  private var descriptorsMayBeOld = false {
    didSet { if descriptorsMayBeOld != oldValue { revision &+= 1 } }
  }
  /// The mode that the last shown state belongs to.
  private var shownMode: Mode? {
    didSet { if shownMode != oldValue { revision &+= 1 } }
  }
  /// The interface that its descriptors name, or that showed a state last.
  private var answeringInterface: UInt16? {
    didSet { if answeringInterface != oldValue { revision &+= 1 } }
  }
  /// The set that it showed in its other mode.
  package private(set) var otherDescriptors: DescriptorSet?
  /// Nil until the capture tells.
  package private(set) var isConfigured: Bool? {
    didSet { if isConfigured != oldValue { revision &+= 1 } }
  }
  /// The last GETSTATUS answer.
  package private(set) var lastAnswer: Answer?
  /// The last acknowledged DETACH.
  package private(set) var detach: Detach? {
    didSet { if detach != oldValue { revision &+= 1 } }
  }
  /// Whether GETSTATUS and GETSTATE were answered (or else stalled) in appIDLE.
  package private(set) var answersInAppIDLE: [ClassRequest: Bool] = [:] {
    didSet { if answersInAppIDLE != oldValue { revision &+= 1 } }
  }
  /// Whether the last status report showed a busy state, with no DNLOAD accepted since.
  package private(set) var busyShown: Bool?
  /// Whether a zero-length DNLOAD was acknowledged since the device was enumerated; nil when
  /// the capture begins or has a gap after the enumeration.
  package private(set) var downloadEnded: Bool? {
    didSet { if downloadEnded != oldValue { revision &+= 1 } }
  }
  /// Counts the changes of what the facts read, but for `busyShown`, `blocks` and `suffix`.
  package private(set) var revision = 0
  package private(set) var blocks = BlockTrail()
  package private(set) var suffix = SuffixWatch()

  package init() {}

  /// The few values of a descriptor set that are asked for at every request.
  package struct Described: Hashable, Sendable {
    var mode: Mode?
    var interfaceNumber: UInt8?
    var attributes: FunctionalDescriptor.Attributes?
    var transferSize: UInt16?
    /// wDetachTimeOut.
    package private(set) var detachTimeoutMilliseconds: UInt16?
    var maxPacketSize0: UInt8?

    init() {}

    init(_ set: DescriptorSet) {
      mode = set.mode
      interfaceNumber = set.interfaceNumber
      attributes = set.functional?.attributes
      transferSize = set.functional?.transferSize
      detachTimeoutMilliseconds = set.functional?.detachTimeoutMilliseconds
      maxPacketSize0 = set.device?.maxPacketSize0
    }
  }

  /// A status report and the moment at which it was complete.
  package struct Answer: Hashable, Sendable {
    package var report: StatusReport
    package var at: Moment
  }

  /// A DETACH: its wTimeout, and the moment at which it was complete.
  package struct Detach: Hashable, Sendable {
    package var timeoutMilliseconds: UInt16
    package var at: Moment
  }
}

// MARK: - What the facts read

extension History {
  package var functional: FunctionalDescriptor? { descriptors?.functional }
  package var attributes: FunctionalDescriptor.Attributes? { described.attributes }

  /// The mode that the device is in, by its descriptors, else by the state that it showed last.
  package var mode: Mode? { descriptorsMayBeOld ? shownMode : described.mode ?? shownMode }

  /// The window after DETACH in milliseconds: the shorter of what the host asked and what the
  /// descriptor allows; nil when either is unknown or 0 (DFU 1.1, 5.1; the text does not say
  /// which of the two runs the timer).
  package var detachWindowMilliseconds: Int? {
    guard let detach, detach.timeoutMilliseconds > 0, let limit = detachLimitMilliseconds
    else { return nil }
    return min(Int(detach.timeoutMilliseconds), limit)
  }

  /// The longer of the two: after it every reading of the text has the window closed.
  package var longestDetachWindowMilliseconds: Int? {
    guard let detach, detach.timeoutMilliseconds > 0, let limit = detachLimitMilliseconds
    else { return nil }
    return max(Int(detach.timeoutMilliseconds), limit)
  }

  private var detachLimitMilliseconds: Int? {
    guard let limit = described.detachTimeoutMilliseconds, limit > 0 else { return nil }
    return Int(limit)
  }

  /// The facts of a mask (one bit a fact) for a request: which are known, and which hold.
  package func facts(
    _ mask: UInt64, for setup: SetupPacket?
  ) -> (known: UInt64, value: UInt64) {
    var known: UInt64 = 0
    var value: UInt64 = 0
    var rest = mask
    while rest != 0 {
      let bit = rest & (~rest &+ 1)
      if let fact = Fact(rawValue: UInt8(truncatingIfNeeded: rest.trailingZeroBitCount)),
        let holds = fact.holds(for: setup, after: self)
      {
        known |= bit
        if holds { value |= bit }
      }
      rest &= rest &- 1
    }
    return (known, value)
  }

  func fitsTransferSize(_ setup: SetupPacket?) -> Bool? {
    guard let setup, let size = described.transferSize else { return nil }
    return setup.length <= size
  }

  func fitsDetachTimeout(_ setup: SetupPacket?) -> Bool? {
    guard let setup, let limit = described.detachTimeoutMilliseconds else { return nil }
    return setup.value <= limit
  }

  var previousBlockIsLongEnough: Bool? {
    guard let length = blocks.lastDownloadLength else { return true }
    guard let smallest = described.maxPacketSize0 else { return nil }
    return length >= UInt16(smallest)
  }

  /// wIndex is wrong where descriptors tell which interface is the DFU one; without them, one
  /// that is not that of the last answer may be wrong.
  func hasStandardFields(_ setup: SetupPacket) -> Bool? {
    let isStandard =
      switch ClassRequest(setup) {
      case .detach: setup.length == 0
      case .getStatus: setup.value == 0 && setup.length == 6
      case .getState: setup.value == 0 && setup.length == 1
      case .clrStatus, .abort: setup.value == 0 && setup.length == 0
      case .dnload, .upload, nil: true
      }
    guard isStandard else { return false }
    if let number = described.interfaceNumber, !descriptorsMayBeOld {
      return setup.index == UInt16(number)
    }
    return setup.index == answeringInterface ?? setup.index ? true : nil
  }
}

// MARK: - Recording

extension History {
  /// Takes note of an exchange that was judged.
  package mutating func record(_ transfer: ControlTransfer) {
    switch ClassRequest(transfer.setup) {
    case .detach?:
      if transfer.outcome == .acknowledged {
        detach = Detach(timeoutMilliseconds: transfer.setup.value, at: transfer.ended)
      }
    case .dnload?: recordDownload(transfer)
    case .upload?: recordUpload(transfer)
    case .getStatus?: recordStatus(transfer)
    case .getState?: recordState(transfer)
    case .clrStatus?, .abort?: endTransfer()
    case nil: break
    }
  }

  private mutating func recordDownload(_ transfer: ControlTransfer) {
    switch transfer.outcome {
    case .acknowledged where transfer.setup.length == 0:
      downloadEnded = true
      busyShown = false
      endTransfer()
    case .acknowledged:
      busyShown = false
      if blocks.lastDownloadLength == nil { suffix = SuffixWatch() }
      blocks.accepted(transfer.setup, as: .dnload)
      suffix.append(transfer)
    case .stalled: endTransfer()
    case .acknowledgedOrStalled, .timedOut, .cancelled, .disconnected, .overflowed, .wireError,
      .unknown:
      blocks.doubtful(transfer.setup, as: .dnload)
    }
  }

  private mutating func recordUpload(_ transfer: ControlTransfer) {
    guard transfer.outcome == .acknowledged else { return endTransfer() }
    if transfer.actualLength.map({ $0 < Int(transfer.setup.length) }) ?? false {
      endTransfer()
    } else {
      blocks.accepted(transfer.setup, as: .upload)
    }
  }

  private mutating func recordStatus(_ transfer: ControlTransfer) {
    recordWhetherAnswered(transfer, .getStatus)
    guard let report = StatusReport(transfer.data.span) else { return forgetStatus() }
    lastAnswer = Answer(report: report, at: transfer.ended)
    guard let state = report.state else {
      busyShown = false
      return
    }
    switch state {
    case .dfuDNBUSY, .dfuMANIFEST: busyShown = true
    case .appIDLE, .appDETACH, .dfuIDLE, .dfuDNLOADSYNC, .dfuDNLOADIDLE, .dfuMANIFESTSYNC,
      .dfuMANIFESTWAITRESET, .dfuUPLOADIDLE, .dfuERROR:
      busyShown = false
    }
    recordShown(state, by: transfer.setup.index)
  }

  /// A report that was asked for in part, or did not come, may have moved the device all the
  /// same, and started a bwPollTimeout that is not known (DFU 1.1, 6.1.2).
  private mutating func forgetStatus() {
    lastAnswer = nil
    busyShown = nil
  }

  private mutating func recordState(_ transfer: ControlTransfer) {
    recordWhetherAnswered(transfer, .getState)
    if let state = transfer.data.first.flatMap({ State(rawValue: $0) }) {
      recordShown(state, by: transfer.setup.index)
    }
  }

  private mutating func recordWhetherAnswered(
    _ transfer: ControlTransfer, _ request: ClassRequest
  ) {
    guard mode == .runTime, detach == nil else { return }
    if transfer.outcome == .acknowledged { answersInAppIDLE[request] = true }
    if transfer.outcome == .stalled { answersInAppIDLE[request] = false }
  }

  private mutating func recordShown(_ state: State, by interface: UInt16) {
    if answeringInterface != interface { answeringInterface = interface }
    if state == .dfuIDLE || state == .dfuERROR { endTransfer() }
    if state == .appIDLE { detach = nil }
    let mode: Mode = state == .appIDLE || state == .appDETACH ? .runTime : .dfuMode
    if shownMode != mode { shownMode = mode }
    if descriptorsMayBeOld, described.mode == mode { descriptorsMayBeOld = false }
  }

  private mutating func endTransfer() {
    blocks.end()
    suffix = SuffixWatch()
  }

  /// The host read a descriptor set.
  package mutating func describe(_ set: DescriptorSet) {
    if let descriptors, descriptors.mode != set.mode { otherDescriptors = descriptors }
    descriptors = set
    described = Described(set)
    answeringInterface = UInt16(set.interfaceNumber)
    descriptorsMayBeOld = false
    shownMode = nil
  }

  /// SET_CONFIGURATION or a new enumeration.
  package mutating func configure(_ isConfigured: Bool) {
    self.isConfigured = isConfigured
  }

  /// The device was reset, left, or was enumerated again.
  package mutating func startOver() {
    forget()
    downloadEnded = false
    isConfigured = false
  }

  /// Something is missing: what was going on is no longer known.
  package mutating func forget() {
    endTransfer()
    lastAnswer = nil
    detach = nil
    busyShown = nil
    shownMode = nil
    descriptorsMayBeOld = true
    if isConfigured == false { isConfigured = nil }
    if downloadEnded == false { downloadEnded = nil }
  }
}

// MARK: - What the clock has brought about

extension History {
  /// Whether the device's bwPollTimeout has run out; nil when it may or may not have.
  /// `tolerance` in nanoseconds.
  package func pollTimeoutHasPassed(at moment: Moment, _ tolerance: Int64) -> Bool? {
    guard let lastAnswer else { return nil }
    let due = Int64(lastAnswer.report.pollTimeoutMilliseconds) * 1_000_000
    let elapsed = moment.nanoseconds - lastAnswer.at.nanoseconds
    if due == 0 || elapsed >= due + tolerance { return true }
    return elapsed < due - tolerance ? false : nil
  }

  /// Whether the detach timer has run out; nil when it may or may not have. Between the
  /// shorter and the longer of wTimeout and wDetachTimeOut it is open which of them counts.
  package func detachTimeoutHasPassed(at moment: Moment, _ tolerance: Int64) -> Bool? {
    guard let detach else { return nil }
    guard let shortest = detachWindowMilliseconds, let longest = longestDetachWindowMilliseconds
    else { return nil }
    let elapsed = moment.nanoseconds - detach.at.nanoseconds
    if elapsed > Int64(longest) * 1_000_000 + tolerance { return true }
    return elapsed < Int64(shortest) * 1_000_000 - tolerance ? false : nil
  }
}
