import DFU
import USB

/// A device of DFU 1.1 as one value: the state that it is in, and what it holds.
struct ReferenceMachine: Hashable, Sendable {
  /// Where the device is, with what belongs to that place (DFU 1.1, 6.1.2 and A.2).
  enum Phase: Hashable, Sendable {
    case appIDLE
    /// The detach timer; nil with bitWillDetach, where the device leaves by itself.
    case appDETACH(until: VirtualTime?)
    case dfuIDLE
    case dnloadSync(Programming)
    case dnBusy(Programming)
    case dnloadIDLE
    /// nil before the manifestation, then its result.
    case manifestSync(Status?)
    case manifest(until: VirtualTime)
    case manifestWaitReset
    case uploadIDLE(offset: Int)
    case error(Status)
  }

  /// A block on its way into memory.
  struct Programming: Hashable, Sendable {
    var until: VirtualTime
    var result: Status
  }

  /// A departure from the bus that the device has decided on.
  struct Departure: Hashable, Sendable {
    var time: VirtualTime
    var mode: Mode
  }

  var phase = Phase.appIDLE
  /// What a host can read.
  var firmware: [UInt8]
  var isFirmwareValid = true
  /// What the download in progress has brought.
  var download: [UInt8] = []
  /// A block of it is not in memory as it was sent. Only the manifestation notices.
  var isSpoiled = false
  /// Blocks taken since the device was made, for the fault plan.
  var blocks = 0
  var departure: Departure?

  init(_ parameters: ReferenceParameters) { firmware = parameters.firmware }

  /// The 11-state view.
  var state: State {
    switch phase {
    case .appIDLE: .appIDLE
    case .appDETACH: .appDETACH
    case .dfuIDLE: .dfuIDLE
    case .dnloadSync: .dfuDNLOADSYNC
    case .dnBusy: .dfuDNBUSY
    case .dnloadIDLE: .dfuDNLOADIDLE
    case .manifestSync: .dfuMANIFESTSYNC
    case .manifest: .dfuMANIFEST
    case .manifestWaitReset: .dfuMANIFESTWAITRESET
    case .uploadIDLE: .dfuUPLOADIDLE
    case .error: .dfuERROR
    }
  }

  var mode: Mode {
    switch phase {
    case .appIDLE, .appDETACH: .runTime
    case .dfuIDLE, .dnloadSync, .dnBusy, .dnloadIDLE, .manifestSync, .manifest,
      .manifestWaitReset, .uploadIDLE, .error:
      .dfuMode
    }
  }
}

extension ReferenceMachine {
  /// What happens to the device.
  enum Event: Sendable {
    case request(Request)
    case busReset
    case powerCycle
  }

  /// A class request to the DFU interface.
  struct Request: Sendable {
    /// nil where bRequest and bmRequestType together make none of the seven.
    var request: ClassRequest?
    var setup: SetupPacket
    var payload: [UInt8]
    var now: VirtualTime
  }

  /// What the device answers when `event` happens to it, and becomes.
  mutating func take(_ event: Event, given parameters: ReferenceParameters) -> ModelReply {
    switch event {
    case .request(let request):
      return parameters.isXMOS
        ? extended(request, parameters) : requested(request, parameters)
    case .busReset: reset(parameters)
    case .powerCycle: boot(parameters)
    }
    return ModelReply(.acknowledged)
  }

  /// A request to the interface, by the tables of Appendix A (DFU 1.1, A.2).
  mutating func requested(_ asked: Request, _ parameters: ReferenceParameters) -> ModelReply {
    switch phase {
    case .appIDLE: inAppIDLE(asked, parameters)
    case .appDETACH: inAppDETACH(asked)
    case .dfuIDLE: inDfuIDLE(asked, parameters)
    case .dnloadSync(let work): inDnloadSync(asked, work)
    case .dnBusy, .manifest: refused()
    case .dnloadIDLE: inDnloadIDLE(asked, parameters)
    case .manifestSync(let result): inManifestSync(asked, result, parameters)
    case .manifestWaitReset: ModelReply(.noAnswer)
    case .uploadIDLE(let offset): inUploadIDLE(asked, offset, parameters)
    case .error(let status): inError(asked, status)
    }
  }
}

// MARK: Replies

extension ReferenceMachine {
  /// A status stage, and the phase that follows.
  mutating func acknowledged(_ next: Phase) -> ModelReply {
    phase = next
    return ModelReply(.acknowledged)
  }

  /// A request without a transition: STALL, and an error outside run-time mode (DFU 1.1, A.1).
  mutating func refused(_ status: Status = .errSTALLEDPKT) -> ModelReply {
    switch mode {
    case .runTime: (phase, departure) = (.appIDLE, nil)
    case .dfuMode where state == .dfuERROR: break
    case .dfuMode: phase = .error(status)
    }
    return ModelReply(.stalled)
  }

  /// GETSTATUS: bState is the state that the device enters with this answer (DFU 1.1, 6.1.2).
  mutating func reported(
    _ asked: Request, _ next: Phase, status: Status = .ok, poll: VirtualTime = .zero
  ) -> ModelReply {
    phase = next
    let milliseconds = (poll.nanoseconds + 999_999) / 1_000_000
    let report = StatusReport(
      rawStatus: status.rawValue,
      pollTimeoutMilliseconds: UInt32(clamping: min(milliseconds, 0xFF_FFFF)),
      rawState: state.rawValue)
    return answered(asked, report.bytes)
  }

  /// GETSTATE: the state as it is (DFU 1.1, 6.1.5).
  func told(_ asked: Request) -> ModelReply { answered(asked, [state.rawValue]) }

  /// A data stage, of no more than the host asked for.
  func answered(_ asked: Request, _ bytes: [UInt8]) -> ModelReply {
    ModelReply(.upToLength(of: asked.setup, bytes))
  }
}
