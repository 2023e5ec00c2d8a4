package import DFU
package import USB

/// The bootloader in an STM32's system memory, and the application that it starts (ST AN3156; ST
/// AN2662, 4, has the same protocol with drawings).
///
/// Its dialect is DfuSe 1.1a: commands travel in block 0, data from block 2 on. It has one memory,
/// the internal flash, without option bytes.
package struct DfuSe: DeviceModel {
  /// The time since the device was made.
  package private(set) var elapsed = VirtualTime.zero
  private var machine: DfuSeMachine
  private var standard = StandardRequests()
  private let parameters: DfuSeParameters
  private let bootloader: DescriptorTables
  private let application: DescriptorTables

  /// Makes a device and powers it.
  package init(_ parameters: DfuSeParameters) {
    self.parameters = parameters
    bootloader = .dfuSeBootloader(parameters)
    application = .dfuSeApplication(parameters)
    machine = DfuSeMachine(parameters)
  }

  /// The state of the bootloader, or of the application.
  package var state: State { machine.state }
  /// Run-time mode while the application runs.
  package var mode: Mode { machine.mode }
  /// Absent from the moment when the device begins to leave until it comes back.
  package var condition: DeviceCondition { machine.departure == nil ? [] : .absent }
  /// The jump to the application, or the system reset, that the device has begun.
  package var pendingReboot: Reboot? {
    machine.departure.map { Reboot(into: $0.mode, after: $0.time - elapsed) }
  }

  /// Handles a request. The code is single-threaded: while the flash is busy, no request is
  /// answered, and the answer comes when the work is done.
  package mutating func handle(_ setup: SetupPacket, payload: [UInt8]) -> ModelReply {
    guard condition.isEmpty else { return ModelReply(.noAnswer) }
    let wait = (machine.busyUntil ?? elapsed) - elapsed
    advance(by: wait)
    var reply = answer(setup, payload)
    reply.delay = wait
    return reply
  }

  private mutating func answer(_ setup: SetupPacket, _ payload: [UInt8]) -> ModelReply {
    let tables = mode == .runTime ? application : bootloader
    switch (setup.requestType.kind, setup.requestType.recipient) {
    case (.standard, _): return ModelReply(standard.handle(setup, tables))
    case (.class, .interface) where setup.index == 0:
      return machine.take(
        DfuSeMachine.Request(setup: setup, payload: payload, now: elapsed), parameters)
    case (.class, _), (.vendor, _), (.reserved, _): return ModelReply(.stalled)
    }
  }

  /// Lets time pass: flash work ends, and the device comes back after it left.
  package mutating func advance(by time: VirtualTime) {
    elapsed += time
    let left = machine.departure != nil
    machine.settle(at: elapsed, parameters)
    if left, machine.departure == nil { standard.reset() }
  }

  /// Handles a bus reset. The bootloader stays in DFU mode and begins anew in dfuIDLE: only the
  /// boot pins, or leaving by command, start the application (ST AN2606, "Bootloader activation").
  package mutating func resetBus() {
    guard condition.isEmpty else { return }
    standard.reset()
    machine.resetBus()
  }

  /// Switches the power off and on. The boot pin chooses between bootloader and application.
  package mutating func powerCycle() {
    standard.reset()
    machine.boot(parameters)
  }

  /// The flash from its start to the last byte that was written; empty if it holds no application.
  package var image: [UInt8]? {
    machine.flash.isExecutable(at: DfuSeFlash.start) ? machine.flash.contents : []
  }

  /// Writes an image to the start of the flash, then powers the device. It is cut to the flash.
  package mutating func install(_ image: [UInt8]) {
    machine.flash.install(image)
    powerCycle()
  }
}

// MARK: Replay

extension DfuSe {
  /// Makes every byte of the flash unknown, until an upload shows it or an erase clears it.
  package mutating func forgetMemory() -> Bool {
    machine.flash.forget()
    return true
  }

  /// Takes unknown bytes at the address of the block. Blocks 0 and 1 are no memory.
  package mutating func learn(_ bytes: [UInt8], sentFor setup: SetupPacket) -> Int {
    guard let offset = machine.offset(ofBlock: setup.value, count: bytes.count, parameters)
    else { return 0 }
    return machine.flash.learn(bytes, at: offset)
  }

  /// Ends the work on the flash when the device shows that its own has ended.
  package mutating func follow(_ report: StatusReport?, answeredIn _: VirtualTime?) {
    guard report?.state == .dfuDNLOADIDLE || report?.state == .dfuERROR else { return }
    machine.endWork()
  }
}
