import DFU
import DeviceModel
import Testing

/// The effect of a bus reset on lib_xua, depending on the boot flag, the timer and the tile.
@Suite struct LibXUAResetTests {
  private func bench(_ name: String, _ more: [String: ParameterValue] = [:]) throws -> Bench {
    try Bench(
      name, ["boot_wait_ms": .number(2000), "max_upgrade": .number(4096)].merging(more) { $1 })
  }

  @Test func `a reset within the timeout after DETACH switches lib_xua 4 without a reboot`() throws
  {
    for (wait, mode) in [(999, Mode.dfuMode), (1000, .dfuMode), (1001, .runTime)] {
      var bench = try bench("xmos/lib_xua-4")
      bench.send(.detach, value: 1000)
      bench.device.advance(by: .milliseconds(wait))
      bench.device.resetBus()
      #expect(bench.device.mode == mode)
      #expect(bench.device.state == (mode == .dfuMode ? .dfuIDLE : .appIDLE))
      #expect(bench.device.pendingReboot == nil)
    }
  }

  @Test func `the timeout of DETACH wraps at 32 bits`() throws {
    var bench = try bench("xmos/lib_xua-4")
    bench.send(.detach, value: 42_950)
    bench.device.advance(by: .milliseconds(10))
    bench.device.resetBus()
    #expect(bench.device.mode == .runTime)
  }

  @Test func `with code on two tiles the reset reads a timer that DETACH never set`() throws {
    for (boot, mode) in [(500, Mode.dfuMode), (2000, .runTime)] {
      var bench = try bench(
        "xmos/lib_xua-4", ["tiles": .text("split"), "boot_wait_ms": .number(boot)])
      bench.send(.detach, value: 5000)
      bench.device.resetBus()
      #expect(bench.device.mode == mode)
    }
  }

  @Test func `the counter's first second comes round every 42.9 s`() throws {
    let second = Int(UInt32.max) - 100_000_000
    var bench = try bench(
      "xmos/lib_xua-5", ["ticks_at_boot": .number(second), "boot_wait_ms": .number(1500)])
    bench.send(.abort)
    bench.device.resetBus()
    #expect(bench.device.mode == .dfuMode)
    #expect(bench.device.state == .dfuIDLE)
  }

  @Test(arguments: LibXUATests.both)
  func `resets before the first request are harmless, later ones lead out`(name: String) throws {
    var bench = try bench(name)
    bench.enterDFUMode()
    for _ in 0..<3 { bench.device.resetBus() }
    #expect(bench.device.mode == .dfuMode)
    bench.status()
    bench.device.resetBus()
    #expect(bench.device.pendingReboot == Reboot(into: .runTime, after: .milliseconds(50)))
    #expect(bench.device.state == .appIDLE)
    bench.device.advance(by: .milliseconds(50))
    #expect(bench.device.mode == .runTime)
  }

  @Test(arguments: LibXUATests.both)
  func `within a second of the boot dfuIDLE survives a reset`(name: String) throws {
    var bench = try bench(name, ["boot_wait_ms": .number(300)])
    bench.enterDFUMode()
    bench.status()
    bench.device.resetBus()
    #expect(bench.device.mode == .dfuMode)
    #expect(bench.device.pendingReboot == nil)
    bench.download(0)
    bench.device.resetBus()
    #expect(bench.device.pendingReboot?.mode == .runTime)
  }

  @Test(arguments: LibXUATests.both)
  func `in run-time mode a reset closes the flash, and an image just written is found`(
    name: String
  ) throws {
    var bench = try bench(name)
    bench.send(.abort)
    bench.downloadImage(blocks: 4, byte: 9)
    #expect(bench.upload() == [])
    bench.device.resetBus()
    #expect(bench.device.state == .appIDLE)
    #expect(bench.device.mode == .runTime)
    bench.send(.abort)
    #expect(bench.upload().count == 256)
  }

  @Test(arguments: LibXUATests.both) func `a power cycle loses the flag`(name: String) throws {
    var bench = try bench(name)
    bench.send(0xF2, type: 0x21)
    bench.device.powerCycle()
    #expect(bench.device.mode == .runTime)
    #expect(bench.device.state == .appIDLE)
  }

  @Test(arguments: LibXUATests.both)
  func `a reset while a reboot is pending changes nothing`(name: String) throws {
    var bench = try bench(name)
    bench.send(0xF2, type: 0x21)
    bench.device.advance(by: .milliseconds(200))
    bench.device.resetBus()
    #expect(bench.device.pendingReboot == Reboot(into: .dfuMode, after: .milliseconds(300)))
  }
}
