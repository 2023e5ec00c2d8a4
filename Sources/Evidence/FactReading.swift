import DFU
package import SpecTable
package import USB

// What each fact of the table is in the traffic.
//
// To add a fact: give it a case and a name in `SpecTable/Model/Fact.swift`, then say here
//   1. in `holds`, when it holds,
//   2. in `isOfExchange`, how often it may change, and
//   3. in `FactKey`, what it reads of the request or of the history, if no fact has read that
//      before.
// The compiler asks for 1 and 2. `FactReadingTests` fail when 2 or 3 is wrong.

extension Fact {
  /// Whether the fact holds for the request of `setup`, made after `history`; nil when the capture
  /// does not tell. `setup` is nil for an event.
  package func holds(for setup: SetupPacket?, after history: History) -> Bool? {
    switch self {
    case .wLengthNotZero: setup.map { $0.length > 0 }
    case .wLengthOne: setup.map { $0.length == 1 }
    case .wLengthSix: setup.map { $0.length == 6 }
    case .wLengthBelowSix: setup.map { $0.length < 6 }
    case .wLengthBelowPacket: setup.map { $0.length < 64 }
    case .withinTransferSize: history.fitsTransferSize(setup)
    case .standardFields: setup.flatMap { history.hasStandardFields($0) }
    case .standardDirection: setup.map { $0.hasStandardDirection }
    case .timeoutWithinDescriptor: history.fitsDetachTimeout(setup)
    case .blockNumberFollows: setup.flatMap { history.blocks.follows($0) }
    case .blockZero: setup.map { $0.value == 0 }
    case .blockOne: setup.map { $0.value == 1 }
    case .pagesOfFour: history.blocks.fillPages
    case .previousBlockLongEnough: history.previousBlockIsLongEnough
    case .noSuffixInPayload: history.suffix.isAbsent
    case .bitCanDnload: history.attributes?.contains(.canDnload)
    case .bitCanUpload: history.attributes?.contains(.canUpload)
    case .bitManifestationTolerant: history.attributes?.contains(.manifestationTolerant)
    case .bitWillDetach: history.attributes?.contains(.willDetach)
    case .runTimeMode: history.mode.map { $0 == .runTime }
    case .configured: history.isConfigured
    case .answersGetStatusInAppIDLE: history.answersInAppIDLE[.getStatus]
    case .answersGetStateInAppIDLE: history.answersInAppIDLE[.getState]
    case .busyShown: history.busyShown
    case .stateShown: history.hasShownState
    case .detachAcknowledged: history.detach != nil
    case .downloadEnded: history.downloadEnded
    case .keepsErrorWhenConfigured: history.keepsErrorWhenConfigured
    }
  }

  /// Whether it may differ from one exchange to the next. The other facts read neither the request
  /// nor anything that changes without `History.revision`, so the checker works them out once for
  /// each revision.
  package var isOfExchange: Bool {
    switch self {
    case .wLengthNotZero, .wLengthOne, .wLengthSix, .wLengthBelowSix, .wLengthBelowPacket,
      .withinTransferSize, .standardFields, .standardDirection, .timeoutWithinDescriptor,
      .blockNumberFollows, .blockZero, .blockOne, .pagesOfFour, .previousBlockLongEnough,
      .noSuffixInPayload, .busyShown:
      true
    case .bitCanDnload, .bitCanUpload, .bitManifestationTolerant, .bitWillDetach, .runTimeMode,
      .configured, .answersGetStatusInAppIDLE, .answersGetStateInAppIDLE, .stateShown,
      .detachAcknowledged, .downloadEnded, .keepsErrorWhenConfigured:
      false
    }
  }
}

extension Fact {
  /// One bit for each fact that decides whether there is a state at all: dfuMANIFEST-WAIT-RESET is
  /// reached only where bitManifestationTolerant is 0 (DFU 1.1, A.2.8).
  package static let maskOfExistence: UInt64 = 1 << UInt64(bitManifestationTolerant.rawValue)
}

extension History {
  /// The facts of `mask` for a request: which are known, and which of those hold. Each number has
  /// one bit a fact (`Fact.rawValue`).
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
}

// MARK: - Facts that take more than a line

extension History {
  /// A device with wTransferSize below bMaxPacketSize0 leaves no size that is right (DFU 1.1,
  /// 6.1.1): a block up to bMaxPacketSize0 is not held against the host. Where the capture does not
  /// show that, it may be 64 (Table 4.3).
  fileprivate func fitsTransferSize(_ setup: SetupPacket?) -> Bool? {
    guard let setup, let size = described.transferSize else { return nil }
    if setup.length <= size { return true }
    let smallest = UInt16(described.maxPacketSize0 ?? 64)
    return size < smallest && setup.length <= smallest ? nil : false
  }

  fileprivate func fitsDetachTimeout(_ setup: SetupPacket?) -> Bool? {
    guard let setup, let limit = described.detachTimeoutMilliseconds else { return nil }
    return setup.value <= limit
  }

  fileprivate var previousBlockIsLongEnough: Bool? {
    guard let length = blocks.lastDownloadLength else { return true }
    guard let smallest = described.maxPacketSize0 else { return nil }
    return length >= min(UInt16(smallest), described.transferSize ?? .max)
  }

  /// Where descriptors name the DFU interface, wIndex has to be its number. Without them, a wIndex
  /// other than that of the last answer may be wrong.
  fileprivate func hasStandardFields(_ setup: SetupPacket) -> Bool? {
    if let request = ClassRequest(setup) {
      guard setup.value == request.fixedValue ?? setup.value,
        setup.length == request.fixedLength ?? setup.length
      else { return false }
    }
    if let number = namedInterface { return setup.index == number }
    return setup.index == answeringInterface ?? setup.index ? true : nil
  }

  /// The number of the DFU interface by its descriptors; nil where they are not known.
  var namedInterface: UInt16? {
    descriptorsMayBeOld ? nil : described.interfaceNumber.map(UInt16.init)
  }
}

extension SetupPacket {
  /// Whether a request that DFU defines has the bmRequestType that Table 3.1 (DFU 1.1) gives it;
  /// true for any other request.
  fileprivate var hasStandardDirection: Bool {
    ClassRequest(self) != nil || ClassRequest(rawValue: request) == nil
  }
}

// MARK: - What the facts read

/// Everything that facts read of a request and of the history, in two numbers: where two keys are
/// equal, all facts are.
///
/// The checker keeps the judgement of a clean exchange under this key. A fact that reads something
/// which is not in the key would be judged by the value that it had the first time.
package struct FactKey: Sendable {
  /// The setup packet: bmRequestType, bRequest, wIndex, wLength and wValue, from the lowest bit.
  /// The wValue of a DNLOAD or UPLOAD is reduced to what facts ask of it, so that the blocks of a
  /// transfer have one key: is the number due, is it within wDetachTimeOut, is it 0 or 1.
  package var request: UInt64 = 0
  /// The revision of the history, and beside it what changes without a new revision.
  package var past: UInt64 = 0

  /// A key that no request has.
  package init() {}

  /// The key of the request of `setup`, made after `history`.
  ///
  /// The history does not change. It is `inout` so that its address is handed over: a value of
  /// this size would be copied for every exchange.
  package init(_ setup: SetupPacket, after history: inout History) {
    request = Self.bits(of: setup, &history)
    past =
      UInt64(history.revision) << 32
      | UInt64(history.clearedError.rawValue.trailingZeroBitCount) << 24
      | Self.code(history.blocks.fillPages) << 22 | Self.code(history.busyShown) << 20
      | Self.code(history.suffix.isAbsent) << 18
      | (history.blocks.lastDownloadLength.map { 1 << 16 | UInt64($0) } ?? 0)
  }

  @inline(__always)
  private static func bits(of setup: SetupPacket, _ history: inout History) -> UInt64 {
    let type = setup.requestType.rawValue
    let fixed =
      UInt64(type) | UInt64(setup.request) << 8 | UInt64(setup.index) << 16
      | UInt64(setup.length) << 32
    // Class requests to an interface, in either direction.
    guard type & 0x7F == 0x21,
      setup.request == ClassRequest.dnload.rawValue || setup.request == ClassRequest.upload.rawValue
    else { return fixed | UInt64(setup.value) << 48 }
    let fitsTimeout = history.described.detachTimeoutMilliseconds.map { setup.value <= $0 }
    let block =
      code(history.blocks.follows(setup)) | code(fitsTimeout) << 2
      | (setup.value < 2 ? UInt64(setup.value + 1) << 4 : 0)
    return fixed | block << 48
  }

  /// 0 for not known, 1 for no, 2 for yes.
  @inline(__always)
  private static func code(_ answer: Bool?) -> UInt64 {
    answer.map { $0 ? 2 : 1 } ?? 0
  }
}
