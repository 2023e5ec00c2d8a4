import DFU
import USB

/// The bootloader and the application as one value: the state and the flash.
struct DfuSeMachine: Hashable, Sendable {
  /// The state, with the data that belongs to it.
  enum Phase: Hashable, Sendable {
    case appIDLE
    case appDETACH
    case dfuIDLE
    /// A block has come. The next GETSTATUS begins the work.
    case dnloadSync(Block)
    case dnBusy(until: VirtualTime, Status)
    /// The work is done. The next GETSTATUS tells the result.
    case dnloadDone(Status)
    case dnloadIDLE
    case manifestSync
    case manifest
    case uploadIDLE
    case error(Status)
  }

  /// The data of a DNLOAD, and its wBlockNum.
  struct Block: Hashable, Sendable {
    var number: UInt16
    var bytes: [UInt8]
  }

  /// A departure from the bus.
  struct Departure: Hashable, Sendable {
    var time: VirtualTime
    var mode: Mode
  }

  /// A class request to interface 0.
  struct Request: Sendable {
    var setup: SetupPacket
    var payload: [UInt8]
    var now: VirtualTime
  }

  var phase = Phase.dfuIDLE
  var flash: DfuSeFlash
  var isProtected: Bool
  var departure: Departure?
  /// The address pointer (ST AN2662, 4.5.2).
  var pointer = DfuSeFlash.start
  /// The number of DNLOADs with data since the device was made, for the fault plan.
  var blocks = 0

  /// Makes a device and powers it.
  init(_ parameters: DfuSeParameters) {
    flash = DfuSeFlash(layout: parameters.layout, contents: parameters.firmware)
    isProtected = parameters.isReadProtected
    boot(parameters)
  }

  /// The state, one of the eleven of DFU 1.1.
  var state: State {
    switch phase {
    case .appIDLE: .appIDLE
    case .appDETACH: .appDETACH
    case .dfuIDLE: .dfuIDLE
    case .dnloadSync, .dnloadDone: .dfuDNLOADSYNC
    case .dnBusy: .dfuDNBUSY
    case .dnloadIDLE: .dfuDNLOADIDLE
    case .manifestSync: .dfuMANIFESTSYNC
    case .manifest: .dfuMANIFEST
    case .uploadIDLE: .dfuUPLOADIDLE
    case .error: .dfuERROR
    }
  }

  var mode: Mode {
    switch phase {
    case .appIDLE, .appDETACH: .runTime
    case .dfuIDLE, .dnloadSync, .dnBusy, .dnloadDone, .dnloadIDLE, .manifestSync, .manifest,
      .uploadIDLE, .error:
      .dfuMode
    }
  }

  /// When the work on the flash ends; nil when there is none.
  var busyUntil: VirtualTime? {
    if case .dnBusy(let until, _) = phase { until } else { nil }
  }
}

// MARK: Events

extension DfuSeMachine {
  /// Ends the flash work and the departure that are due by `now`.
  mutating func settle(at now: VirtualTime, _ parameters: DfuSeParameters) {
    if let departure {
      guard departure.time <= now else { return }
      enter(departure.mode, parameters)
    } else if case .dnBusy(let until, let result) = phase, until <= now {
      phase = .dnloadDone(result)
    }
  }

  /// Ends the flash work, whatever its time.
  mutating func endWork() {
    if case .dnBusy(_, let result) = phase { phase = .dnloadDone(result) }
  }

  /// Handles a bus reset: the mode stays.
  mutating func resetBus() {
    pointer = DfuSeFlash.start
    phase = mode == .runTime ? .appIDLE : .dfuIDLE
  }

  /// Restarts the chip. The boot pin chooses; an empty flash leaves the bootloader as the only way.
  mutating func boot(_ parameters: DfuSeParameters) {
    enter(modeAfterReset(parameters), parameters)
  }

  func modeAfterReset(_ parameters: DfuSeParameters) -> Mode {
    parameters.startsBootloader || !canStart(at: DfuSeFlash.start, parameters) ? .dfuMode : .runTime
  }

  func canStart(at address: UInt32, _ parameters: DfuSeParameters) -> Bool {
    !parameters.faults.corruptsImage && flash.isExecutable(at: address)
  }

  private mutating func enter(_ mode: Mode, _ parameters: DfuSeParameters) {
    departure = nil
    pointer = DfuSeFlash.start
    switch mode {
    case .runTime: phase = .appIDLE
    case .dfuMode:
      let status = parameters.firstStatus
      phase = status == .ok ? .dfuIDLE : .error(status)
    }
  }
}
