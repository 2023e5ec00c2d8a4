import DFU
import USB

/// A device of DFU 1.1 as one value: its state and its memory.
struct ReferenceMachine: Hashable, Sendable {
  /// The state, with the data that belongs to it (DFU 1.1, 6.1.2 and A.2).
  enum Phase: Hashable, Sendable {
    case appIDLE
    /// `until` is the end of the detach timer. It is nil with bitWillDetach, because the device
    /// then leaves by itself.
    case appDETACH(until: VirtualTime?)
    case dfuIDLE
    case dnloadSync(Programming)
    case dnBusy(Programming)
    case dnloadIDLE
    /// Nil before the manifestation, then the result of it.
    case manifestSync(Status?)
    case manifest(until: VirtualTime)
    case manifestWaitReset
    case uploadIDLE(offset: Int)
    case error(Status)
  }

  /// A block that is being programmed.
  struct Programming: Hashable, Sendable {
    var until: VirtualTime
    var result: Status
  }

  /// A departure from the bus that the device has begun.
  struct Departure: Hashable, Sendable {
    var time: VirtualTime
    var mode: Mode
  }

  var phase = Phase.appIDLE
  /// The firmware that a host can upload.
  var firmware: [UInt8]
  var isFirmwareValid = true
  /// The data of the download in progress.
  var download: [UInt8] = []
  /// Whether a downloaded block is wrong in memory. Only the manifestation detects it.
  var isSpoiled = false
  /// The number of blocks accepted since the device was made, for the fault plan.
  var blocks = 0
  var departure: Departure?

  init(_ parameters: ReferenceParameters) { firmware = parameters.firmware }

  /// The state, one of the eleven of DFU 1.1.
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
  /// The block in work, or the block that the host has not yet asked for.
  private var programming: Programming? {
    if case .dnloadSync(let work) = phase { return work }
    if case .dnBusy(let work) = phase { return work }
    return nil
  }

  /// Goes on with the programming of the last block for `time`. A time of 0 has passed at the next
  /// request, even at the same moment. Too early a request stays too early.
  mutating func goOn(for time: VirtualTime, at now: VirtualTime) {
    let tick = VirtualTime(nanoseconds: 1)
    guard var work = programming, work.result == .ok else { return }
    guard state == .dfuDNLOADSYNC || work.until <= now + tick else { return }
    work.until = now + max(time, tick)
    phase = .dnloadSync(work)
  }

  /// Ends the programming of the last block, or the manifestation, before its time.
  mutating func endWork(at now: VirtualTime) {
    if var work = programming {
      work.until = now
      phase = .dnloadSync(work)
    } else if case .manifest = phase {
      phase = .manifest(until: now)
    }
  }

  /// An event of the device.
  enum Event: Sendable {
    case request(Request)
    case busReset
    case powerCycle
  }

  /// A class request to the DFU interface.
  struct Request: Sendable {
    /// Nil if bRequest and bmRequestType are not those of one of the seven requests.
    var request: ClassRequest?
    var setup: SetupPacket
    var payload: [UInt8]
    var now: VirtualTime
  }

  /// Handles an event: changes the machine and returns the device's answer.
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

  /// Handles a request to the interface by the tables of Appendix A (DFU 1.1, A.2).
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
  /// Answers with the status stage and enters the next phase.
  mutating func acknowledged(_ next: Phase) -> ModelReply {
    phase = next
    return ModelReply(.acknowledged)
  }

  /// Refuses a request that has no transition: STALL, and dfuERROR outside run-time mode (DFU 1.1,
  /// A.1).
  mutating func refused(_ status: Status = .errSTALLEDPKT) -> ModelReply {
    switch mode {
    case .runTime: (phase, departure) = (.appIDLE, nil)
    case .dfuMode where state == .dfuERROR: break
    case .dfuMode: phase = .error(status)
    }
    return ModelReply(.stalled)
  }

  /// Answers GETSTATUS. bState is the state that the device enters with this answer (DFU 1.1,
  /// 6.1.2).
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

  /// Answers GETSTATE with the present state (DFU 1.1, 6.1.5).
  func told(_ asked: Request) -> ModelReply { answered(asked, [state.rawValue]) }

  /// Answers with a data stage, cut to the length that the host requested.
  func answered(_ asked: Request, _ bytes: [UInt8]) -> ModelReply {
    ModelReply(.upToLength(of: asked.setup, bytes))
  }
}
