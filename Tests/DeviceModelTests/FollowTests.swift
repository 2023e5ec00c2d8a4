import DFU
import DeviceModel
import Testing
import USB

/// Tests what a replay sets in a model: the content of an upload, and the times of the device.
@Suite struct FollowTests {
  private static let bytes = (0..<600).map { UInt8(truncatingIfNeeded: 13 * $0 + 1) }

  /// Enters DFU mode, and uploads blocks of 64 bytes until one is short.
  private func upload(_ bench: inout Bench) -> [UInt8] {
    var all: [UInt8] = []
    for number in 0..<20 {
      guard case .data(let block) = bench.send(.upload, value: UInt16(number), length: 64).answer
      else { break }
      all += block
      if block.count < 64 { break }
    }
    return all
  }

  private func inDFUMode(_ name: String, _ config: [String: ParameterValue] = [:]) throws -> Bench {
    var bench = try Bench(name, config, interface: name == "dfu-1.1" ? 0 : 3)
    if bench.device.mode == .runTime {
      bench.send(.detach, value: 1000)
      if let reboot = bench.device.pendingReboot {
        bench.device.advance(by: reboot.after)
      } else {
        bench.device.resetBus()
      }
    }
    return bench
  }

  @Test(arguments: ["dfu-1.1", "xmos", "xmos/tinyusb"] + [4, 5].map { "xmos/lib_xua-\($0)" })
  func `an upload returns the content that was set`(_ name: String) throws {
    var bench = try inDFUMode(name)
    bench.device.uploadContent = Self.bytes
    // lib_xua stores whole pages of 256 bytes, and fills the last with FFh.
    let padding = name.contains("lib_xua") ? [UInt8](repeating: 0xFF, count: 768 - 600) : []
    #expect(bench.device.uploadContent == Self.bytes + padding)
    #expect(upload(&bench) == Self.bytes + padding)
  }

  @Test(arguments: ["dfu-1.1", "xmos/lib_xua-4", "xmos/lib_dfu-2", "xmos/tinyusb"])
  func `the content can change during an upload`(_ name: String) throws {
    var bench = try inDFUMode(name)
    bench.device.uploadContent = [UInt8](repeating: 0xA5, count: 1024)
    _ = bench.send(.upload, value: 0, length: 64)
    bench.device.uploadContent = [UInt8](repeating: 0x11, count: 256)
    let setup = ClassRequest.upload.setup(value: 1, length: 64)
    #expect(bench.device.uploadOffset(of: setup, after: 64) == 64)
    let block = bench.send(.upload, value: 1, length: 64)
    #expect(block.answer == .data([UInt8](repeating: 0x11, count: 64)))
  }

  /// A block stands at (wBlockNum - 2) * wTransferSize + address pointer (ST AN3156, 4.1); block 0
  /// is the list of commands.
  @Test func `ST's bootloader learns a byte once, and not what it has erased`() throws {
    var bench = try Bench("dfuse", ["xfer_size": .number(64)], interface: 0)
    let second = ClassRequest.upload.setup(value: 3, length: 3)
    func learnt(_ bytes: [UInt8], _ setup: SetupPacket) -> Int {
      bench.device.learn(bytes, sentFor: setup)
    }
    #expect(learnt([9], second) == 0)
    let forgets = bench.device.forgetMemory()
    #expect(forgets)
    #expect(learnt([9, 9, 9, 9], ClassRequest.upload.setup(value: 0, length: 4)) == 0)
    #expect(learnt([1, 2, 3], second) == 3)
    #expect(learnt([9, 9, 9, 4], second) == 1)
    #expect(bench.send(.upload, value: 3, length: 4).bytes == [1, 2, 3, 4])
    bench.send(.abort)
    bench.send(.dnload, length: 5, data: [0x41, 0, 0, 0, 8])
    bench.status()
    bench.device.follow(report(.dfuDNLOADIDLE), answeredIn: nil)
    let before = bench.device.elapsed
    bench.status()
    #expect(bench.device.state == .dfuDNLOADIDLE)
    #expect(bench.device.elapsed == before)
    bench.send(.abort)
    #expect(learnt([9, 9, 9], second) == 0)
    #expect(bench.send(.upload, value: 3, length: 3).bytes == [0xFF, 0xFF, 0xFF])
  }

  @Test func `the other models do not know their memory byte by byte`() throws {
    for personality in Personality.all where personality.name != "dfuse" {
      var device = try personality.make()
      let forgets = device.forgetMemory()
      let learnt = device.learn([1], sentFor: ClassRequest.upload.setup(value: 2, length: 1))
      #expect(!forgets && learnt == 0)
    }
  }

  private func report(_ state: State, poll: UInt32 = 0) -> StatusReport {
    StatusReport(rawStatus: 0, pollTimeoutMilliseconds: poll, rawState: state.rawValue)
  }

  @Test(arguments: ["dfu-1.1", "xmos/tinyusb"])
  func `a block lasts as long as the device says`(_ name: String) throws {
    var bench = try inDFUMode(name)
    bench.download(0)
    for state in [State.dfuDNBUSY, .dfuDNBUSY, .dfuDNLOADIDLE] {
      bench.device.follow(report(state, poll: 20), answeredIn: nil)
      bench.status()
      #expect(bench.device.state == state || name == "xmos/tinyusb" && state == .dfuDNBUSY)
      bench.device.advance(by: .milliseconds(20))
    }
    #expect(bench.device.state == .dfuDNLOADIDLE)
  }

  /// A device is not made to answer a poll that came too early.
  @Test func `a poll before its time is refused`() throws {
    var bench = try inDFUMode("dfu-1.1")
    bench.download(0)
    bench.device.follow(report(.dfuDNBUSY, poll: 20), answeredIn: nil)
    bench.status()
    bench.device.advance(by: .milliseconds(5))
    bench.device.follow(report(.dfuDNBUSY, poll: 20), answeredIn: nil)
    #expect(bench.status().answer == .stalled)
  }

  @Test func `a flash of lib_xua is as fast as the device's`() throws {
    var bench = try inDFUMode("xmos/lib_xua-4")
    let before = bench.device.elapsed
    bench.device.follow(nil, answeredIn: .milliseconds(3))
    bench.download(0)
    #expect(bench.device.elapsed == before + .milliseconds(3))
    bench = try inDFUMode("xmos/lib_xua-5")
    bench.download(0)
    bench.device.follow(report(.dfuDNLOADIDLE), answeredIn: .milliseconds(3))
    bench.status()
    #expect(bench.device.state == .dfuDNLOADIDLE)
  }

  @Test func `bcdDevice can be given`() throws {
    for personality in Personality.all {
      var device = try personality.make(["bcd_device": .number(0x1234)])
      let setup = SetupPacket(
        requestType: RequestType(rawValue: 0x80), request: 6, value: 0x0100, index: 0, length: 18)
      guard case .data(let bytes) = device.handle(setup, payload: []).answer else {
        Issue.record("\(personality.name) gave no descriptor")
        continue
      }
      #expect(bytes[12...13] == [0x34, 0x12], "\(personality.name)")
    }
  }
}
