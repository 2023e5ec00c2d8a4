import DFU
import USB

// What the bootloader does with a block: commands, programming, and the times of them.

extension DfuSeMachine {
  /// The first byte of block 0 (ST AN2662, 4.5).
  enum Command: UInt8, CaseIterable {
    case setAddressPointer = 0x21
    case erase = 0x41
    case readUnprotect = 0x92
  }

  /// Does the work of a block. Returns the bStatus that the second GETSTATUS tells.
  mutating func execute(
    _ block: Block, _ command: Command?, _ parameters: DfuSeParameters
  ) -> Status {
    guard block.number == 0 else { return write(block, parameters) }
    switch command {
    case .setAddressPointer where block.bytes.count == 5: return setPointer(block.bytes)
    case .erase where block.bytes.count == 5 || block.bytes.count == 1: return erase(block.bytes)
    case .readUnprotect where block.bytes.count == 1:
      isProtected = false
      flash.eraseAll()
      return .ok
    case .setAddressPointer, .erase, .readUnprotect, nil: return .errSTALLEDPKT
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
  private mutating func setPointer(_ bytes: [UInt8]) -> Status {
    let address = Self.address(bytes)
    guard flash.offset(of: address) != nil else { return .errTARGET }
    pointer = address
    return .ok
  }

  /// Erases the sector of an address, or everything without an address (ST AN2662, 4.5.3).
  private mutating func erase(_ bytes: [UInt8]) -> Status {
    let place = bytes.count == 5 ? flash.offset(of: Self.address(bytes)) : 0
    guard let place else { return .errTARGET }
    guard !isProtected else { return .errVENDOR }
    if bytes.count == 5 { flash.eraseSector(holding: place) } else { flash.eraseAll() }
    return .ok
  }

  /// The address behind the byte of the command, lowest byte first.
  private static func address(_ bytes: [UInt8]) -> UInt32 {
    bytes.dropFirst().reversed().reduce(0) { $0 << 8 | UInt32($1) }
  }

  /// The fault of the plan for the next block, if it has one. A block that does not verify is
  /// written wrongly, and the bootloader, which reads nothing back, does not notice.
  mutating func faulty(
    _ block: Block, _ command: Command?, _ parameters: DfuSeParameters
  ) -> Status? {
    defer { blocks += 1 }
    guard let failing = parameters.faults.failingBlock, failing.number == blocks else { return nil }
    switch failing.fault {
    case .erase: return .errERASE
    case .write: return .errWRITE
    case .verify:
      let bytes = block.number == 0 ? block.bytes : block.bytes.map { $0 & 0x7F }
      return execute(Block(number: block.number, bytes: bytes), command, parameters)
    }
  }

  /// The time that the work takes, and the time that is told for it. A set of the address pointer
  /// takes none; for it the time of an erase is told, as for every command.
  func times(
    of block: Block, _ command: Command?, _ result: Status, _ parameters: DfuSeParameters
  ) -> (taken: VirtualTime, told: VirtualTime) {
    let told: VirtualTime
    switch command {
    case _ where block.number > 0: told = parameters.writeTime
    case .erase where block.bytes.count == 1: told = parameters.erasing(parameters.massEraseTime)
    case .readUnprotect: told = parameters.erasing(parameters.massEraseTime)
    case .erase, .setAddressPointer, nil: told = parameters.erasing(parameters.eraseTime)
    }
    let isWork = result == .ok && (block.number > 0 || command != .setAddressPointer)
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
