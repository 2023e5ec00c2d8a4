/// A fact that a row, an obligation or a timing rule may ask for: the word only.
///
/// What a fact is in the traffic stands in `Evidence/FactReading.swift`. A new fact is a case and
/// a name here, and what that file asks for at its head.
package enum Fact: UInt8, CaseIterable, Hashable, Sendable {
  // What the host asked.
  case wLengthNotZero
  /// wLength is that of GETSTATE.
  case wLengthOne
  /// wLength is that of GETSTATUS.
  case wLengthSix
  /// wLength is below that of GETSTATUS.
  case wLengthBelowSix
  /// wLength is below the 64 bytes of one packet.
  case wLengthBelowPacket
  case withinTransferSize
  /// wValue, wIndex and wLength are as Table 3.1 fixes them for the request.
  case standardFields
  /// bmRequestType is the one that Table 3.1 gives bRequest. DFU defines none above 6.
  case standardDirection
  case timeoutWithinDescriptor
  /// wBlockNum is one more than the block before, or the block is the first of its transfer.
  case blockNumberFollows
  /// wBlockNum is 0, a command in DfuSe.
  case blockZero
  /// wBlockNum is 1, reserved in DfuSe.
  case blockOne
  /// The first block of the download, and each fifth after one, had a number that 4 divides: four
  /// blocks of 64 bytes fill a page of flash. Not known outside a download.
  case pagesOfFour
  /// The block before this one had at least bMaxPacketSize0 bytes, or there was none.
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
  /// The device answered GETSTATUS in appIDLE. False when it stalled it there.
  case answersGetStatusInAppIDLE
  /// The device answered GETSTATE in appIDLE. False when it stalled it there.
  case answersGetStateInAppIDLE
  /// The last status report showed dfuDNBUSY or dfuMANIFEST, and no DNLOAD was accepted since.
  case busyShown
  /// The device has shown its state since its descriptors were read.
  case stateShown
  /// A DETACH was acknowledged, and since then the device has not shown appIDLE, was not reset and
  /// did not leave.
  case detachAcknowledged
  /// A download was ended by a zero-length DNLOAD since the device was last enumerated.
  case downloadEnded
  /// The device was seen in dfuERROR right after a SET_CONFIGURATION: it does not start again by
  /// one.
  case keepsErrorWhenConfigured

  /// Whether it compares a request with the one before, so that it may fail where the recording
  /// lost one.
  package var comparesWithRequestBefore: Bool {
    self == .blockNumberFollows || self == .previousBlockLongEnough
  }

  /// The name in YAML.
  package var name: String {
    switch self {
    case .wLengthNotZero: "wLength>0"
    case .wLengthOne: "wLength=1"
    case .wLengthSix: "wLength=6"
    case .wLengthBelowSix: "wLength<6"
    case .wLengthBelowPacket: "wLength<64"
    case .withinTransferSize: "wLength<=wTransferSize"
    case .standardFields: "standardFields"
    case .standardDirection: "standardDirection"
    case .timeoutWithinDescriptor: "wTimeout<=wDetachTimeOut"
    case .blockNumberFollows: "blockNumberFollows"
    case .blockZero: "wBlockNum=0"
    case .blockOne: "wBlockNum=1"
    case .pagesOfFour: "pagesOfFour"
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
    case .stateShown: "stateShown"
    case .detachAcknowledged: "detachAcknowledged"
    case .downloadEnded: "downloadEnded"
    case .keepsErrorWhenConfigured: "keepsErrorWhenConfigured"
    }
  }
}
