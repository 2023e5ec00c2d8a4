import DFU
package import USB

/// A fact that a row, an obligation or a timing rule may ask for, by the name it has in YAML.
///
/// Each is one line over the exchange, the descriptors and the history; nil means that the
/// capture does not tell.
package enum Fact: UInt8, CaseIterable, Hashable, Sendable {
  // What the host asked.
  case wLengthNotZero
  case withinTransferSize
  /// wValue, wIndex and wLength are as Table 3.1 fixes them for the request.
  case standardFields
  case timeoutWithinDescriptor
  /// wBlockNum is one more than the block before, or the block is the first of its transfer.
  case blockNumberFollows
  /// wBlockNum is 0, a command in DfuSe.
  case blockZero
  /// wBlockNum is 1, reserved in DfuSe.
  case blockOne
  /// The block before this one was not below bMaxPacketSize0, or there was none.
  case previousBlockLongEnough
  /// The payload sent so far does not end in a valid DFU suffix (DFU 1.1, Appendix B).
  case noSuffixInPayload

  // What the descriptors say.
  case bitCanDnload, bitCanUpload, bitManifestationTolerant, bitWillDetach
  /// The device shows its run-time set (bInterfaceProtocol 1).
  case runTimeMode

  // What has happened.
  /// SET_CONFIGURATION was seen since the device was last enumerated.
  case configured
  /// The device answered GETSTATUS in appIDLE; not so: it stalled it there.
  case answersGetStatusInAppIDLE
  /// The device answered GETSTATE in appIDLE; not so: it stalled it there.
  case answersGetStateInAppIDLE
  /// The last status report showed dfuDNBUSY or dfuMANIFEST, and no DNLOAD was accepted since.
  case busyShown
  /// A DETACH was acknowledged and the device has not shown appIDLE since.
  case detachAcknowledged
  /// A download was ended by a zero-length DNLOAD since the device was last enumerated.
  case downloadEnded

  /// The name in YAML.
  package var name: String {
    switch self {
    case .wLengthNotZero: "wLength>0"
    case .withinTransferSize: "wLength<=wTransferSize"
    case .standardFields: "standardFields"
    case .timeoutWithinDescriptor: "wTimeout<=wDetachTimeOut"
    case .blockNumberFollows: "blockNumberFollows"
    case .blockZero: "wBlockNum=0"
    case .blockOne: "wBlockNum=1"
    case .previousBlockLongEnough: "previousBlock>=bMaxPacketSize0"
    case .noSuffixInPayload: "noSuffixInPayload"
    case .bitCanDnload: "bitCanDnload"
    case .bitCanUpload: "bitCanUpload"
    case .bitManifestationTolerant: "bitManifestationTolerant"
    case .bitWillDetach: "bitWillDetach"
    case .runTimeMode: "runTimeMode"
    case .configured: "configured"
    case .answersGetStatusInAppIDLE: "answersGetStatusInAppIDLE"
    case .answersGetStateInAppIDLE: "answersGetStateInAppIDLE"
    case .busyShown: "busyShown"
    case .detachAcknowledged: "detachAcknowledged"
    case .downloadEnded: "downloadEnded"
    }
  }

  /// Finds one by its name in YAML.
  package init?(name: some StringProtocol) {
    guard let found = Fact.allCases.first(where: { $0.name == name }) else { return nil }
    self = found
  }

  /// Whether it may change with every exchange; the others change only with `History.revision`.
  package var isOfExchange: Bool {
    switch self {
    case .wLengthNotZero, .withinTransferSize, .standardFields, .timeoutWithinDescriptor,
      .blockNumberFollows, .blockZero, .blockOne, .previousBlockLongEnough, .noSuffixInPayload,
      .busyShown:
      true
    case .bitCanDnload, .bitCanUpload, .bitManifestationTolerant, .bitWillDetach, .runTimeMode,
      .configured, .answersGetStatusInAppIDLE, .answersGetStateInAppIDLE, .detachAcknowledged,
      .downloadEnded:
      false
    }
  }

  /// Whether it holds for the request of `setup` (nil: for an event) after `history`.
  package func holds(for setup: SetupPacket?, after history: History) -> Bool? {
    switch self {
    case .wLengthNotZero: setup.map { $0.length > 0 }
    case .withinTransferSize: history.fitsTransferSize(setup)
    case .standardFields: setup.flatMap { history.hasStandardFields($0) }
    case .timeoutWithinDescriptor: history.fitsDetachTimeout(setup)
    case .blockNumberFollows: setup.flatMap { history.blocks.follows($0) }
    case .blockZero: setup.map { $0.value == 0 }
    case .blockOne: setup.map { $0.value == 1 }
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
    case .detachAcknowledged: history.detach != nil
    case .downloadEnded: history.downloadEnded
    }
  }
}
