/// A moment that opens or closes a span, or starts or stops a clock: the word only.
///
/// Which marks an observation sets stands in `Evidence/MarkSet.swift`.
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
  /// A request that the device had not answered when the host's timer ran out.
  case requestUnanswered
  /// GETSTATUS was sent, whatever came back.
  case getStatusSent
  /// A status report with bState dfuDNBUSY or dfuMANIFEST.
  case statusShowsBusy
  /// A status report with bState dfuDNBUSY.
  case statusShowsDnBusy
  /// A status report with bState dfuMANIFEST.
  case statusShowsManifest
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
    case .statusShowsDnBusy: "status-shows-dfuDNBUSY"
    case .statusShowsManifest: "status-shows-dfuMANIFEST"
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
    }
  }
}
