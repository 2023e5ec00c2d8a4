import DFU
import DeviceModel
import Testing
import USB

/// The reference device compared with Appendix A, as literals (DFU 1.1, A.2).
@Suite struct ReferenceTableTests {
  static let states = "0 1 2 3 4 5 6 7 9 10"

  /// For each request and state, how the transfer ends and the next state.
  static let rows: [(String, String)] = [
    ("DETACH", "a1 s0 s10 s10 s10 s10 s10 s10 s10 s10"),
    ("DNLOAD", "s0 s0 a3 s10 s10 a3 s10 s10 s10 s10"),
    ("DNLOAD 0", "s0 s0 s10 s10 s10 a6 s10 s10 s10 s10"),
    ("UPLOAD", "s0 s0 d64:9 s10 s10 s10 s10 s10 d64:9 s10"),
    ("GETSTATUS", "d6:0 d6:1 d6:2 d6:4 s10 d6:5 d6:7 s10 d6:9 d6:10"),
    ("CLRSTATUS", "s0 s0 s10 s10 s10 s10 s10 s10 s10 a2"),
    ("GETSTATE", "d1:0 d1:1 d1:2 d1:3 s10 d1:5 d1:6 s10 d1:9 d1:10"),
    ("ABORT", "s0 s0 a2 s10 s10 a2 s10 s10 a2 s10"),
    ("OUT 77", "s0 s0 s10 s10 s10 s10 s10 s10 s10 s10"),
    ("IN 77", "s0 s0 s10 s10 s10 s10 s10 s10 s10 s10"),
  ]

  static func device(
    in state: State, _ more: [String: ParameterValue] = [:], faults: FaultPlan? = nil
  ) throws -> Bench {
    let given: [String: ParameterValue] = ["block_ms": .number(10), "manifest_ms": .number(20)]
    var bench = try Bench("dfu-1.1", given.merging(more) { $1 }, faults: faults, interface: 0)
    guard state != .appIDLE else { return bench }
    bench.send(.detach, value: 500)
    guard state != .appDETACH else { return bench }
    bench.device.resetBus()
    switch state {
    case .appIDLE, .appDETACH, .dfuIDLE: break
    case .dfuUPLOADIDLE: bench.send(.upload, length: 64)
    case .dfuERROR: bench.send(.clrStatus)
    case .dfuDNLOADSYNC, .dfuDNBUSY, .dfuDNLOADIDLE, .dfuMANIFESTSYNC, .dfuMANIFEST,
      .dfuMANIFESTWAITRESET:
      bench.download(0)
      guard state != .dfuDNLOADSYNC else { break }
      bench.status()
      guard state != .dfuDNBUSY else { break }
      bench.device.advance(by: .milliseconds(10))
      bench.status()
      guard state != .dfuDNLOADIDLE else { break }
      bench.send(.dnload)
      guard state != .dfuMANIFESTSYNC else { break }
      bench.status()
      guard state == .dfuMANIFESTWAITRESET else { break }
      bench.device.advance(by: .milliseconds(20))
    }
    return bench
  }

  @Test func `every request in every state ends as Appendix A says`() throws {
    let states = Self.states.split(separator: " ").compactMap { UInt8($0).flatMap(State.init) }
    #expect(states.count == 10)
    for (request, cells) in Self.rows {
      for (state, cell) in zip(states, cells.split(separator: " ")) {
        var bench = try Self.device(in: state)
        try #require(bench.device.state == state)
        let letters = LibXUATableTests.send(request, to: &bench).letters
        let colon = letters.hasPrefix("d") ? ":" : ""
        #expect(
          "\(letters)\(colon)\(bench.device.state.rawValue)" == cell, "\(request) in \(state.name)")
      }
    }
  }

  @Test func `the detach timer is the shorter of wTimeout and wDetachTimeOut`() throws {
    for (timeout, limit) in [(UInt16(100), 100), (65_535, 1000)] {
      for (wait, state) in [(limit - 1, State.dfuIDLE), (limit, .appIDLE)] {
        var bench = try Self.device(in: .appIDLE)
        bench.send(.detach, value: timeout)
        bench.device.advance(by: .milliseconds(wait))
        bench.device.resetBus()
        #expect(bench.device.state == state)
      }
    }
  }

  @Test func `with bitWillDetach the device leaves by itself`() throws {
    var bench = try Bench("dfu-1.1", ["attrs": .number(0x0F)], interface: 0)
    let reply = bench.send(.detach, value: 500)
    #expect(reply.reboot == Reboot(into: .dfuMode, after: .milliseconds(100)))
    #expect(bench.device.state == .appDETACH)
    bench.device.advance(by: .milliseconds(100))
    #expect(bench.device.state == .dfuIDLE)
    #expect(bench.device.mode == .dfuMode)
  }

  @Test func `a missing bit refuses the download or the upload`() throws {
    for attributes in 0...15 {
      var bench = try Self.device(in: .dfuIDLE, ["attrs": .number(attributes & 7)])
      #expect(bench.download(0).letters == (attributes & 1 == 0 ? "s" : "a"))
      bench = try Self.device(in: .dfuIDLE, ["attrs": .number(attributes & 7)])
      #expect(bench.send(.upload, length: 64).letters == (attributes & 2 == 0 ? "s" : "d64"))
    }
  }

  @Test func `a download is read back, and a device that is not tolerant waits for a reset`() throws
  {
    for (attributes, state) in [(7, State.dfuMANIFESTSYNC), (3, .dfuMANIFESTWAITRESET)] {
      var bench = try Self.device(in: .dfuMANIFEST, ["attrs": .number(attributes)])
      bench.device.advance(by: .milliseconds(20))
      #expect(bench.device.state == state)
      #expect(bench.send(.getState, length: 1).letters == (state == .dfuMANIFESTSYNC ? "d1" : "h"))
      bench.device.resetBus()
      #expect(bench.device.state == .appIDLE)
      bench.send(.detach, value: 500)
      bench.device.resetBus()
      #expect(bench.upload() == [UInt8](repeating: 1, count: 64))
    }
  }

  @Test func `bwPollTimeout is the time that is left, and bStatus tells the fault`() throws {
    var bench = try Self.device(in: .dfuDNLOADSYNC)
    bench.device.advance(by: .milliseconds(4))
    #expect(bench.status().answer == .data([0, 6, 0, 0, 4, 0]))
    for (fault, status) in [(FaultPlan.BlockFault.erase, Status.errERASE), (.write, .errWRITE)] {
      var plan = FaultPlan()
      plan.failingBlock = FaultPlan.FailingBlock(number: 0, fault: fault)
      bench = try Self.device(in: .dfuDNBUSY, faults: plan)
      bench.device.advance(by: .milliseconds(10))
      #expect(bench.status().answer == .data([status.rawValue, 0, 0, 0, 10, 0]))
      bench.device.resetBus()
      #expect(bench.status().answer == .data([10, 0, 0, 0, 10, 0]))
    }
  }

  @Test func `a block that does not verify fails the manifestation`() throws {
    var plan = FaultPlan()
    plan.failingBlock = FaultPlan.FailingBlock(number: 0, fault: .verify)
    var bench = try Self.device(in: .dfuMANIFEST, faults: plan)
    bench.device.advance(by: .milliseconds(20))
    #expect(bench.status().answer == .data([7, 0, 0, 0, 10, 0]))
  }

  @Test func `a download that is too short is not agreed to`() throws {
    var bench = try Self.device(in: .dfuDNLOADIDLE, ["expected_size": .number(65)])
    #expect(bench.send(.dnload).answer == .stalled)
    #expect(bench.status().answer == .data([9, 0, 0, 0, 10, 0]))
  }

  @Test func `resets of the enumeration lead out of DFU mode unless they are to be borne`() throws {
    for (isBorne, state) in [(0, State.appIDLE), (1, .dfuIDLE)] {
      var bench = try Self.device(in: .dfuIDLE, ["enumeration_resets": .number(isBorne)])
      bench.device.resetBus()
      #expect(bench.device.state == state)
      bench.send(9, type: 0x00, value: 1)
      bench.device.resetBus()
      #expect(bench.device.state == .appIDLE)
    }
  }

  @Test func `an abandoned download leaves no firmware to boot`() throws {
    var bench = try Self.device(in: .dfuDNLOADIDLE)
    bench.send(.abort)
    bench.device.powerCycle()
    #expect(bench.status().answer == .data([10, 0, 0, 0, 10, 0]))
    bench = try Bench("dfu-1.1", ["corrupt_image": .number(1)], interface: 0)
    #expect(bench.status().answer == .data([10, 0, 0, 0, 10, 0]))
  }
}

/// The device that XMOS documents.
@Suite struct XMOSContractTests {
  @Test func `RESETDEVICE enters DFU mode at once`() throws {
    var bench = try Bench("xmos")
    #expect(
      bench.send(0xF0, type: 0x21) == ModelReply(.acknowledged, reboot: Reboot(into: .dfuMode)))
    #expect(bench.status().reportedState == 0x02)
    #expect(bench.device.mode == .dfuMode)
  }

  @Test func `DETACH and a reset within one second enter DFU mode`() throws {
    for (wait, mode) in [(999, Mode.dfuMode), (1000, .runTime)] {
      var bench = try Bench("xmos")
      bench.send(.detach, value: 1000)
      bench.device.advance(by: .milliseconds(wait))
      bench.device.resetBus()
      #expect(bench.device.mode == mode)
    }
  }

  @Test func `REVERTFACTORY brings the factory image back`() throws {
    var bench = try Bench("xmos")
    bench.send(0xF0, type: 0x21)
    let factory = bench.upload()
    bench.downloadImage(blocks: 1, byte: 5)
    bench.device.advance(by: .milliseconds(1))
    bench.status()
    #expect(bench.upload() == [UInt8](repeating: 5, count: 64))
    #expect(bench.send(0xF1, type: 0x21).answer == .acknowledged)
    #expect(bench.upload() == factory)
  }

  @Test func `a spoiled download leaves the factory image bootable`() throws {
    var bench = try Bench("xmos")
    bench.send(0xF0, type: 0x21)
    bench.download(0)
    bench.device.powerCycle()
    #expect(bench.device.state == .appIDLE)
  }
}
