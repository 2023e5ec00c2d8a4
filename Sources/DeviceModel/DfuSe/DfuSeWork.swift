import DFU
import USB

// The requests, and what the bootloader does with a block: commands, programming, their times.

extension DfuSeMachine {
  /// Does the work of a block. Returns the bStatus that the second GETSTATUS tells.
  mutating func execute(_ block: Block, _ parameters: DfuSeParameters) -> Status {
    guard block.number == 0 else { return write(block, parameters) }
    switch DfuSeDialect.Command(block.bytes) {
    case .setAddress(let address): return setPointer(address)
    case .erase(let address): return erase(address)
    case .massErase: return erase(nil)
    case .readUnprotect:
      isProtected = false
      flash.eraseAll()
      return .ok
    case nil: return .errSTALLEDPKT
    }
  }

  /// Programs a block (ST AN2662, 4.5.1). The address pointer stays.
  private mutating func write(_ block: Block, _ parameters: DfuSeParameters) -> Status {
    let place = offset(ofBlock: block.number, count: block.bytes.count, parameters)
    guard let place else { return .errTARGET }
    guard !isProtected else { return .errVENDOR }
    flash.program(place, block.bytes)
    return .ok
  }

  /// Takes an address, if it is one of the flash; read protection does not matter (ST AN2662,
  /// 4.5.2).
  private mutating func setPointer(_ address: UInt32) -> Status {
    guard flash.offset(of: address) != nil else { return .errTARGET }
    pointer = address
    return .ok
  }

  /// Erases the sector of an address, or everything without an address (ST AN2662, 4.5.3).
  private mutating func erase(_ address: UInt32?) -> Status {
    let place = address.map { flash.offset(of: $0) } ?? 0
    guard let place else { return .errTARGET }
    guard !isProtected else { return .errVENDOR }
    if address == nil { flash.eraseAll() } else { flash.eraseSector(holding: place) }
    return .ok
  }

  /// The fault of the plan for the next block, if it has one. A block that does not verify is
  /// written wrongly, and the bootloader, which reads nothing back, does not notice.
  mutating func faulty(_ block: Block, _ parameters: DfuSeParameters) -> Status? {
    defer { blocks += 1 }
    guard let failing = parameters.faults.failingBlock, failing.number == blocks else { return nil }
    switch failing.fault {
    case .erase: return .errERASE
    case .write: return .errWRITE
    case .verify:
      let bytes = block.number == 0 ? block.bytes : block.bytes.map { $0 & 0x7F }
      return execute(Block(number: block.number, bytes: bytes), parameters)
    }
  }

  /// The time that the work takes, and the time that is told for it. A set of the address pointer
  /// takes none; for it the time of an erase is told, as for every command.
  func times(
    of block: Block, _ command: DfuSeDialect.CommandCode?, _ result: Status,
    _ parameters: DfuSeParameters
  ) -> (taken: VirtualTime, told: VirtualTime) {
    let told: VirtualTime
    switch command {
    case _ where block.number > 0: told = parameters.writeTime
    case .erase where block.bytes.count == 1: told = parameters.erasing(parameters.massEraseTime)
    case .readUnprotect: told = parameters.erasing(parameters.massEraseTime)
    case .erase, .setAddress, nil: told = parameters.erasing(parameters.eraseTime)
    }
    let isWork = result == .ok && (block.number > 0 || command != .setAddress)
    return (isWork ? told : .zero, told)
  }
}

// MARK: Replies

extension DfuSeMachine {
  mutating func acknowledged(_ next: Phase) -> ModelReply {
    phase = next
    return ModelReply(.acknowledged)
  }

  /// Refuses a request: STALL, then dfuERROR (DFU 1.1, A.1). A status that was shown stays.
  mutating func refused(_ status: Status = .errSTALLEDPKT) -> ModelReply {
    if state != .dfuERROR { phase = .error(status) }
    return ModelReply(.stalled)
  }

  /// Answers GETSTATUS; bState is the state after it (DFU 1.1, 6.1.2).
  mutating func reported(
    _ asked: Request, _ next: Phase, status: Status = .ok, poll: VirtualTime = .zero
  ) -> ModelReply {
    phase = next
    let report = StatusReport(
      rawStatus: status.rawValue,
      pollTimeoutMilliseconds: UInt32(clamping: min(poll.milliseconds, 0xFF_FFFF)),
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
      let commands: [UInt8] = [0x00] + DfuSeDialect.CommandCode.allCases.map(\.rawValue)
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

  /// The place of a block in the flash; nil for a block that holds no data, and outside the flash.
  func offset(
    ofBlock number: UInt16, count: Int, _ parameters: DfuSeParameters
  ) -> Int? {
    DfuSeDialect.address(
      ofBlock: number, transferSize: Int(parameters.transferSize), pointer: pointer
    ).flatMap { flash.offset(of: $0, count: count) }
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
    let command = block.number == 0 ? DfuSeDialect.CommandCode(rawValue: block.bytes[0]) : nil
    let result = faulty(block, parameters) ?? execute(block, parameters)
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
