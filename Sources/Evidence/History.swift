// Evidence: what was seen of one device so far, and what the words of the table are in it.
//
// `History` (this file) takes note of exchanges, descriptors and events. `BlockTrail` and
// `SuffixWatch` are parts of it. `FactReading.swift` says what each fact of the table is,
// `MarkSet.swift` which marks an exchange sets, `FieldReading.swift` how a field of a descriptor
// is read. Read them in this order.
//
// The module judges nothing and knows no rule: whether what was seen is right is the checker's
// business.
package import DFU
package import USB

/// What is known of one device from what has been seen so far.
package struct History: Sendable {
  /// The descriptor set that was read last.
  package private(set) var descriptors: DescriptorSet?
  /// The values of `descriptors` that facts and clocks read.
  package private(set) var described = Described() {
    didSet { if described != oldValue { revision &+= 1 } }
  }
  /// Whether the device may have changed its descriptor set since it was read.
  private(set) var descriptorsMayBeOld = false {
    didSet { if descriptorsMayBeOld != oldValue { revision &+= 1 } }
  }
  /// The mode that the last shown state belongs to.
  private var shownMode: Mode? {
    didSet { if shownMode != oldValue { revision &+= 1 } }
  }
  /// The interface that the descriptors name, or the one that showed a state last.
  private(set) var answeringInterface: UInt16? {
    didSet { if answeringInterface != oldValue { revision &+= 1 } }
  }
  /// The set that the device showed in its other mode.
  package private(set) var otherDescriptors: DescriptorSet?
  /// Whether a configuration other than 0 was set since the device was enumerated; nil until the
  /// capture tells.
  package private(set) var isConfigured: Bool? {
    didSet { if isConfigured != oldValue { revision &+= 1 } }
  }
  /// The last GETSTATUS answer.
  package private(set) var lastAnswer: Answer?
  /// The last acknowledged DETACH.
  package private(set) var detach: Detach? {
    didSet { if detach != oldValue { revision &+= 1 } }
  }
  /// For GETSTATUS and GETSTATE: true when the device answered it in appIDLE, false when it stalled
  /// it there.
  package private(set) var answersInAppIDLE: [ClassRequest: Bool] = [:] {
    didSet { if answersInAppIDLE != oldValue { revision &+= 1 } }
  }
  /// Whether the last status report showed a busy state, with no DNLOAD accepted since.
  package private(set) var busyShown: Bool?
  /// Whether a zero-length DNLOAD was acknowledged since the device was enumerated; nil when the
  /// capture begins or has a gap after the enumeration.
  package private(set) var downloadEnded: Bool? {
    didSet { if downloadEnded != oldValue { revision &+= 1 } }
  }
  /// Whether the first state that the device showed after some SET_CONFIGURATION was dfuERROR.
  package private(set) var keepsErrorWhenConfigured = false {
    didSet { if keepsErrorWhenConfigured != oldValue { revision &+= 1 } }
  }
  /// Whether SET_CONFIGURATION was seen and no exchange since.
  package private(set) var isJustConfigured = false
  /// Whether the device may be another one than the one whose descriptors were read last.
  private var mayBeStranger = false
  /// The error code that the last exchange cleared: an acknowledged CLRSTATUS behind the GETSTATUS
  /// that showed it, with nothing sent between. Empty where the last exchange was another.
  package private(set) var clearedError = StatusSet()
  /// The error code that the last exchange, a GETSTATUS, showed; else empty.
  private var shownError = StatusSet()
  /// Counts the changes of what facts read. `busyShown`, `blocks` and `suffix` change often and are
  /// not counted; `FactKey` has them beside the revision.
  package private(set) var revision = 0
  /// The numbers and lengths of the blocks of the transfer that is under way.
  package private(set) var blocks = BlockTrail()
  /// Whether the payload of the download ends in a DFU suffix.
  package private(set) var suffix = SuffixWatch()

  /// Nothing is known yet.
  package init() {}

  /// The few values of a descriptor set that are read at every request. A copy of the whole set
  /// would cost more.
  package struct Described: Hashable, Sendable {
    var mode: Mode?
    var interfaceNumber: UInt8?
    var attributes: FunctionalDescriptor.Attributes?
    var transferSize: UInt16?
    /// wDetachTimeOut in milliseconds.
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
    /// What the device reported.
    package var report: StatusReport
    /// The end of the exchange, at which bwPollTimeout begins (DFU 1.1, 6.1.2).
    package var at: Moment
  }

  /// A DETACH that the device acknowledged.
  package struct Detach: Hashable, Sendable {
    /// wTimeout.
    package var timeoutMilliseconds: UInt16
    /// The end of the exchange, at which the timer begins (DFU 1.1, 5.1).
    package var at: Moment
  }
}

// MARK: - What it tells

extension History {
  /// The functional descriptor of the set that was read last.
  package var functional: FunctionalDescriptor? { descriptors?.functional }
  /// bmAttributes of that descriptor.
  package var attributes: FunctionalDescriptor.Attributes? { described.attributes }

  /// The mode that the device is in: by its descriptors, or by the state that it showed last where
  /// the descriptors do not tell.
  package var mode: Mode? { descriptorsMayBeOld ? shownMode : described.mode ?? shownMode }

  /// Whether a state was shown since the descriptors were read, or since the device came back.
  var hasShownState: Bool { shownMode != nil }

  /// The mode that the descriptors show; nil where none were read since the last enumeration.
  package var describedMode: Mode? { descriptorsMayBeOld ? nil : described.mode }

  /// Whether nothing but bInterfaceProtocol says that the device is in run-time mode: there is one
  /// interface, as in DFU mode (DFU 1.1, 4.2.2), no DETACH was taken and no state was shown.
  package var onlyProtocolTellsRunTime: Bool {
    describedMode == .runTime && descriptors?.interfaceCount == 1 && detach == nil
      && !hasShownState
  }

  /// The window after DETACH in milliseconds: the shorter of wTimeout and wDetachTimeOut (DFU 1.1,
  /// 5.1; the text does not say which of the two runs the timer). What a wTimeout of 0 asks for is
  /// not said, but no device waits longer than its wDetachTimeOut (Table 4.2), so that this is the
  /// window then. Nil when wDetachTimeOut is not known or 0.
  package var detachWindowMilliseconds: Int? {
    guard let detach, let limit = detachLimitMilliseconds else { return nil }
    return detach.timeoutMilliseconds > 0 ? min(Int(detach.timeoutMilliseconds), limit) : limit
  }

  /// The longer of the two, in milliseconds. After it the window is closed by every reading of the
  /// text.
  private var longestDetachWindowMilliseconds: Int? {
    guard let detach, let limit = detachLimitMilliseconds else { return nil }
    return max(Int(detach.timeoutMilliseconds), limit)
  }

  private var detachLimitMilliseconds: Int? {
    guard let limit = described.detachTimeoutMilliseconds, limit > 0 else { return nil }
    return Int(limit)
  }
}

// MARK: - Recording

extension History {
  /// Takes note of an exchange.
  package mutating func record(_ transfer: ControlTransfer) {
    let held = shownError
    // By hand: the functions of sets are calls through witness tables.
    if (held.rawValue | clearedError.rawValue) != 0 {
      (shownError, clearedError) = (StatusSet(), StatusSet())
    }
    defer { isJustConfigured = false }
    switch ClassRequest(transfer.setup) {
    case .detach?:
      if transfer.outcome == .acknowledged {
        detach = Detach(timeoutMilliseconds: transfer.setup.value, at: transfer.ended)
      }
    case .dnload?: recordDownload(transfer)
    case .upload?: recordUpload(transfer)
    case .getStatus?: recordStatus(transfer)
    case .getState?: recordState(transfer)
    case .clrStatus?:
      if transfer.outcome == .acknowledged { clearedError = held }
      endTransfer()
    case .abort?: endTransfer()
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
    case .notSent: break
    case .acknowledgedOrStalled: blocks.acceptedOrStalled(transfer.setup)
    case .timedOut, .cancelled, .disconnected, .overflowed, .wireError, .unknown, .unanswered:
      blocks.doubtful(transfer.setup, as: .dnload)
    }
  }

  private mutating func recordUpload(_ transfer: ControlTransfer) {
    guard transfer.outcome == .acknowledged else { return endTransfer() }
    if transfer.isShort {
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
    if state == .dfuERROR, let status = report.status {
      shownError = StatusSet(status).intersection(.anyError)
    }
    recordShown(state, by: transfer.setup.index)
  }

  /// The host asked for part of a report, or none came. The device may have moved all the same, and
  /// its bwPollTimeout is not known (DFU 1.1, 6.1.2).
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
    guard case .runTime? = mode, detach == nil else { return }
    if transfer.outcome == .acknowledged { answersInAppIDLE[request] = true }
    if transfer.outcome == .stalled { answersInAppIDLE[request] = false }
  }

  private mutating func recordShown(_ state: State, by interface: UInt16) {
    if answeringInterface != interface { answeringInterface = interface }
    if state == .dfuDNBUSY { blocks.confirmBlock() }
    if state == .dfuIDLE || state == .dfuERROR { endTransfer() } else { blocks.confirm() }
    if state == .appIDLE { detach = nil }
    if isJustConfigured, state == .dfuERROR { keepsErrorWhenConfigured = true }
    let mode: Mode = state == .appIDLE || state == .appDETACH ? .runTime : .dfuMode
    if shownMode != mode { shownMode = mode }
    if descriptorsMayBeOld, described.mode == mode { descriptorsMayBeOld = false }
  }

  private mutating func endTransfer() {
    blocks.end()
    suffix = SuffixWatch()
  }

  /// Takes note of a descriptor set that the host read.
  package mutating func describe(_ set: DescriptorSet) {
    if descriptors != set {
      let vendor = set.device?.vendor
      if mayBeStranger, vendor == nil || vendor != descriptors?.device?.vendor {
        otherDescriptors = nil
      } else if descriptors != nil, described.mode != set.mode {
        otherDescriptors = descriptors
      }
      descriptors = set
      described = Described(set)
    }
    answeringInterface = UInt16(set.interfaceNumber)
    descriptorsMayBeOld = false
    mayBeStranger = false
    shownMode = nil
  }

  /// Takes note of SET_INTERFACE or SET_CONFIGURATION: some devices end a transfer by it, others go
  /// on (Appendix A does not model standard requests).
  package mutating func doubtTransfer() {
    blocks.doubt()
  }

  /// Takes note of SET_CONFIGURATION; `isConfigured` is false for configuration 0.
  package mutating func configure(_ isConfigured: Bool) {
    self.isConfigured = isConfigured
    isJustConfigured = isConfigured
  }

  /// Takes note that a device arrived and nothing shows that it is the one that was there: one of
  /// another vendor, or of one that is not known, is not compared with it.
  package mutating func doubtDevice() { mayBeStranger = true }

  /// Takes note that the device was reset, left, or was enumerated again.
  package mutating func startOver() {
    forget()
    downloadEnded = false
    isConfigured = false
  }

  /// Takes note that part of the traffic is missing: what was under way is no longer known.
  package mutating func forget() {
    endTransfer()
    isJustConfigured = false
    lastAnswer = nil
    (shownError, clearedError) = (StatusSet(), StatusSet())
    detach = nil
    busyShown = nil
    shownMode = nil
    descriptorsMayBeOld = true
    if isConfigured == false { isConfigured = nil }
    if downloadEnded == false { downloadEnded = nil }
  }
}

// MARK: - Timers of the device

extension History {
  /// Whether the device's bwPollTimeout has run out at `moment`; nil when it may or may not have.
  /// `tolerance` is in nanoseconds.
  package func pollTimeoutHasPassed(at moment: Moment, _ tolerance: Int64) -> Bool? {
    guard let lastAnswer else { return nil }
    let due = Int64(lastAnswer.report.pollTimeoutMilliseconds) * 1_000_000
    let elapsed = moment.nanoseconds - lastAnswer.at.nanoseconds
    if due == 0 || elapsed >= due + tolerance { return true }
    return elapsed < due - tolerance ? false : nil
  }

  /// Whether the detach timer has run out at `moment`; nil when it may or may not have. The text
  /// leaves open whether wTimeout or wDetachTimeOut counts, so between the two it may have; with a
  /// wTimeout of 0 it may have at once.
  /// `tolerance` is in nanoseconds.
  package func detachTimeoutHasPassed(at moment: Moment, _ tolerance: Int64) -> Bool? {
    guard let detach else { return nil }
    guard let shortest = detachWindowMilliseconds, let longest = longestDetachWindowMilliseconds
    else { return nil }
    let elapsed = moment.nanoseconds - detach.at.nanoseconds
    if elapsed > Int64(longest) * 1_000_000 + tolerance { return true }
    let isOpen = detach.timeoutMilliseconds > 0
    return isOpen && elapsed < Int64(shortest) * 1_000_000 - tolerance ? false : nil
  }
}
