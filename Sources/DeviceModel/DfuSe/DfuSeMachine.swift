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
  private(set) var departure: Departure?
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

  /// Handles a bus reset: the mode stays.
  mutating func resetBus() {
    pointer = DfuSeFlash.start
    phase = mode == .runTime ? .appIDLE : .dfuIDLE
  }

  /// Restarts the chip. The boot pin chooses; an empty flash leaves the bootloader as the only way.
  mutating func boot(_ parameters: DfuSeParameters) {
    enter(modeAfterReset(parameters), parameters)
  }

  private func modeAfterReset(_ parameters: DfuSeParameters) -> Mode {
    parameters.startsBootloader || !canStart(at: DfuSeFlash.start, parameters) ? .dfuMode : .runTime
  }

  private func canStart(at address: UInt32, _ parameters: DfuSeParameters) -> Bool {
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

// MARK: Requests

extension DfuSeMachine {
  /// Handles a class request to interface 0.
  mutating func take(_ asked: Request, _ parameters: DfuSeParameters) -> ModelReply {
    let request = ClassRequest(asked.setup)
    switch phase {
    case .appIDLE, .appDETACH: return inApplication(request, asked, parameters)
    case .dfuIDLE, .uploadIDLE, .dnloadIDLE, .dnloadSync, .dnBusy, .dnloadDone, .manifestSync,
      .manifest, .error:
      return inBootloader(request, asked, parameters)
    }
  }

  /// Answers as a run-time device of DFU 1.1 (A.2.1, A.2.2). Without a DFU interface every request
  /// stalls.
  private mutating func inApplication(
    _ request: ClassRequest?, _ asked: Request, _ parameters: DfuSeParameters
  ) -> ModelReply {
    guard parameters.applicationHasDFU else { return ModelReply(.stalled) }
    switch request {
    case .getStatus: return reported(asked, phase)
    case .getState: return told(asked)
    case .detach:
      phase = .appDETACH
      let time = parameters.leaveTime
      departure = Departure(time: asked.now + time, mode: .dfuMode)
      return ModelReply(.acknowledged, reboot: Reboot(into: .dfuMode, after: time))
    case .dnload, .upload, .clrStatus, .abort, nil: return ModelReply(.stalled)
    }
  }

  /// Answers by the tables of Appendix A, with what DfuSe does otherwise (ST AN2662, 4.3 to 4.5).
  private mutating func inBootloader(
    _ request: ClassRequest?, _ asked: Request, _ parameters: DfuSeParameters
  ) -> ModelReply {
    switch request {
    case .getStatus: return status(asked, parameters)
    case .getState: return told(asked)
    case .clrStatus where state == .dfuERROR: return acknowledged(.dfuIDLE)
    case .abort where [.dfuIDLE, .dfuDNLOADIDLE, .dfuUPLOADIDLE].contains(state):
      return acknowledged(.dfuIDLE)
    case .dnload where state == .dfuIDLE || state == .dfuDNLOADIDLE:
      return download(asked, parameters)
    case .upload where state == .dfuIDLE || state == .dfuUPLOADIDLE:
      return upload(asked, parameters)
    case .detach, .clrStatus, .abort, .dnload, .upload, nil: return refused()
    }
  }

  /// Takes a block, or the wish to leave: a DNLOAD without data (ST AN2662, 4.5 and 4.5.5). Block 1
  /// has no meaning.
  private mutating func download(_ asked: Request, _ parameters: DfuSeParameters) -> ModelReply {
    let length = Int(asked.setup.length)
    guard parameters.attributes.contains(.canDnload), asked.setup.value != 1,
      length <= parameters.transferSize
    else { return refused() }
    guard length > 0 else { return acknowledged(.manifestSync) }
    var bytes = Array(asked.payload.prefix(length))
    bytes += [UInt8](repeating: 0, count: length - bytes.count)
    return acknowledged(.dnloadSync(Block(number: asked.setup.value, bytes: bytes)))
  }

  /// Sends the list of commands for block 0, and memory from block 2 on (ST AN2662, 4.4). A short
  /// frame ends the upload (DFU 1.1, 6.2).
  private mutating func upload(_ asked: Request, _ parameters: DfuSeParameters) -> ModelReply {
    let (number, length) = (asked.setup.value, Int(asked.setup.length))
    guard parameters.attributes.contains(.canUpload), number != 1,
      length <= parameters.transferSize
    else { return refused() }
    if number == 0 {
      let commands: [UInt8] = [0x00] + Command.allCases.map(\.rawValue)
      phase = length > commands.count ? .dfuIDLE : .uploadIDLE
      return answered(asked, commands)
    }
    guard let offset = offset(ofBlock: number, count: length, parameters) else {
      return refused(.errTARGET)
    }
    guard !isProtected else { return refused(.errVENDOR) }
    phase = .uploadIDLE
    return answered(asked, flash.read(offset, length))
  }

  /// The place of a block: (wBlockNum - 2) * wTransferSize + address pointer (ST AN3156, 4.1).
  func offset(
    ofBlock number: UInt16, count: Int, _ parameters: DfuSeParameters
  ) -> Int? {
    let distance = (UInt32(number) - 2) * UInt32(parameters.transferSize)
    return flash.offset(of: pointer &+ distance, count: count)
  }
}

// MARK: Status and work

extension DfuSeMachine {
  /// Handles GETSTATUS, which also begins the work of a block and the leaving (ST AN2662, 4.5).
  private mutating func status(_ asked: Request, _ parameters: DfuSeParameters) -> ModelReply {
    switch phase {
    case .dnloadSync(let block): return work(on: block, asked, parameters)
    case .dnloadDone(.ok): return reported(asked, .dnloadIDLE)
    case .dnloadDone(let error): return reported(asked, .error(error), status: error)
    case .manifestSync:
      let isExecutable = canStart(at: pointer, parameters)
      let mode = isExecutable ? Mode.runTime : modeAfterReset(parameters)
      let reply = reported(asked, .manifest)
      return leaving(reply, into: mode, at: asked.now, after: parameters.leaveTime)
    case .error(let status): return reported(asked, phase, status: status)
    case .appIDLE, .appDETACH, .dfuIDLE, .dnBusy, .dnloadIDLE, .manifest, .uploadIDLE:
      return reported(asked, phase)
    }
  }

  /// Begins the work of a block: the answer is dfuDNBUSY (ST AN2662, 4.5). Removing the protection
  /// ends in a system reset (4.5.4).
  private mutating func work(
    on block: Block, _ asked: Request, _ parameters: DfuSeParameters
  ) -> ModelReply {
    let command = block.number == 0 ? Command(rawValue: block.bytes[0]) : nil
    let result = faulty(block, command, parameters) ?? execute(block, command, parameters)
    let (time, told) = times(of: block, command, result, parameters)
    let reply = reported(
      asked, .dnBusy(until: asked.now + time, result), poll: parameters.announcedTime ?? told)
    guard command == .readUnprotect, result == .ok else { return reply }
    return leaving(reply, into: modeAfterReset(parameters), at: asked.now, after: time)
  }

  private mutating func leaving(
    _ reply: ModelReply, into mode: Mode, at now: VirtualTime, after time: VirtualTime
  ) -> ModelReply {
    departure = Departure(time: now + time, mode: mode)
    return ModelReply(reply.answer, reboot: Reboot(into: mode, after: time))
  }
}
