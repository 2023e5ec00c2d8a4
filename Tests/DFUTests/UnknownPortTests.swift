import DFU
import Testing
import USB

/// A recording that begins after the devices were plugged in shows no port of them. What a host
/// then asks of a port may concern a device that the recording has not shown.
@Suite struct `A port on which no device is known` {
  /// A device in DFU mode at address 5, whose port the recording does not show, takes a block.
  private func downloading() -> Traffic {
    var traffic = Traffic()
    traffic.readDevice(5)
    traffic.readConfiguration(5, protocol: 2)
    traffic.getStatus(5, .dfuIDLE)
    traffic.send(5, ClassRequest.dnload.setup(length: 64))
    return traffic
  }

  private let beginning = ["described dfu", "DFU_GETSTATUS", "DFU_DNLOAD"]

  @Test func `a reset of it is that of the device whose address is set next`() {
    var traffic = downloading()
    traffic.portReset(2)
    traffic.setAddress(5)
    traffic.readDevice(5)
    traffic.getStatus(5, .dfuERROR)
    #expect(
      traffic.story() == beginning + ["reset", "attached after reset", "DFU_GETSTATUS"])
  }

  /// A device has one address at a time. USBPcap shows neither ports nor SET_ADDRESS, and Windows
  /// gives a former address again.
  @Test func `a device that answers at its former address was enumerated again`() {
    var traffic = Traffic()
    traffic.getStatus(4, .appIDLE)
    traffic.send(4, ClassRequest.detach.setup(value: 1000))
    for (address, state) in [(5, .dfuIDLE), (4, .appIDLE), (5, .dfuIDLE)] as [(UInt8, State)] {
      traffic.readDevice(address)
      traffic.getStatus(address, state)
      traffic.send(address, ClassRequest.detach.setup(value: 1000))
    }
    let visit = ["attached", "DFU_GETSTATUS", "DFU_DETACH"]
    #expect(traffic.story() == ["DFU_GETSTATUS", "DFU_DETACH"] + visit + visit + visit)
  }

  /// A program reads the descriptors of all devices, or another recorder begins.
  @Test(arguments: [false, true])
  func `a device that was there all the time does not take the place of one on a known port`(
    _ isReset: Bool
  ) {
    var traffic = Traffic()
    traffic.portReset(1)
    traffic.setAddress(4)
    traffic.readDevice(4)
    traffic.readConfiguration(4, protocol: 1)
    traffic.getStatus(4, .appIDLE)
    traffic.send(4, ClassRequest.detach.setup(value: 1000))
    traffic.readDevice(9)
    if isReset { traffic.portReset(1) }
    traffic.readConfiguration(9, protocol: 1)
    traffic.getStatus(9, .appIDLE)
    #expect(traffic.tracker.sessions.count == 2)
    #expect(traffic.story(1) == ["described run-time", "DFU_GETSTATUS"])
  }

  /// The controller sets the address, and the host reads nothing at address 0.
  @Test func `a reset of it is that of the only device whose descriptor is read next`() {
    var traffic = downloading()
    traffic.portReset(2)
    traffic.readDevice(5)
    traffic.getStatus(5, .dfuERROR)
    #expect(
      traffic.story() == beginning + ["reset", "attached after reset", "DFU_GETSTATUS"])
  }

  @Test func `a reset of it tells of no device that answers without an enumeration`() {
    var traffic = downloading()
    traffic.portReset(2)
    traffic.setAddress(9)
    traffic.readDevice(9)
    traffic.getStatus(5, .dfuDNLOADIDLE)
    #expect(traffic.story() == beginning + ["DFU_GETSTATUS"])
  }

  @Test func `a second DFU device on it begins a session of its own`() {
    var traffic = downloading()
    traffic.portReset(2)
    traffic.setAddress(9)
    traffic.readDevice(9)
    traffic.readConfiguration(9, protocol: 2)
    traffic.getStatus(9, .dfuIDLE)
    traffic.getStatus(5, .dfuDNLOADIDLE)
    #expect(traffic.tracker.sessions.count == 2)
    #expect(traffic.story() == beginning + ["DFU_GETSTATUS"])
    #expect(traffic.story(1) == ["attached", "described dfu", "DFU_GETSTATUS"])
  }

  @Test func `a device that was told to leave comes back on it at another address`() {
    var traffic = Traffic()
    traffic.readDevice(5)
    traffic.readConfiguration(5, protocol: 1)
    traffic.send(5, ClassRequest.detach.setup(value: 1000))
    traffic.portReset(2)
    traffic.setAddress(9)
    traffic.readDevice(9)
    traffic.readConfiguration(9, protocol: 2)
    traffic.portReset(2)
    #expect(
      traffic.story() == [
        "described run-time", "DFU_DETACH", "reset", "attached after reset", "described dfu",
        "reset",
      ])
  }

  @Test func `a departure from it tells of no device that answers afterwards`() {
    var traffic = downloading()
    traffic.portStatus(2, connected: false, changed: true)
    traffic.getStatus(5, .dfuDNLOADIDLE)
    traffic.finish()
    #expect(traffic.story() == beginning + ["DFU_GETSTATUS", "end"])
  }

  @Test func `a departure from it without a further answer is told when the recording ends`() {
    var traffic = downloading()
    traffic.portStatus(2, connected: false, changed: true)
    traffic.finish()
    #expect(traffic.story() == beginning + ["left", "end"])
  }

  @Test(arguments: [true, false])
  func `a newcomer on it is the device that left if the vendor is the same`(_ isSame: Bool) {
    var traffic = downloading()
    traffic.portStatus(2, connected: false, changed: true)
    traffic.portStatus(2, connected: true, changed: true)
    traffic.portReset(2)
    traffic.setAddress(9)
    traffic.readDevice(9, vendor: isSame ? 0x20B1 : 0x1209)
    traffic.readConfiguration(9, protocol: 1)
    let arrival = ["attached after leaving", "described run-time"]
    #expect(traffic.story() == beginning + (isSame ? ["left"] + arrival : []))
    #expect(traffic.story(1) == (isSame ? [] : arrival))
  }

  /// Linux ends a request that waits when its device is reset or leaves.
  @Test func `a reset of it that ends a request is that of the device of the request`() {
    var traffic = downloading()
    traffic.send(5, ClassRequest.getStatus.setup(length: 6), .disconnected, isInterrupted: true)
    traffic.portReset(2)
    #expect(traffic.story() == beginning + ["DFU_GETSTATUS", "reset"])
  }

  @Test func `a request that was ended before says nothing of a later reset`() {
    var traffic = downloading()
    traffic.send(5, ClassRequest.getStatus.setup(length: 6), .disconnected, isInterrupted: true)
    traffic.portStatus(3, connected: true, changed: false)
    traffic.portReset(2)
    #expect(traffic.story() == beginning + ["DFU_GETSTATUS"])
  }

  @Test func `a disabled port tells of no device`() {
    var traffic = downloading()
    traffic.portDisable(2)
    traffic.getStatus(5, .dfuDNLOADIDLE)
    #expect(traffic.story() == beginning + ["DFU_GETSTATUS"])
  }

  /// Of two devices the address tells which one it was.
  @Test func `a reset of it among several such devices is that of the next address`() {
    var traffic = downloading()
    traffic.readDevice(7, vendor: 0x046D)
    traffic.portReset(2)
    traffic.setAddress(5)
    traffic.readDevice(5)
    #expect(traffic.story() == beginning + ["reset", "attached after reset"])
  }
}
