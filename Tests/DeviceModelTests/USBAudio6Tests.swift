import DFU
import DeviceModel
import Testing

/// The differences between sc_usb_audio 6 and lib_xua 4.
@Suite struct USBAudio6Tests {
  private func inDFUMode(_ more: [String: ParameterValue] = [:]) throws -> Bench {
    let given: [String: ParameterValue] = [
      "max_upgrade": .number(4096), "boot_wait_ms": .number(2000),
    ]
    var bench = try Bench("xmos/sc_usb_audio-6", given.merging(more) { $1 })
    bench.enterDFUMode()
    return bench
  }

  @Test func `a DNLOAD out of place is acknowledged, and an error`() throws {
    var bench = try inDFUMode()
    #expect(bench.send(.dnload).answer == .acknowledged)
    #expect(bench.device.state == .dfuERROR)
    #expect(bench.status().answer == .data([0, 0, 0, 0, 10, 0]))
  }

  @Test func `a flash that cannot be opened is not noticed`() throws {
    var bench = try inDFUMode(["fail_connect": .number(1)])
    #expect(bench.download(0).answer == .acknowledged)
    #expect(bench.device.state == .dfuDNLOADSYNC)
  }

  @Test func `a bus reset keeps DFU mode, until RESETFROMDFU`() throws {
    var bench = try inDFUMode()
    bench.download(0)
    bench.device.resetBus()
    #expect(bench.device.pendingReboot == nil)
    #expect(bench.device.mode == .dfuMode)
    #expect(bench.device.state == .dfuIDLE)
    #expect(bench.send(0xF3, type: 0x21).reboot?.mode == .runTime)
    #expect(bench.status().reportedState == 0)
    bench.device.resetBus()
    #expect(bench.device.mode == .runTime)
  }

  @Test func `the erase is done within the first DNLOAD, as in lib_xua 4`() throws {
    var bench = try inDFUMode(["sector_ms": .number(60)])
    #expect(bench.download(0).delay == .milliseconds(60))
    #expect(bench.status().reportedState == 5)
  }
}
