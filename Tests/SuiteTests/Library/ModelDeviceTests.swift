import DFU
import Report
import Suite
import Testing
import USB

/// A model as packages use it: requests in, answers and states out.
@Suite struct ModelDeviceTests {
  private let status = ClassRequest.getStatus.setup(length: 6)

  private func inDFUMode(_ config: [String] = []) throws -> ModelDevice {
    var device = try ModelDevice("dfu-1.1", config: config)
    #expect(device.state == .appIDLE && device.mode == .runTime)
    let detach = device.send(ClassRequest.detach.setup(value: 1000))
    #expect(detach.outcome == .acknowledged && device.state == .appDETACH)
    device.resetBus()
    #expect(device.state == .dfuIDLE && device.mode == .dfuMode)
    return device
  }

  @Test func `a download is answered, and its image is there`() throws {
    var device = try inDFUMode(["block_ms=20"])
    let block = [UInt8](repeating: 0x5A, count: 64)
    let sent = device.send(ClassRequest.dnload.setup(length: 64), payload: block)
    #expect(sent.outcome == .acknowledged && sent.data == block)
    let busy = try #require(StatusReport(device.send(status).data))
    #expect(busy.state == .dfuDNBUSY && busy.pollTimeoutMilliseconds == 20)
    device.wait(milliseconds: 20)
    #expect(StatusReport(device.send(status).data)?.state == .dfuDNLOADIDLE)
    #expect(device.send(ClassRequest.dnload.setup(value: 1)).outcome == .acknowledged)
    for _ in 0..<2 {
      let told = StatusReport(device.send(status).data)?.pollTimeoutMilliseconds ?? 0
      device.wait(milliseconds: Int(told))
    }
    #expect(device.image == block)
  }

  @Test func `a request that the state forbids is stalled`() throws {
    var device = try inDFUMode()
    #expect(device.send(ClassRequest.clrStatus.setup()).outcome == .stalled)
    #expect(device.state == .dfuERROR)
  }

  @Test func `time is virtual, and only the calls move it`() throws {
    var device = try ModelDevice("dfu-1.1")
    let start = device.nanoseconds
    device.wait(milliseconds: 5)
    #expect(device.nanoseconds - start == 5_000_000)
  }

  @Test func `a copy is another device`() throws {
    let first = try inDFUMode()
    var second = first
    second.powerCycle()
    #expect(first.state == .dfuIDLE && second.state == .appIDLE)
    #expect(first.address != second.address)
  }

  @Test func `a device that leaves by itself is back after the wait`() throws {
    var device = try ModelDevice("dfu-1.1", config: ["attrs=15"])
    let before = device.address
    _ = device.send(ClassRequest.detach.setup(value: 1000))
    device.awaitReturn(milliseconds: 10_000)
    #expect(device.mode == .dfuMode && device.address != before)
  }

  @Test(arguments: ["", "stm32"]) func `an unknown model is a wrong argument`(_ name: String) {
    #expect { try ModelDevice(name) } throws: { ($0 as? CheckFailure)?.status == .usage }
  }

  @Test func `a wrong parameter is a wrong argument`() {
    #expect { try ModelDevice("dfu-1.1", config: ["colour=blue"]) } throws: {
      ($0 as? CheckFailure)?.status == .usage
    }
  }

  @Test(arguments: VectorBench.models) func `every model can be asked`(_ model: String) throws {
    var device = try ModelDevice(model)
    let descriptor = device.send(
      SetupPacket(requestType: RequestType(rawValue: 0x80), request: 6, value: 0x0100, length: 18))
    #expect(descriptor.outcome == .acknowledged && descriptor.data.count == 18)
  }
}
