/// A moment that opens or closes a span or starts a clock, by the name it has in YAML.
package enum Mark: UInt8, CaseIterable, Hashable, Sendable {
  case detachAcknowledged
  /// A DNLOAD with data.
  case dnloadAcknowledged
  case zeroDnloadAcknowledged
  /// An UPLOAD answered with all that was asked for.
  case uploadFull
  /// An UPLOAD answered with less, nothing included.
  case uploadShort
  case clrStatusAcknowledged
  case abortAcknowledged
  /// A request other than GETSTATUS and GETSTATE was stalled in DFU mode.
  case requestStalled
  /// A request that the device never answered, until the host's timer ran out.
  case requestUnanswered
  /// GETSTATUS was sent, whatever came back.
  case getStatusSent
  /// A status report with bState dfuDNBUSY or dfuMANIFEST.
  case statusShowsBusy
  /// A status report with a state of DFU mode that is neither dfuDNBUSY nor dfuMANIFEST.
  case statusShowsOther
  /// bState (GETSTATUS) or the state byte (GETSTATE) says so.
  case showsDfuIDLE
  case showsDnloadSync
  case showsDnBusy
  case showsDnloadIdle
  case showsManifestSync
  case showsManifest
  case showsManifestWaitReset
  case showsUploadIdle
  case showsError
  /// appIDLE or appDETACH.
  case showsRunTime
  case busReset
  case leftBus
  case attached
  case interfaceSet
  case configured
  case gap

  /// The name in YAML.
  package var name: String {
    switch self {
    case .detachAcknowledged: "detach-acknowledged"
    case .dnloadAcknowledged: "dnload-acknowledged"
    case .zeroDnloadAcknowledged: "zero-dnload-acknowledged"
    case .uploadFull: "upload-full"
    case .uploadShort: "upload-short"
    case .clrStatusAcknowledged: "clrstatus-acknowledged"
    case .abortAcknowledged: "abort-acknowledged"
    case .requestStalled: "request-stalled"
    case .requestUnanswered: "request-unanswered"
    case .getStatusSent: "getstatus-sent"
    case .statusShowsBusy: "status-shows-busy"
    case .statusShowsOther: "status-shows-other"
    case .showsDfuIDLE: "shows-dfuIDLE"
    case .showsDnloadSync: "shows-dfuDNLOAD-SYNC"
    case .showsDnBusy: "shows-dfuDNBUSY"
    case .showsDnloadIdle: "shows-dfuDNLOAD-IDLE"
    case .showsManifestSync: "shows-dfuMANIFEST-SYNC"
    case .showsManifest: "shows-dfuMANIFEST"
    case .showsManifestWaitReset: "shows-dfuMANIFEST-WAIT-RESET"
    case .showsUploadIdle: "shows-dfuUPLOAD-IDLE"
    case .showsError: "shows-dfuERROR"
    case .showsRunTime: "shows-run-time"
    case .busReset: "bus-reset"
    case .leftBus: "left-bus"
    case .attached: "attached"
    case .interfaceSet: "interface-set"
    case .configured: "configured"
    case .gap: "gap"
    }
  }

  /// Finds one by its name in YAML.
  package init?(name: some StringProtocol) {
    guard let found = Mark.allCases.first(where: { $0.name == name }) else { return nil }
    self = found
  }
}

/// A set of marks, one bit a mark.
package struct MarkSet: OptionSet, Hashable, Sendable {
  package var rawValue: UInt64

  package init(rawValue: UInt64) {
    self.rawValue = rawValue
  }

  package init(_ mark: Mark) {
    self.init(rawValue: 1 &<< UInt64(mark.rawValue))
  }

  /// Whether the two have a mark in common.
  package func overlaps(_ other: MarkSet) -> Bool { rawValue & other.rawValue != 0 }

  /// Adds one mark.
  package mutating func add(_ mark: Mark) { rawValue |= MarkSet(mark).rawValue }

  package init(_ marks: [Mark]) {
    self = marks.reduce(into: MarkSet()) { $0.formUnion(MarkSet($1)) }
  }
}

/// A length of time that a timing rule names.
package enum Quantity: Hashable, Sendable {
  /// The last bwPollTimeout that the device sent.
  case bwPollTimeout
  /// The shorter of the DETACH request's wTimeout and the descriptor's wDetachTimeOut.
  case detachWindow
  case milliseconds(Int)
}

/// A field of a descriptor set that a descriptor rule names, in the specification's spelling.
package enum DescriptorField: String, CaseIterable, Hashable, Sendable {
  case bNumInterfaces
  case bInterfaceNumber
  case bAlternateSetting
  case bNumEndpoints
  case bInterfaceClass
  case bInterfaceSubClass
  case bInterfaceProtocol
  /// How many functional descriptors the configuration has.
  case functionalDescriptors = "functional-descriptors"
  /// bLength of the functional descriptor.
  case functionalLength = "functional.bLength"
  /// The whole of bmAttributes.
  case bmAttributes
  case bmAttributesReserved = "bmAttributes.reserved"
  case wDetachTimeOut
  case wTransferSize
  case bcdDFUVersion
  /// All bytes of the functional descriptor, for comparison between the two sets.
  case functionalBytes = "functional-bytes"
  case bDeviceClass
  case bDeviceSubClass
  case bDeviceProtocol
  case bMaxPacketSize0
  case bNumConfigurations
  case idVendor
  case idProduct
  /// iInterface of each alternate setting, where there is more than one.
  case alternateStrings = "iInterface"
}
