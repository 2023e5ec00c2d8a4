import DFU
import DeviceModel
import Testing
import USB

/// The handler of lib_dfu 2.x, compared with literals.
@Suite struct LibDFUTests {
  private static let name = "xmos/lib_dfu-2"

  private func inDFUMode(_ more: [String: ParameterValue] = [:]) throws -> Bench {
    let given: [String: ParameterValue] = [
      "max_upgrade": .number(8192), "sector_ms": .number(60), "page_ms": .number(2),
      "boot_wait_ms": .number(2000),
    ]
    var bench = try Bench(Self.name, given.merging(more) { $1 })
    bench.enterDFUMode()
    return bench
  }

  /// bState, then `/` and bStatus, then `+` and bwPollTimeout, each only if not 0.
  private func status(_ bench: inout Bench) throws -> String {
    let report = try #require(StatusReport(bench.status().bytes ?? []))
    let code = report.rawStatus == 0 ? "" : "/\(report.rawStatus)"
    let poll = report.pollTimeoutMilliseconds
    return "\(report.rawState)\(code)\(poll == 0 ? "" : "+\(poll)")"
  }

  private func statuses(_ count: Int, _ bench: inout Bench) throws -> String {
    try (0..<count).map { _ in try status(&bench) }.joined(separator: " ")
  }

  private static let table: [(String, String)] = [
    ("", "0 2 3 5 6 9 10"),
    ("DETACH", "a1 a2 a10 a10 a10 a10 a10"),
    ("DNLOAD", "s0 a3 s10 a3 s10 s10 s10"),
    ("DNLOAD 0", "s0 s10 s10 a6 s10 s10 s10"),
    ("UPLOAD", "s0 d64:9 s10 s10 s10 d64:9 s10"),
    ("GETSTATUS", "d6:0 d6:2 d6:5 d6:5 d6:6 d6:9 d6:10"),
    ("GETSTATUS 5", "s0 s2 o610 s5 o610 s9 s10"),
    ("GETSTATUS 7", "s0 s2 d6:10 s5 d6:10 s9 s10"),
    ("CLRSTATUS", "s0 s10 s10 s10 s10 s10 a2"),
    ("GETSTATE", "d1:0 d1:2 d1:3 d1:5 d1:6 d1:9 d1:10"),
    ("GETSTATE 2", "s0 s2 s3 s5 s6 s9 s10"),
    ("ABORT", "a0 a2 s10 s10 s10 a2 s10"),
    ("F1", "s0 a2 s10 s10 s10 s10 s10"),
    ("41/F1", "s0 a2 s10 s10 s10 s10 s10"),
    ("41/F2", "s0 s2 s3 s5 s6 s9 s10"),
    ("C1/3", "s0 s2 s3 s5 s6 s9 s10"),
    ("elsewhere", "s0 s2 s3 s5 s6 s9 s10"),
    ("F0", "s0 s10 s10 s10 s10 s10 s10"),
    ("F2", "s0 s10 s10 s10 s10 s10 s10"),
    ("F3", "s0 s10 s10 s10 s10 s10 s10"),
    ("F4", "s0 s10 s10 s10 s10 s10 s10"),
    ("F5", "s0 s10 s10 s10 s10 s10 s10"),
    ("F6", "s0 s10 s10 s10 s10 s10 s10"),
    ("IN 77", "s0 s10 s10 s10 s10 s10 s10"),
    ("OUT 77", "s0 s10 s10 s10 s10 s10 s10"),
  ]

  @Test func `lib_dfu 2 answers every request in every state as read`() throws {
    try LibXUATableTests.check(Self.name, Self.table)
  }

  @Test func `a refused request leaves its code, and dfuERROR keeps it until CLRSTATUS`() throws {
    for (request, code) in [("CLRSTATUS", "10/15"), ("DNLOAD 0", "10/8"), ("F2", "10/15")] {
      var bench = try inDFUMode()
      #expect(LibXUATableTests.send(request, to: &bench).answer == .stalled)
      #expect(try status(&bench) == code)
      for other in ["DNLOAD", "UPLOAD", "ABORT", "F1", "OUT 77", "GETSTATUS 5"] {
        #expect(LibXUATableTests.send(other, to: &bench).answer == .stalled)
        #expect(try status(&bench) == code)
      }
      bench.send(.clrStatus)
      #expect(try status(&bench) == "2")
    }
    var bench = try inDFUMode()
    bench.download(0)
    #expect(bench.send(.getStatus, length: 7).bytes == [14, 0, 0, 0, 10, 0])
  }

  /// Sends `count` blocks. Each but the last is asked for once.
  private func download(_ count: Int, _ bench: inout Bench) throws {
    for block in 0..<count {
      if block > 0 { #expect(try status(&bench) == "5") }
      #expect(bench.download(UInt16(block)).delay == .zero)
    }
  }

  // Two sectors of 60 ms are erased, one with each call; a page takes 2 ms to write. The traces
  // below follow dfu_sub_sm.xc step by step: bwPollTimeout is a variable that a step sets for the
  // answer after it.

  @Test func `the fourth block starts the erase, and the last erase step writes the first page`()
    throws
  {
    var bench = try inDFUMode(["tiles": .text("split")])
    try download(4, &bench)
    let replies = (0..<2).map { _ in bench.status() }
    #expect(replies.map(\.delay.milliseconds) == [60, 62])
    #expect(replies.map { $0.bytes?[1] } == [150, 150])
    #expect(replies.map(\.reportedState) == [4, 4])
    #expect(bench.device.state == .dfuDNLOADSYNC)
    #expect(bench.send(.getState, length: 1).bytes == [3])
    #expect(try status(&bench) == "5")
    for block in 4..<12 {
      bench.download(UInt16(block))
      if block % 4 == 3 { #expect(try status(&bench) == (block == 7 ? "4+100" : "4+2")) }
      #expect(try status(&bench) == "5")
    }
    bench.send(.dnload)
    #expect(try status(&bench) == "7+2")
    #expect(bench.send(.getState, length: 1).bytes == [6])
    #expect(try status(&bench) == "2")
    // The manifestation has set 3 ms, and nothing takes that back.
    try download(4, &bench)
    #expect(try statuses(3, &bench) == "4+3 4+150 5")
  }

  @Test func `in lib_dfu 2.1 one step erases for a while, and the erase is told from the start`()
    throws
  {
    let five: [String: ParameterValue] = [
      "tiles": .text("split"), "max_upgrade": .number(20_480), "lib_dfu": .text("2.1"),
      "erase_cycle_ms": .number(100),
    ]
    var bench = try inDFUMode(five)
    try download(4, &bench)
    let replies = (0..<3).map { _ in bench.status() }
    #expect(replies.map(\.delay.milliseconds) == [60, 120, 122])
    #expect(replies.map { $0.bytes?[1] } == [150, 8, 8])
    #expect(try status(&bench) == "5")
    bench = try inDFUMode(five.merging(["lib_dfu": .text("2.0")]) { $1 })
    try download(4, &bench)
    #expect(try statuses(6, &bench) == "4+150 4+150 4+8 4+8 4+8 5")
  }

  @Test func `on the tile of the flash every poll timeout is 0`() throws {
    var bench = try inDFUMode()
    try download(4, &bench)
    #expect(try statuses(3, &bench) == "4 4 5")
    bench.send(.dnload)
    #expect(try statuses(2, &bench) == "7 2")
  }

  @Test func `an image just downloaded can be uploaded, padded with FFh`() throws {
    var bench = try inDFUMode(["max_upgrade": .number(4096), "upgrade_images": .numbers([600])])
    #expect(bench.upload().count == 768)
    for block in 0..<5 {
      bench.download(UInt16(block), byte: 7, count: block == 4 ? 10 : 64)
      repeat { bench.status() } while bench.device.state == .dfuDNLOADSYNC
    }
    bench.send(.dnload)
    // The last part of a page and the end of the image are one step.
    #expect(try statuses(2, &bench) == "7 2")
    let image = [UInt8](repeating: 7, count: 266) + [UInt8](repeating: 0xFF, count: 246)
    #expect(bench.upload() == image)
    bench.send(.detach)
    bench.enterDFUMode()
    #expect(bench.upload() == image)
  }

  @Test func `an image below a page is erased for and written in dfuMANIFEST-SYNC`() throws {
    var bench = try inDFUMode()
    bench.download(0)
    #expect(try status(&bench) == "5")
    bench.send(.dnload)
    // The first erase call; the second with the write; the end of the image.
    #expect(try statuses(4, &bench) == "7 7 7 2")
    #expect(bench.upload().count == 256)
  }

  @Test func `an image that is not valid ends in errPROG at the manifestation`() throws {
    var bench = try inDFUMode()
    bench.download(0, byte: 0xFF)
    #expect(try status(&bench) == "5")
    bench.send(.dnload)
    #expect(try statuses(4, &bench) == "7 7 7 10/6")
    bench.send(.clrStatus)
    #expect(bench.upload() == [])
  }

  @Test func `a failure of the flash shows in the next GETSTATUS, with its code`() throws {
    for (fault, shown) in [("fail_start_add", "4 10/4"), ("fail_write", "4 4 10/3")] {
      var bench = try inDFUMode([fault: .number(1)])
      try download(4, &bench)
      #expect(try statuses(shown.split(separator: " ").count, &bench) == shown, "\(fault)")
    }
  }

  @Test func `a flash that cannot be connected shows at the entry, if on another tile`() throws {
    for fault in ["fail_connect", "fail_factory"] {
      var bench = try inDFUMode([fault: .number(1), "tiles": .text("split")])
      #expect(bench.device.mode == .dfuMode)
      #expect(try status(&bench) == "10/1")
      bench.send(.clrStatus)
      try download(4, &bench)
      #expect(try statuses(2, &bench) == "4+150 10/3")
      bench = try inDFUMode([fault: .number(1)])
      #expect(bench.device.mode == .dfuMode)
      #expect(try status(&bench) == "0")
      #expect(bench.download(0).answer == .stalled)
    }
  }

  @Test func `an image that is too large ends with errWRITE`() throws {
    var bench = try inDFUMode(["max_upgrade": .number(4096)])
    for block in 0..<68 where bench.device.state != .dfuERROR {
      bench.download(UInt16(block))
      repeat { bench.status() } while bench.device.state == .dfuDNLOADSYNC
      #expect((bench.device.state == .dfuERROR) == (block == 67))
    }
    #expect(try status(&bench) == "10/3")
  }

  @Test func `blocks that overflow the page are refused with errFILE`() throws {
    var bench = try inDFUMode()
    for block in 0..<4 {
      bench.download(UInt16(block), count: 60)
      #expect(try status(&bench) == "5")
    }
    #expect(bench.download(4, count: 60).answer == .stalled)
    #expect(try status(&bench) == "10/2")
  }

  @Test func `UPLOAD without an image leads to dfuUPLOAD-IDLE`() throws {
    var bench = try inDFUMode()
    for state in [State.dfuUPLOADIDLE, .dfuIDLE] {
      #expect(bench.send(.upload, length: 64).letters == "d0")
      #expect(bench.device.state == state)
    }
  }

  @Test func `UPLOAD gives what is asked for, as long as the page in RAM has it`() throws {
    var bench = try inDFUMode(["upgrade_images": .numbers([512])])
    for (length, letters) in [
      (50, "d50"), (50, "d50"), (50, "d50"), (50, "d50"), (50, "d50"), (50, "s"),
    ] {
      #expect(bench.send(.upload, length: UInt16(length)).letters == letters)
    }
    #expect(try status(&bench) == "10/2")
    bench = try inDFUMode(["upgrade_images": .numbers([256])])
    for letters in ["d128", "d128", "d0"] {
      #expect(bench.send(.upload, length: 128).letters == letters)
    }
    #expect(bench.device.state == .dfuIDLE)
    #expect(bench.device.condition == [])
    #expect(bench.send(.upload, length: 257).answer == .stalled)
    #expect(try status(&bench) == "10/2")
  }

  @Test func `more than one packet from the host hangs if it is taken, and stalls if not`() throws {
    var bench = try inDFUMode()
    #expect(bench.download(0, count: 65).answer == .noAnswer)
    #expect(bench.device.state == .dfuDNLOADSYNC)
    #expect(bench.device.condition == .endpoint0Dead)
    bench.device.resetBus()
    bench = try inDFUMode()
    #expect(bench.send(.clrStatus, length: 65).answer == .stalled)
    #expect(bench.device.condition == [])
  }

  @Test func `REVERTFACTORY erases a sector, and always succeeds`() throws {
    for type: UInt8 in [0x21, 0x41] {
      var bench = try inDFUMode(["upgrade_images": .numbers([300])])
      #expect(bench.send(0xF1, type: type) == ModelReply(.acknowledged, delay: .milliseconds(60)))
      #expect(bench.upload() == [])
      bench = try inDFUMode(["fail_connect": .number(1), "tiles": .text("split")])
      bench.send(.clrStatus)
      #expect(bench.send(0xF1, type: type).answer == .acknowledged)
      #expect(bench.device.state == .dfuIDLE)
    }
  }

  @Test func `DETACH reboots after half a second into the other mode, whatever the state`() throws {
    for state in [State.appIDLE, .dfuIDLE, .dfuDNLOADSYNC, .dfuUPLOADIDLE, .dfuERROR] {
      var bench = try LibXUATableTests.device(Self.name, in: state)
      let mode: Mode = state == .appIDLE ? .dfuMode : .runTime
      let reply = bench.send(.detach, value: 1)
      #expect(
        reply == ModelReply(.acknowledged, reboot: Reboot(into: mode, after: .milliseconds(500))))
      bench.device.resetBus()
      bench.device.advance(by: .milliseconds(500))
      #expect(bench.device.mode == mode)
      #expect(bench.device.state == (mode == .dfuMode ? .dfuIDLE : .appIDLE))
    }
  }

  @Test func `SET_CONFIGURATION or a DFU request makes a bus reset lead out of DFU mode`() throws {
    let configure = SetupPacket(requestType: RequestType(rawValue: 0), request: 9, value: 1)
    for isConfigured in [true, false] {
      var bench = try inDFUMode()
      for _ in 0..<3 { bench.device.resetBus() }
      #expect(bench.device.mode == .dfuMode && bench.device.state == .dfuIDLE)
      if isConfigured {
        #expect(bench.device.handle(configure, payload: []).answer == .acknowledged)
      } else {
        bench.status()
      }
      bench.device.resetBus()
      #expect(bench.device.pendingReboot == Reboot(into: .runTime, after: .milliseconds(500)))
      #expect(bench.device.state == .appIDLE)
    }
  }

  @Test func `the report of a bus reset is taken from a host too, and no other internal request`()
    throws
  {
    var bench = try Bench(Self.name)
    #expect(bench.send(9, type: 0x21) == ModelReply(.acknowledged))
    bench = try inDFUMode(["upgrade_images": .numbers([300])])
    bench.download(0)
    #expect(bench.send(9, type: 0x21, value: 1) == ModelReply(.acknowledged))
    #expect(bench.device.state == .dfuIDLE)
    bench.download(0)
    let reboot = Reboot(into: .runTime, after: .milliseconds(500))
    #expect(bench.send(9, type: 0x21) == ModelReply(.acknowledged, reboot: reboot))
    #expect(bench.device.state == .appIDLE)
    for request: UInt8 in [10, 40] {
      bench = try inDFUMode()
      #expect(bench.send(request, type: 0xA1, length: 4).answer == .stalled)
      #expect(try status(&bench) == "10/15")
    }
  }
}
