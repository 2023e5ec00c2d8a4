import DFU
import Testing
import USB

/// Arrivals without GET_DESCRIPTOR(device) in the capture: a host that knows the descriptor already
/// (a USB/IP client), or a capture that was cut down by a filter.
@Suite struct ArrivalTests {
  /// A run-time device at address 2 takes a DETACH.
  private func detached() -> Traffic {
    var traffic = Traffic()
    traffic.getStatus(2, .appIDLE)
    traffic.send(2, ClassRequest.detach.setup(value: 1000))
    return traffic
  }

  private let beginning = ["DFU_GETSTATUS", "DFU_DETACH"]

  /// Nothing went over the bus: there is no exchange, and the session goes on.
  @Test(arguments: [-28, 0, -71] as [Int32])
  func `a request that was never sent is no exchange`(_ status: Int32) {
    var traffic = detached()
    traffic.send(2, ClassRequest.clrStatus.setup(), .notSent, rawStatus: status)
    traffic.getStatus(2, .appDETACH)
    #expect(traffic.story() == beginning + ["DFU_GETSTATUS"])
    #expect(traffic.dispositions.allSatisfy { $0 == .used })
  }

  /// The controller driver refuses a request to a device that has gone (-ENODEV).
  @Test func `a request that was not sent since the device has gone shows the departure`() {
    var traffic = detached()
    traffic.send(2, ClassRequest.getStatus.setup(), .notSent, rawStatus: LinuxStatus.noDevice)
    #expect(traffic.story() == beginning + ["left"])
  }

  /// An address is given only after a bus reset (USB 2.0, 9.1.1).
  @Test func `a session that goes on at another address had an arrival`() {
    var traffic = detached()
    traffic.getStatus(3, .dfuIDLE)
    #expect(traffic.story() == beginning + ["attached", "DFU_GETSTATUS"])
    #expect(traffic.tracker.sessions.count == 1)
  }

  @Test func `the arrival is told before all requests to the new address`() {
    var traffic = detached()
    traffic.send(3, ClassRequest.clrStatus.setup())
    traffic.getStatus(3, .dfuIDLE)
    #expect(traffic.story() == beginning + ["attached", "DFU_CLRSTATUS", "DFU_GETSTATUS"])
  }

  @Test func `a new session without an arrival in the capture tells none`() {
    #expect(detached().story() == beginning)
  }

  /// The host reads only the configuration at the new address.
  @Test(arguments: [false, true])
  func `after SET_ADDRESS each answer of the new address is the arrival`(_ isTheOld: Bool) {
    var traffic = detached()
    let address: UInt8 = isTheOld ? 2 : 3
    traffic.setAddress(address)
    traffic.readConfiguration(address, protocol: 2)
    #expect(traffic.story() == beginning + ["attached", "described dfu"])
  }

  @Test func `after SET_ADDRESS a request that was sent before it shows no arrival`() {
    var traffic = detached()
    let before = traffic.now
    traffic.setAddress(2)
    traffic.send(2, ClassRequest.abort.setup(), submitted: before)
    #expect(traffic.story() == beginning + ["DFU_ABORT"])
    traffic.getStatus(2, .dfuIDLE)
    #expect(traffic.story() == beginning + ["DFU_ABORT", "attached", "DFU_GETSTATUS"])
  }

  @Test(arguments: [TransferOutcome.timedOut, .cancelled, .disconnected, .unknown])
  func `after SET_ADDRESS a request without an answer shows no arrival`(
    _ outcome: TransferOutcome
  ) {
    var traffic = detached()
    traffic.setAddress(2)
    traffic.send(2, ClassRequest.abort.setup(), outcome)
    #expect(!traffic.story().contains("attached"))
  }

  /// xHCI sends SET_ADDRESS itself.
  @Test func `without SET_ADDRESS an answer of an address that nobody had is the arrival`() {
    var traffic = detached()
    traffic.readAtZero()
    traffic.getStatus(3, .dfuIDLE)
    #expect(traffic.story() == beginning + ["attached", "DFU_GETSTATUS"])
  }

  /// Hosts configure a device once after each enumeration (USB 2.0, 9.1.1.5).
  @Test func `without SET_ADDRESS a SET_CONFIGURATION of the old address is the arrival`() {
    var traffic = detached()
    traffic.readAtZero()
    traffic.send(2, ClassRequest.abort.setup())
    #expect(traffic.story() == beginning + ["DFU_ABORT"])
    traffic.configure(2)
    #expect(traffic.story() == beginning + ["DFU_ABORT", "attached", "configured 1"])
  }

  /// The recording cuts the descriptors, so that nothing proves DFU at the address between.
  @Test func `a reset at an address where nothing proves DFU is not told, the departure is`() {
    var traffic = Traffic()
    traffic.enumerate(4)
    traffic.getStatus(4, .appIDLE)
    traffic.send(4, ClassRequest.detach.setup(value: 1000))
    traffic.portStatus(connected: false, changed: true)
    traffic.portStatus(connected: true, changed: true)
    traffic.enumerate(5)
    traffic.enumerate(6)
    traffic.getStatus(6, .dfuIDLE)
    let story = traffic.story()
    #expect(story.suffix(3) == ["left", "attached after leaving", "DFU_GETSTATUS"])
  }

  /// A DETACH that nobody could judge may be why the device comes back in its other mode.
  @Test(arguments: [5, 6] as [UInt8])
  func `requests that nothing proves before an enumeration are told as not judged`(
    _ address: UInt8
  ) {
    var traffic = Traffic()
    traffic.enumerate(4)
    traffic.getStatus(4, .appIDLE, interface: 2)
    traffic.enumerate(5)
    traffic.send(5, ClassRequest.detach.setup(value: 1000, interface: 2))
    traffic.enumerate(address)
    traffic.getStatus(address, .dfuIDLE)
    #expect(
      traffic.story().suffix(4) == ["reset", "other 2", "attached after reset", "DFU_GETSTATUS"])
  }

  @Test func `a device that left is back when it answers`() {
    var traffic = detached()
    traffic.send(2, ClassRequest.abort.setup(), .disconnected)
    traffic.getStatus(2, .dfuIDLE)
    let rest = ["left", "DFU_ABORT", "attached after leaving", "DFU_GETSTATUS"]
    #expect(traffic.story() == beginning + rest)
  }

  @Test func `a device whose reset a recorder states is back when it answers`() {
    var traffic = detached()
    traffic.recorded(2, hasLeft: false)
    traffic.getStatus(2, .dfuIDLE)
    #expect(traffic.story() == beginning + ["reset", "attached after reset", "DFU_GETSTATUS"])
  }

  /// A keyboard on the same bus, which the host asks while it enumerates another device.
  @Test(arguments: [false, true])
  func `an answer of a device that is there all the time is no arrival`(_ isShownBefore: Bool) {
    let setLights = SetupPacket(
      requestType: RequestType(rawValue: 0x21), request: 9, value: 0x200, length: 1)
    let readString = SetupPacket(
      requestType: RequestType(rawValue: 0x80), request: 6, value: 0x301, length: 255)
    var traffic = Traffic()
    traffic.enumerate(4)
    traffic.getStatus(4, .appIDLE)
    if isShownBefore { traffic.send(9, readString) }
    traffic.portReset()
    traffic.readAtZero()
    traffic.send(9, isShownBefore ? readString : setLights)
    traffic.setAddress(4)
    traffic.getStatus(4, .dfuIDLE)
    #expect(
      traffic.story() == [
        "attached", "DFU_GETSTATUS", "reset", "attached after reset", "DFU_GETSTATUS",
      ])
  }

  /// That its completion is lost shows when its request block is used again, in the middle of what
  /// the device does at its address.
  @Test func `a SET_ADDRESS without its end begins no enumeration of the device that has it`() {
    var traffic = Traffic()
    traffic.portReset()
    let sent = traffic.now
    traffic.readDevice(4)
    traffic.readConfiguration(4, protocol: 2)
    traffic.getStatus(4, .dfuIDLE)
    traffic.send(4, ClassRequest.dnload.setup(length: 64))
    traffic.send(
      0, SetupPacket(requestType: RequestType(rawValue: 0), request: 5, value: 4), .unknown,
      submitted: sent)
    traffic.getStatus(4, .dfuDNBUSY)
    #expect(
      traffic.story() == ["described dfu", "DFU_GETSTATUS", "DFU_DNLOAD", "DFU_GETSTATUS"])
  }
}

extension Traffic {
  /// The host resets the port, and reads the device descriptor at the new address.
  fileprivate mutating func enumerate(_ address: UInt8) {
    portReset()
    readAtZero()
    setAddress(address)
    readDevice(address)
  }
}
