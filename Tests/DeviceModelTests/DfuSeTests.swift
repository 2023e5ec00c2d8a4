import DFU
import DeviceModel
import Testing
import USB

/// ST's bootloader, held against ST AN2662, 4.3 to 4.5, and AN3156. Its flash starts at 08000000h.
@Suite struct DfuSeTests {
  private func bench(_ given: [String: ParameterValue] = [:]) throws -> Bench {
    try Bench("dfuse", given, interface: 0)
  }

  /// Sends a block and the two GETSTATUS after it; bState of the first, bStatus and bState of the
  /// second.
  private func work(_ number: UInt16, _ data: [UInt8], _ bench: inout Bench) -> [UInt8] {
    bench.send(.dnload, value: number, length: UInt16(data.count), data: data)
    let busy = bench.status().bytes ?? []
    bench.device.advance(by: .milliseconds(500))
    let done = bench.status().bytes ?? []
    return [busy.dropFirst(4).first ?? 99, done.first ?? 99, done.dropFirst(4).first ?? 99]
  }

  private func command(_ code: UInt8, _ address: UInt32) -> [UInt8] {
    [code] + (0..<4).map { UInt8(truncatingIfNeeded: address >> (8 * $0)) }
  }

  private func upload(_ number: UInt16, _ length: UInt16, _ bench: inout Bench) -> [UInt8]? {
    bench.send(.upload, value: number, length: length).bytes
  }

  private let isDone: [UInt8] = [4, 0, 5]

  @Test func `the descriptors are those of the bootloader, with its memory as a string`() throws {
    var device = try bench().device
    func get(_ type: UInt8, _ index: UInt8) -> [UInt8] {
      let setup = SetupPacket(
        requestType: RequestType(rawValue: 0x80), request: 6,
        value: UInt16(type) << 8 | UInt16(index), length: 255)
      guard case .data(let bytes) = device.handle(setup, payload: []).answer else { return [] }
      return bytes
    }
    #expect(Array(get(1, 0)[8..<14]) == [0x83, 0x04, 0x11, 0xDF, 0x00, 0x22])
    let functional = FunctionalDescriptor(Array(get(2, 0).suffix(9)))
    #expect(functional?.bytes == [9, 0x21, 0x0B, 0xFF, 0, 0, 8, 0x1A, 1])
    let text = get(3, 4).dropFirst(2).enumerated().filter { $0.offset.isMultiple(of: 2) }
    let memory = String(decoding: text.map(\.element), as: UTF8.self)
    #expect(memory == "@Internal Flash  /0x08000000/64*002Kg")
    #expect(get(6, 0) == [])
  }

  @Test func `UPLOAD of block 0 lists the commands`() throws {
    var bench = try bench()
    #expect(upload(0, 64, &bench) == [0x00, 0x21, 0x41, 0x92])
    #expect(bench.device.state == .dfuIDLE)
    #expect(upload(0, 4, &bench)?.count == 4)
    #expect(bench.device.state == .dfuUPLOADIDLE)
  }

  @Test func `a sector is erased and written only when GETSTATUS asks, and read back`() throws {
    var bench = try bench()
    let old = Flash.image(0, 4096)
    #expect(upload(2, 16, &bench) == Array(old.prefix(16)))
    bench.send(.abort)
    bench.send(.dnload, length: 5, data: command(0x41, 0x0800_0800))
    #expect(bench.device.image == old)
    #expect(bench.status().bytes == [0, 40, 0, 0, 4, 0])
    bench.device.advance(by: .milliseconds(40))
    #expect(bench.status().bytes == [0, 0, 0, 0, 5, 0])
    #expect(bench.device.image == Array(old.prefix(2048)))
    #expect(work(0, command(0x21, 0x0800_0800), &bench) == isDone)
    // Block 3 stands one transfer size behind the pointer.
    #expect(work(3, [1, 2, 3], &bench) == isDone)
    #expect(bench.send(.abort).answer == .acknowledged)
    #expect(upload(2, 2048, &bench) == [UInt8](repeating: 0xFF, count: 2048))
    #expect(upload(3, 4, &bench) == [1, 2, 3, 0xFF])
  }

  @Test func `no request is answered before the flash is ready`() throws {
    var bench = try bench(["erase_ms": .number(300), "poll_ms": .number(10)])
    bench.send(.dnload, length: 5, data: command(0x41, 0x0800_0000))
    #expect(bench.status().bytes == [0, 10, 0, 0, 4, 0])
    bench.device.advance(by: .milliseconds(10))
    #expect(bench.device.state == .dfuDNBUSY)
    let reply = bench.status()
    #expect(reply.delay == .milliseconds(290))
    #expect(reply.bytes == [0, 0, 0, 0, 5, 0])
  }

  @Test func `a mass erase takes a command without an address`() throws {
    var bench = try bench(["sectors": .numbers([2, 16, 1, 64]), "firmware_size": .number(50_000)])
    #expect(work(0, [0x41], &bench) == isDone)
    #expect(bench.device.image == [])
    bench.send(.abort)
    #expect(upload(2, 8, &bench) == [UInt8](repeating: 0xFF, count: 8))
  }

  @Test func `an address outside the flash gives errTARGET, an unknown command errSTALLEDPKT`()
    throws
  {
    for (data, code) in [
      (command(0x21, 0x0700_0000), 1), (command(0x21, 0x0802_0000), 1),
      (command(0x41, 0x0802_0000), 1), ([0x21], 15), ([0x55], 15), ([0x92, 1], 15),
    ] as [([UInt8], UInt8)] {
      var bench = try bench()
      #expect(work(0, data, &bench) == [4, code, 10])
      #expect(bench.download(2).answer == .stalled)
      #expect(bench.send(.clrStatus).answer == .acknowledged)
      #expect(work(0, command(0x21, 0x0801_FFFF), &bench) == isDone)
      #expect(work(2, [0, 0], &bench) == [4, 1, 10])
    }
    var bench = try bench()
    #expect(bench.send(.upload, value: 66, length: 2).answer == .stalled)
    #expect(bench.status().bytes?[0] == 1)
    bench.send(.clrStatus)
    #expect(bench.send(.dnload, value: 1, length: 2, data: [1, 2]).answer == .stalled)
  }

  @Test func `a protected flash gives errVENDOR, and takes the address pointer`() throws {
    var bench = try bench(["protected": .number(1)])
    #expect(work(0, command(0x21, 0x0800_0000), &bench) == isDone)
    #expect(work(2, [1], &bench) == [4, 11, 10])
    bench.send(.clrStatus)
    #expect(work(0, [0x41], &bench) == [4, 11, 10])
    bench.send(.clrStatus)
    #expect(bench.send(.upload, value: 2, length: 8).answer == .stalled)
    #expect(bench.status().bytes?[0] == 11)
  }

  @Test func `the read protection is removed with all content, and the device resets`() throws {
    var bench = try bench(["protected": .number(1)])
    bench.send(.dnload, length: 1, data: [0x92])
    let reply = bench.status()
    #expect(reply.reportedState == 4)
    #expect(reply.reboot == Reboot(into: .dfuMode, after: .milliseconds(40)))
    #expect(bench.device.handle(ClassRequest.getState.setup(length: 1), payload: []).letters == "h")
    bench.device.advance(by: .milliseconds(40))
    #expect(bench.device.state == .dfuIDLE)
    #expect(bench.device.image == [])
    #expect(work(2, [7], &bench) == isDone)
  }

  @Test(arguments: [true, false])
  func `a DNLOAD without data leaves for the application at the address pointer`(
    _ isExecutable: Bool
  ) throws {
    var bench = try bench()
    if !isExecutable { #expect(work(0, command(0x21, 0x0801_0000), &bench) == isDone) }
    #expect(bench.send(.dnload).answer == .acknowledged)
    #expect(bench.device.state == .dfuMANIFESTSYNC)
    #expect(bench.device.pendingReboot == nil)
    let mode: Mode = isExecutable ? .runTime : .dfuMode
    let reply = bench.status()
    #expect(reply.reportedState == 7)
    #expect(reply.reboot == Reboot(into: mode, after: .milliseconds(20)))
    bench.device.advance(by: .milliseconds(20))
    #expect(bench.device.mode == mode)
    #expect(bench.device.state == (isExecutable ? .appIDLE : .dfuIDLE))
  }

  @Test func `the pin chooses at power-on, and DETACH of the application starts the bootloader`()
    throws
  {
    var bench = try bench(["boot0": .number(0)])
    #expect(bench.device.state == .appIDLE)
    #expect(bench.send(.getState, length: 1).bytes == [0])
    #expect(bench.download(0).answer == .stalled)
    let reply = bench.send(.detach, value: 1000)
    #expect(reply.reboot == Reboot(into: .dfuMode, after: .milliseconds(20)))
    bench.device.advance(by: .milliseconds(20))
    #expect(bench.device.state == .dfuIDLE)
    bench.device.powerCycle()
    #expect(bench.device.mode == .runTime)
    bench.device.install([])
    #expect(bench.device.mode == .dfuMode)
  }

  @Test func `a bus reset keeps the bootloader, and begins anew`() throws {
    var bench = try bench(["first_status": .number(10)])
    #expect(bench.status().bytes == [10, 0, 0, 0, 10, 0])
    bench.device.resetBus()
    #expect(bench.status().bytes == [0, 0, 0, 0, 2, 0])
    #expect(work(0, command(0x21, 0x0800_0800), &bench) == isDone)
    bench.device.resetBus()
    #expect(bench.device.state == .dfuIDLE)
    #expect(upload(2, 4, &bench) == Array(Flash.image(0, 4)))
  }

  @Test func `programming turns no bit from 0 to 1, and a block that fails says how`() throws {
    var bench = try bench()
    #expect(work(2, [0xF0, 0x0F], &bench) == isDone)
    bench.send(.abort)
    #expect(upload(2, 2, &bench) == [0x03 & 0xF0, 0x0A & 0x0F])
    for (fault, code) in [("erase", UInt8(4)), ("write", 3)] {
      var bench = try self.bench(["fault": .text(fault), "fault_block": .number(1)])
      #expect(work(0, [0x41], &bench) == isDone)
      #expect(work(2, [1], &bench) == [4, code, 10])
    }
    var wrong = try self.bench(["fault": .text("verify"), "fault_block": .number(1)])
    #expect(work(0, [0x41], &wrong) == isDone)
    #expect(work(2, [0xFE], &wrong) == isDone)
    wrong.send(.abort)
    #expect(upload(2, 1, &wrong) == [0x7E])
  }

  @Test func `sectors are pairs, and the application may have no DFU interface`() throws {
    let personality = try Personality.named("dfuse")
    let error = #expect(throws: ModelError.self) {
      try personality.make(["sectors": .numbers([4, 16, 1])])
    }
    #expect(error?.message.contains("pairs") == true)
    var bench = try bench(["boot0": .number(0), "app_dfu": .number(0)])
    #expect(bench.send(.detach, value: 1000).answer == .stalled)
    #expect(bench.device.state == .appIDLE)
  }
}
