package import DFU
package import USB

/// A USB Audio device with the DFU of lib_xua: endpoint 0, the handler behind it, and the reset
/// logic.
///
/// Sources: lib_xua 4.2.0, 5.3.0 and 1724fcd2, lib_xua/src/core/endpoint0/xua_endpoint0.c; lib_xua
/// 4.2.0 and 5.3.0, lib_xua/src/dfu/dfu.xc.
package struct LibXUA: DeviceModel {
  /// The state variable of lib_xua. It is independent of the mode.
  package private(set) var state = State.appIDLE
  /// The present descriptor set. A reboot or a bus reset changes it.
  package private(set) var mode = Mode.runTime
  /// The fault conditions: endpoint 0 can be dead, the device can be stuck or rebooting.
  package private(set) var condition: DeviceCondition = []
  /// The time since the device was made, over all its boots.
  package private(set) var elapsed = VirtualTime.zero

  private let generation: XMOSGeneration
  private let parameters: LibXUAParameters
  private let corruptsImage: Bool
  private var handler: any RequestHandler
  private var standard = StandardRequests()
  private var descriptors: LibXUADescriptors
  /// The boot flag, which requests DFU mode: 32 bits of RAM that survive a reboot but not a power
  /// cycle.
  private var bootsIntoDFU = false
  private var bootTime = VirtualTime.zero
  /// The longest time for the next answer; nil means as long as the handler needs.
  private var answerTime: VirtualTime?
  private var reboot: (time: VirtualTime, mode: Mode)?
  /// Whether the device reboots after the next bus reset. It cannot reboot now, because endpoint 0
  /// waits in a status stage, and only a bus reset ends this wait.
  private var rebootsAfterReset = false

  /// Makes a device and powers it.
  package init(
    _ generation: XMOSGeneration, _ parameters: LibXUAParameters, flash: Flash,
    corruptsImage: Bool = false
  ) {
    self.generation = generation
    self.parameters = parameters
    self.corruptsImage = corruptsImage
    handler = Self.handler(generation, parameters, flash: flash)
    descriptors = LibXUADescriptors(generation, parameters, isUpgrade: false)
    boot()
  }

  /// The present content of the flash.
  package var flash: Flash { handler.memory.flash }

  /// The reboot that a request or a bus reset has begun.
  package var pendingReboot: Reboot? {
    reboot.map { Reboot(into: $0.mode, after: $0.time - elapsed) }
  }

  /// Handles a request. DFU requests go to the handler; others are standard requests.
  package mutating func handle(_ setup: SetupPacket, payload: [UInt8]) -> ModelReply {
    guard condition.isEmpty else { return ModelReply(.noAnswer) }
    if isForDFU(setup) { return handleDFU(setup, payload: payload) }
    let tables = mode == .runTime ? descriptors.runTime : descriptors.dfuMode
    if setup.requestType.rawValue == 0xC0, MicrosoftDescriptors.isRead(by: setup),
      !tables.msOS20.isEmpty
    {
      return ModelReply(.upToLength(of: setup, tables.msOS20))
    }
    let wasConfigured = standard.configuration != 0
    let answer = standard.handle(setup, tables)
    if generation.configurationClearsBootFlag, !wasConfigured, standard.configuration == 1 {
      bootsIntoDFU = false
    }
    return ModelReply(answer)
  }

  /// Lets time pass. A reboot happens when it is due.
  package mutating func advance(by time: VirtualTime) {
    let end = elapsed + time
    if let due = reboot, due.time <= end {
      elapsed = due.time
      boot()
    }
    elapsed = max(elapsed, end)
  }

  /// Switches the power off and on. The boot flag is lost, so the device comes back in run-time
  /// mode.
  package mutating func powerCycle() {
    bootsIntoDFU = false
    boot()
  }

  /// The upgrade image that boots; empty if the device runs the factory image.
  package var image: [UInt8]? {
    guard flash.bootsUpgrade else { return [] }
    return flash.nextImage(after: nil).flatMap { flash.upgrades[$0] } ?? []
  }

  /// Writes an upgrade image into the flash, padded to whole pages.
  package mutating func install(_ image: [UInt8]) {
    var flash = flash
    flash.install(image)
    handler.memory.flash = flash
    powerCycle()
  }

  /// The first valid upgrade image; empty if there is none.
  package var uploadContent: [UInt8] {
    get { image ?? [] }
    set { handler.memory.assume(newValue) }
  }

  /// Takes the end of an erase, and the time of the next answer: both depend on the flash.
  package mutating func follow(_ report: StatusReport?, answeredIn time: VirtualTime?) {
    if report?.state == .dfuDNLOADIDLE { handler.memory.flash.shortenErase() }
    answerTime = time
  }

  /// Whether bwPollTimeout is always 0, as in lib_xua's own handler.
  package var hasFixedPollTimes: Bool { generation.handler == .libXUA }

  /// Makes the handler for a start of the chip.
  private static func handler(
    _ generation: XMOSGeneration, _ parameters: LibXUAParameters, flash: Flash
  ) -> any RequestHandler {
    switch generation.handler {
    case .libXUA: LibXUAHandler(generation, flash: flash)
    case .libDFU:
      LibDFUHandler(
        flash: flash, isInBand: parameters.isOnOneTile, eraseTime: parameters.eraseCycle)
    }
  }

  /// Starts the chip. The contents of its RAM are lost, except the boot flag.
  private mutating func boot() {
    var flash = handler.memory.flash
    flash.reboot()
    if corruptsImage { flash.corruptUpgrades() }
    handler = Self.handler(generation, parameters, flash: flash)
    descriptors = LibXUADescriptors(generation, parameters, isUpgrade: flash.bootsUpgrade)
    standard.reset()
    condition = []
    reboot = nil
    rebootsAfterReset = false
    bootTime = elapsed
    mode = bootsIntoDFU ? .dfuMode : .runTime
    state = bootsIntoDFU ? handler.enterDFUMode() : .appIDLE
    elapsed += parameters.bootWait
  }

  /// The time from a request that reboots the device to the reboot: DELAY_BEFORE_REBOOT_TO_DFU_MS
  /// (lib_xua 4.2.0, lib_xua/src/core/endpoint0/xua_endpoint0.c).
  private static let rebootTime = VirtualTime.milliseconds(500)

  private mutating func scheduleReboot(after time: VirtualTime) -> Reboot {
    let planned = Reboot(into: bootsIntoDFU ? .dfuMode : .runTime, after: time)
    reboot = (elapsed + time, planned.mode)
    condition.insert(.absent)
    return planned
  }

  /// The chip's 32-bit counter at 100 MHz.
  private var ticks: UInt32 {
    let counted = (elapsed.nanoseconds - bootTime.nanoseconds) / 10
    return parameters.ticksAtBoot &+ UInt32(truncatingIfNeeded: counted)
  }
}

// MARK: Endpoint 0

extension LibXUA {
  /// Whether a request goes to the DFU handler. Only the low byte of wIndex counts, and wLength is
  /// ignored.
  private func isForDFU(_ setup: SetupPacket) -> Bool {
    guard parameters.isDFUEnabled else { return false }
    let number = mode == .runTime ? parameters.dfuInterface : 0
    guard UInt8(truncatingIfNeeded: setup.index) == number else { return false }
    return switch setup.requestType.rawValue {
    case 0x21, 0xA1: true
    case 0x41: generation.takesVendorRevert && setup.request == XMOSRequest.revertFactory.rawValue
    default: false
    }
  }

  /// `DFUDeviceRequests` of lib_xua: reads one packet, calls the handler, writes the boot flag, and
  /// ends the transfer.
  private mutating func handleDFU(_ setup: SetupPacket, payload: [UInt8]) -> ModelReply {
    var result = handler.handle(setup, block: packet(setup, payload), in: state, ticks: ticks)
    if let limit = answerTime { result.spent = min(result.spent, limit) }
    answerTime = nil
    elapsed += result.spent
    guard result.verdict != .never else {
      condition.insert(.stuck)
      return ModelReply(.noAnswer, delay: result.spent)
    }
    if generation.everyRequestWritesBootFlag || Self.writesFlag(setup) {
      bootsIntoDFU = result.flag
    }
    state = result.state
    var reply = ModelReply(answer(to: setup, result), delay: result.spent)
    guard result.reboots else { return reply }
    if condition.contains(.endpoint0Dead) {
      rebootsAfterReset = true
    } else {
      reply.reboot = scheduleReboot(after: Self.rebootTime)
    }
    return reply
  }

  /// Whether a request writes the boot flag in sc_usb_audio 6 (xmos/sc_usb_audio 02b07ed9,
  /// module_dfu/src/dfu.xc).
  private static func writesFlag(_ setup: SetupPacket) -> Bool {
    setup.request == XMOSRequest.resetIntoDFU.rawValue
      || setup.request == XMOSRequest.resetFromDFU.rawValue
  }

  /// The data stage that the handler gets: one packet of up to 64 bytes. lib_xua takes it for 64
  /// bytes: after a shorter one, stack contents fill the rest.
  private func packet(_ setup: SetupPacket, _ payload: [UInt8]) -> [UInt8] {
    let size = FlashInterface.partSize
    let length = setup.requestType.direction == .hostToDevice ? Int(setup.length) : 0
    let sent = min(length, size)
    let given = payload.prefix(sent)
    let zeros = [UInt8](repeating: 0, count: sent - given.count)
    guard generation.dataStage == .onePacket else { return given + zeros }
    return given + zeros + [UInt8](repeating: parameters.staleByte, count: size - sent)
  }

  /// The end of the transfer. If the data stage does not end with this one packet (in lib_dfu: from
  /// the host), endpoint 0 waits in the status stage and accepts no SETUP.
  private mutating func answer(
    to setup: SetupPacket, _ result: HandlerResult
  ) -> ModelReply.Answer {
    let size = FlashInterface.partSize
    switch result.verdict {
    case .never: return .noAnswer
    case .refused: return .stalled
    case .neither:
      let isAudioToo = mode == .runTime && parameters.dfuInterface < 3
      return isAudioToo ? .stalled : .noAnswer
    case .done: break
    }
    let length = Int(setup.length)
    if setup.requestType.direction == .hostToDevice || length == 0 {
      guard length > size, setup.requestType.direction == .hostToDevice else {
        return .acknowledged
      }
    } else if result.data.count > length {
      return .overflow(result.data)
    } else if result.data.count == length || result.data.count < size
      || generation.dataStage == .asSent
    {
      return .data(result.data)
    }
    condition.insert(.endpoint0Dead)
    return .noAnswer
  }
}

// MARK: Reset logic

extension LibXUA {
  /// Handles a bus reset. The boot flag, or DETACH's timer, decides: the device is in DFU mode
  /// afterwards, or reboots out of it.
  package mutating func resetBus() {
    guard !condition.contains(.stuck), reboot == nil else { return }
    condition.remove(.endpoint0Dead)
    standard.reset()
    if rebootsAfterReset {
      rebootsAfterReset = false
      _ = scheduleReboot(after: Self.rebootTime)
      return
    }
    if reportResetState() {
      mode = .dfuMode
    } else if mode == .dfuMode {
      _ = scheduleReboot(after: generation.rebootTimeAfterReset)
    }
  }

  /// `DFUReportResetState` of lib_xua: whether the device is in DFU mode after the reset. A set
  /// boot flag decides alone; else the handler decides.
  private mutating func reportResetState() -> Bool {
    let isShared = parameters.isOnOneTile
    if bootsIntoDFU || handler.isInDFUMode(afterResetIn: state, ticks: ticks, isShared: isShared) {
      state = .dfuIDLE
      return true
    }
    state = .appIDLE
    if isShared { handler.memory.close() }
    return false
  }
}
