import DFU
import Testing
import USB

/// The arrows of the diagrams in `SessionTracker.swift`: each has one test or one row of arguments.
@Suite struct TransitionTests {
  /// Traffic of a run-time device on port 1, at address 2, which is a session.
  private func present() -> Traffic {
    var traffic = Traffic()
    traffic.portStatus(connected: true, changed: true)
    traffic.portReset()
    arrive(&traffic, at: 2, mode: 1)
    return traffic
  }

  /// A device is enumerated and shows a descriptor set of bInterfaceProtocol `mode`.
  private func arrive(
    _ traffic: inout Traffic, at address: UInt8, vendor: UInt16 = 0x20B1, mode: UInt8
  ) {
    traffic.setAddress(address)
    traffic.readDevice(address, vendor: vendor)
    traffic.readConfiguration(address, protocol: mode)
  }

  private let beginning = ["attached after leaving", "described run-time"]

  private func expect(
    _ traffic: Traffic, _ rest: [String], sessions: Int = 1,
    _ location: SourceLocation = #_sourceLocation
  ) {
    #expect(traffic.story() == beginning + rest, sourceLocation: location)
    #expect(traffic.tracker.sessions.count == sessions, sourceLocation: location)
  }

  // MARK: - The enumeration of a bus

  @Test func `idle: reading the descriptor of a device that is there is no arrival`() {
    var traffic = present()
    traffic.readDevice(2)
    expect(traffic, [])
  }

  @Test func `idle: a transfer to address 0 begins an enumeration`() {
    var traffic = present()
    traffic.readAtZero()
    traffic.readDevice(2)
    expect(traffic, ["attached"])
  }

  @Test func `port reset: the next arrival is on that port`() {
    var traffic = present()
    traffic.portReset()
    arrive(&traffic, at: 3, mode: 2)
    expect(traffic, ["reset", "attached after reset", "described dfu"])
  }

  /// SuperSpeed hubs reset a port in two ways (USB 3.2, 10.16.2.10).
  @Test func `port reset: a warm reset is one`() {
    var traffic = present()
    traffic.portReset(isWarm: true)
    arrive(&traffic, at: 2, mode: 2)
    expect(traffic, ["reset", "attached after reset", "described dfu"])
  }

  /// After a reset a device answers at address 0 only (USB 2.0, 9.1.1.3). So it was enumerated.
  @Test func `port reset: an answer at the old address is the arrival`() {
    var traffic = present()
    traffic.portReset()
    traffic.readDevice(2)
    expect(traffic, ["reset", "attached after reset"])
  }

  @Test func `under way: only the device that got the address can arrive`() {
    var traffic = present()
    traffic.setAddress(5)
    traffic.readDevice(2)
    expect(traffic, [])
    traffic.readDevice(5)
    traffic.readDevice(2)
    expect(traffic, [])
  }

  @Test func `under way: without SET_ADDRESS the first descriptor read is the arrival`() {
    var traffic = present()
    traffic.portReset()
    traffic.readAtZero()
    traffic.readDevice(3)
    traffic.readConfiguration(3, protocol: 2)
    expect(traffic, ["reset", "attached after reset", "described dfu"])
  }

  @Test func `under way: a second reset of the port is no second reset of the device`() {
    var traffic = present()
    traffic.portReset()
    traffic.readAtZero()
    traffic.portReset()
    traffic.setAddress(3)
    traffic.readDevice(3)
    traffic.readConfiguration(3, protocol: 2)
    expect(traffic, ["reset", "attached after reset", "described dfu"])
  }

  @Test func `under way: the arrival ends it`() {
    var traffic = present()
    traffic.readAtZero()
    traffic.readDevice(2)
    traffic.readDevice(2)
    expect(traffic, ["attached"])
  }

  // MARK: - A device that is there

  @Test(arguments: [false, true])
  func `there: a reset leads to reset, and the same address returns from it`(_ isRecorded: Bool) {
    var traffic = present()
    if isRecorded { traffic.recorded(2, hasLeft: false) } else { traffic.portReset() }
    arrive(&traffic, at: 2, mode: 1)
    expect(traffic, ["reset", "attached after reset", "described run-time"])
  }

  @Test func `there: a port that is disabled leads to reset without an observation`() {
    var traffic = present()
    traffic.portDisable()
    expect(traffic, [])
    arrive(&traffic, at: 2, mode: 1)
    expect(traffic, ["attached after reset", "described run-time"])
  }

  /// The link states U3 (suspended) and SS.Disabled (USB 3.2, 10.16.2.10).
  @Test(arguments: [(3, "attached"), (4, "attached after reset")])
  func `there: of a SuperSpeed port's link states one leads to reset`(
    state: UInt16, arrival: String
  ) {
    var traffic = present()
    traffic.portLink(state)
    arrive(&traffic, at: 2, mode: 1)
    expect(traffic, [arrival, "described run-time"])
  }

  @Test func `there: a connection that is lost leads to gone`() {
    var traffic = present()
    traffic.portStatus(connected: false, changed: true)
    expect(traffic, ["left"])
  }

  @Test func `there: a connection that changed leads to gone, though something is connected`() {
    var traffic = present()
    traffic.portStatus(connected: true, changed: true)
    expect(traffic, ["left"])
  }

  @Test func `there: a port status that tells of no change is nothing`() {
    var traffic = present()
    traffic.portStatus(connected: true, changed: false)
    expect(traffic, [])
  }

  @Test func `there: transfers that were shut down lead to gone, once`() {
    var traffic = present()
    for _ in 0..<2 { traffic.send(2, ClassRequest.abort.setup(), .disconnected) }
    expect(traffic, ["left", "DFU_ABORT", "DFU_ABORT"])
  }

  @Test func `there: the recorder's departure leads to gone, once`() {
    var traffic = present()
    for _ in 0..<2 { traffic.recorded(2, hasLeft: true) }
    expect(traffic, ["left"])
  }

  @Test func `there: an enumeration of the same address without a reset is unexplained`() {
    var traffic = present()
    arrive(&traffic, at: 2, mode: 1)
    expect(traffic, ["attached", "described run-time"])
  }

  @Test func `there: its address on another port is a newcomer's`() {
    var traffic = present()
    traffic.portReset(2)
    arrive(&traffic, at: 2, mode: 1)
    expect(traffic, [], sessions: 2)
    #expect(traffic.story(1) == ["attached", "described run-time"])
  }

  // MARK: - A device that was reset

  @Test func `reset: a further reset and a change of the connection are not told`() {
    var traffic = present()
    traffic.portReset()
    traffic.portReset()
    traffic.recorded(2, hasLeft: false)
    traffic.portStatus(connected: false, changed: true)
    traffic.send(2, ClassRequest.abort.setup(), .disconnected)
    expect(traffic, ["reset", "DFU_ABORT"])
  }

  @Test func `reset: a connection that changed makes the newcomer come after leaving`() {
    var traffic = present()
    traffic.portReset()
    traffic.portStatus(connected: true, changed: true)
    arrive(&traffic, at: 3, mode: 2)
    expect(traffic, ["reset", "attached after leaving", "described dfu"])
  }

  @Test func `reset: a new address on the port takes the place of the old one`() {
    var traffic = present()
    traffic.portReset()
    arrive(&traffic, at: 3, mode: 2)
    traffic.portReset()
    arrive(&traffic, at: 4, mode: 1)
    expect(
      traffic,
      [
        "reset", "attached after reset", "described dfu", "reset", "attached after reset",
        "described run-time",
      ])
  }

  // MARK: - A device that is gone

  @Test func `gone: no reset and no departure of it is told any more`() {
    var traffic = present()
    traffic.portStatus(connected: false, changed: true)
    traffic.portReset()
    traffic.portStatus(connected: false, changed: true)
    traffic.recorded(2, hasLeft: true)
    traffic.recorded(2, hasLeft: false)
    expect(traffic, ["left"])
  }

  @Test func `gone: another address on its port continues the session`() {
    var traffic = present()
    traffic.recorded(2, hasLeft: true)
    traffic.readDevice(3)
    traffic.readConfiguration(3, protocol: 2)
    expect(traffic, ["left", "attached after leaving", "described dfu"])
  }

  @Test func `gone: its own address on its port continues the session`() {
    var traffic = present()
    traffic.portStatus(connected: false, changed: true)
    traffic.portReset()
    arrive(&traffic, at: 2, mode: 1)
    expect(traffic, ["left", "attached after leaving", "described run-time"])
  }

  @Test func `gone: after 30 seconds its address may be given to another vendor's device`() {
    var traffic = present()
    traffic.portStatus(connected: false, changed: true)
    traffic.wait(seconds: 60)
    traffic.portReset()
    arrive(&traffic, at: 2, vendor: 0x0925, mode: 1)
    expect(traffic, ["left"], sessions: 2)
    #expect(traffic.story(1) == ["attached after leaving", "described run-time"])
  }

  /// A bootloader may have another vendor than the application, but nobody asked for it here.
  @Test(arguments: [true, false])
  func `gone: another vendor's device continues it only after it was told to leave`(
    _ isTold: Bool
  ) {
    var traffic = present()
    if isTold { traffic.send(2, ClassRequest.detach.setup(value: 1000)) }
    traffic.portStatus(connected: false, changed: true)
    traffic.portReset()
    arrive(&traffic, at: 3, vendor: 0x0925, mode: 2)
    #expect(traffic.tracker.sessions.count == (isTold ? 1 : 2))
  }

  // MARK: - A session

  /// A device without hub traffic: its port is not known.
  private func withoutPort() -> Traffic {
    var traffic = Traffic()
    traffic.readDevice(2)
    traffic.readConfiguration(2, protocol: 1)
    return traffic
  }

  @Test func `there: a newcomer begins a session of its own`() {
    var traffic = withoutPort()
    arrive(&traffic, at: 3, mode: 2)
    #expect(traffic.tracker.sessions.count == 2)
  }

  static let farewells: [UInt8] = [
    ClassRequest.detach.rawValue, XMOSRequest.resetDevice.rawValue,
    XMOSRequest.resetIntoDFU.rawValue, XMOSRequest.resetFromDFU.rawValue,
  ]

  @Test(arguments: farewells)
  func `there: a request to leave makes the session expect a newcomer`(_ request: UInt8) {
    let setup = SetupPacket(requestType: .classInterfaceOut, request: request)
    for outcome in [TransferOutcome.acknowledged, .timedOut, .stalled] {
      var traffic = withoutPort()
      traffic.send(2, setup, outcome)
      arrive(&traffic, at: 3, vendor: 0x0925, mode: 2)
      #expect(traffic.tracker.sessions.count == (outcome == .stalled ? 2 : 1))
    }
  }

  @Test(arguments: State.allCases)
  func `there: a manifestation makes the session expect a newcomer`(_ state: State) {
    var traffic = withoutPort()
    traffic.getStatus(2, state)
    arrive(&traffic, at: 3, vendor: 0x0925, mode: 1)
    let leads: [State] = [.dfuMANIFESTSYNC, .dfuMANIFEST, .dfuMANIFESTWAITRESET]
    #expect(traffic.tracker.sessions.count == (leads.contains(state) ? 1 : 2))
  }

  /// Windows shows no ports, and two devices may be told to leave at the same time.
  @Test(arguments: [[0x20B1, 0x0925], [0x0925, 0x20B1]] as [[UInt16]])
  func `expected back: of two sessions a newcomer continues that of its vendor`(
    _ vendors: [UInt16]
  ) {
    var traffic = withoutPort()
    traffic.readDevice(3, vendor: 0x0925)
    traffic.readConfiguration(3, protocol: 1)
    for address in [UInt8(2), 3] {
      traffic.send(address, ClassRequest.detach.setup(value: 1000))
    }
    for (place, vendor) in vendors.enumerated() {
      traffic.readDevice(UInt8(4 + place), vendor: vendor)
      traffic.readConfiguration(UInt8(4 + place), protocol: 2)
    }
    let sessions = traffic.tracker.sessions
    #expect(sessions.map { Set($0.devices.map(\.vendor)) } == [[0x20B1], [0x0925]])
    #expect(sessions.map(\.devices.count) == [2, 2])
  }

  /// Windows gives an address again, and USBPcap shows no enumeration.
  @Test(arguments: [true, false])
  func `there: a descriptor of another vendor at its address is a stranger's`(_ isTold: Bool) {
    var traffic = withoutPort()
    if isTold { traffic.send(2, ClassRequest.detach.setup(value: 1000)) }
    traffic.readDevice(2, vendor: 0x0925)
    traffic.readConfiguration(2, protocol: 2)
    #expect(traffic.tracker.sessions.count == (isTold ? 1 : 2))
  }

  @Test(arguments: [29, 31] as [Int64])
  func `expected back: the expectation ends after 30 seconds`(_ seconds: Int64) {
    var traffic = withoutPort()
    traffic.send(2, ClassRequest.detach.setup(value: 1000))
    traffic.wait(seconds: seconds)
    arrive(&traffic, at: 3, mode: 2)
    #expect(traffic.tracker.sessions.count == (seconds < 30 ? 1 : 2))
  }

  @Test func `expected back: its return under the same address ends the expectation`() {
    var traffic = withoutPort()
    traffic.send(2, ClassRequest.detach.setup(value: 1000))
    arrive(&traffic, at: 2, mode: 1)
    arrive(&traffic, at: 3, mode: 2)
    #expect(traffic.tracker.sessions.count == 2)
  }

  @Test(arguments: [0x20B1, 0x0925] as [UInt16])
  func `gone: after 30 seconds only the same vendor continues it`(_ vendor: UInt16) {
    var traffic = withoutPort()
    traffic.send(2, ClassRequest.abort.setup(), .disconnected)
    traffic.wait(seconds: 60)
    arrive(&traffic, at: 3, vendor: vendor, mode: 2)
    #expect(traffic.tracker.sessions.count == (vendor == 0x20B1 ? 1 : 2))
  }

  @Test func `there: on its own port the same vendor continues it at any time`() {
    var traffic = present()
    traffic.wait(seconds: 60)
    traffic.portReset(2)
    arrive(&traffic, at: 3, mode: 2)
    #expect(traffic.tracker.sessions.count == 2)
    traffic.wait(seconds: 60)
    traffic.portReset(1)
    traffic.wait(seconds: 60)
    arrive(&traffic, at: 4, mode: 2)
    expect(traffic, ["reset", "attached after reset", "described dfu"], sessions: 2)
  }

  /// A recording that begins late may show a second device for the first time after the first one
  /// was sent away. In the middle of a transfer it has not just arrived.
  @Test(arguments: [State.dfuIDLE, .dfuERROR, .dfuDNLOADIDLE, .dfuMANIFEST], [true, false])
  func `expected back: a device in the middle of a transfer is another one`(
    _ state: State, _ isAskedFirst: Bool
  ) {
    var traffic = withoutPort()
    traffic.send(2, ClassRequest.detach.setup(value: 1000))
    if !isAskedFirst { traffic.send(3, ClassRequest.dnload.setup(value: 4)) }
    traffic.getStatus(3, state)
    let isReturn = isAskedFirst && [.dfuIDLE, .dfuERROR].contains(state)
    #expect(traffic.tracker.sessions.count == (isReturn ? 1 : 2))
  }
}
