import DFU
import Testing
import USB

@Suite struct SessionTests {
  /// Run-time device, DETACH, reset, DFU mode. xHCI and vhci differ in showing SET_ADDRESS or not.
  private func detach(_ traffic: inout Traffic, showsAddress: Bool) {
    traffic.portStatus(connected: true, changed: true)
    traffic.portReset()
    traffic.setAddress(2)
    traffic.readDevice(2)
    traffic.readConfiguration(2, protocol: 1)
    traffic.configure(2)
    traffic.getStatus(2, .appIDLE)
    traffic.send(2, ClassRequest.detach.setup(value: 1000))
    traffic.portReset()
    if showsAddress { traffic.setAddress(3) } else { traffic.send(0, identityRead) }
    traffic.portReset()
    traffic.readDevice(3, product: 9)
    traffic.readConfiguration(3, protocol: 2)
    traffic.configure(3)
    traffic.getStatus(3, .dfuIDLE)
  }

  private let identityRead = SetupPacket(
    requestType: RequestType(rawValue: 0x80), request: 6, value: 0x0100, length: 64)

  private let story = [
    "attached after leaving", "described run-time", "configured 1", "DFU_GETSTATUS",
    "DFU_DETACH", "reset", "attached after reset", "described dfu", "configured 1",
    "DFU_GETSTATUS",
  ]

  @Test(arguments: [true, false])
  func `a run-time device and its DFU-mode successor are one session`(_ showsAddress: Bool) {
    var traffic = Traffic()
    detach(&traffic, showsAddress: showsAddress)
    #expect(traffic.story() == story)
    #expect(traffic.tracker.sessions.count == 1)
    #expect(traffic.tracker.sessions[0].devices.map(\.product) == [8, 9])
    #expect(!traffic.tracker.sessions[0].isInferred)
  }

  @Test func `other numbers and another device beside it change nothing`() {
    var traffic = Traffic()
    traffic.shift = 40
    traffic.bus = 7
    traffic.getStatus(60, .appIDLE, interface: 9)
    detach(&traffic, showsAddress: true)
    let own = traffic.observations.filter { observation in
      if case .exchange(let transfer) = observation.event { return transfer.device.address < 100 }
      return true
    }
    #expect(own.count == traffic.observations.count - 1)
    let last = traffic.tracker.sessions.indices.last ?? 0
    #expect(traffic.story(last) == story)
  }

  @Test func `a request to another interface is never DFU`() {
    var traffic = Traffic()
    traffic.readDevice(4)
    traffic.readConfiguration(4, protocol: 2)
    traffic.getStatus(4, .dfuIDLE, interface: 1)
    #expect(traffic.story() == ["described dfu"])
    #expect(traffic.dispositions.last == .notDFU)
  }

  @Test func `a wrong interface number that does not exist is meant for DFU`() {
    var traffic = Traffic()
    traffic.readDevice(4)
    traffic.readConfiguration(4, protocol: 2)
    traffic.getStatus(4, .dfuIDLE, interface: 5)
    traffic.getStatus(4, .dfuIDLE, interface: 0x0100)
    #expect(traffic.story() == ["described dfu", "DFU_GETSTATUS", "DFU_GETSTATUS"])
  }

  @Test func `without descriptors a plausible GETSTATUS proves what came before`() {
    var traffic = Traffic()
    traffic.send(6, ClassRequest.abort.setup())
    traffic.send(6, ClassRequest.clrStatus.setup())
    #expect(traffic.tracker.sessions.isEmpty)
    #expect(traffic.tracker.unprovedCandidates.values.first?.count == 2)
    traffic.getStatus(6, .dfuIDLE)
    #expect(traffic.story() == ["DFU_ABORT", "DFU_CLRSTATUS", "DFU_GETSTATUS"])
    #expect(traffic.tracker.sessions[0].isInferred)
  }

  @Test func `an implausible answer proves nothing`() {
    var traffic = Traffic()
    let setup = ClassRequest.getStatus.setup(length: 6)
    traffic.send(6, setup, data: [16, 0, 0, 0, 2, 0])
    traffic.send(6, setup, data: [0, 0, 0, 0, 11, 0])
    traffic.send(6, setup, data: [0, 0, 0, 0, 2])
    traffic.send(6, setup, .stalled)
    #expect(traffic.tracker.sessions.isEmpty)
  }

  @Test func `a forced address needs no proof, and other devices are left out`() {
    var traffic = Traffic(forced: [DeviceAddress(bus: 1, address: 6)])
    traffic.send(6, ClassRequest.abort.setup(), .unknown)
    traffic.getStatus(7, .dfuIDLE)
    #expect(traffic.story() == ["DFU_ABORT"])
    #expect(traffic.tracker.sessions.count == 1)
  }

  @Test func `a wIndex with a high byte names no interface, but for fwupd's DETACH`() {
    var traffic = Traffic()
    traffic.getStatus(6, .dfuIDLE, interface: 0x0500)
    traffic.getStatus(6, .dfuIDLE, interface: 0x0100)
    traffic.send(6, ClassRequest.abort.setup(interface: 0x0201))
    #expect(traffic.tracker.sessions.isEmpty)
    #expect(traffic.tracker.unprovedCandidates.isEmpty)
    traffic.send(6, ClassRequest.detach.setup(interface: 0x0100))
    #expect(traffic.tracker.unprovedCandidates.values.map(\.count) == [1])
  }

  @Test func `a vendor's interface that is asked as DFU is named, and judged by force`() {
    let address = DeviceAddress(bus: 1, address: 6)
    for forced in [[], [address]] as [Set<DeviceAddress>] {
      var traffic = Traffic(forced: forced)
      traffic.readDevice(6)
      traffic.readConfiguration(6, class: [0xFF, 0, 0])
      traffic.getStatus(6, .dfuIDLE)
      traffic.getStatus(6, .dfuIDLE)
      #expect(traffic.tracker.sessions.count == forced.count)
      #expect(traffic.story().count == 2 * forced.count)
      let named = traffic.tracker.unprovedCandidates[address]?.interface?.interfaceClass
      #expect(named == (forced.isEmpty ? 0xFF : nil))
    }
  }

  @Test func `an interface of another class is not taken for DFU, by force neither`() {
    for forced in [[], [DeviceAddress(bus: 1, address: 6)]] as [Set<DeviceAddress>] {
      var traffic = Traffic(forced: forced)
      traffic.readDevice(6)
      traffic.readConfiguration(6, class: [3, 0, 0])
      traffic.send(6, ClassRequest.upload.setup(length: 1), data: [0])
      #expect(traffic.tracker.sessions.isEmpty)
      #expect(traffic.tracker.unprovedCandidates.isEmpty)
    }
  }

  @Test func `a device that leaves by itself comes back into its session`() {
    var traffic = Traffic()
    traffic.portStatus(connected: true, changed: true)
    traffic.portReset()
    traffic.setAddress(2)
    traffic.readDevice(2)
    traffic.readConfiguration(2, protocol: 1)
    traffic.send(2, ClassRequest.detach.setup(value: 1000))
    traffic.portStatus(connected: false, changed: true)
    traffic.portStatus(connected: true, changed: true)
    traffic.portReset()
    traffic.setAddress(3)
    traffic.readDevice(3, product: 9)
    traffic.readConfiguration(3, protocol: 2)
    #expect(
      traffic.story() == [
        "attached after leaving", "described run-time", "DFU_DETACH", "left",
        "attached after leaving", "described dfu",
      ])
  }

  @Test func `two devices at the same time are two sessions`() {
    var traffic = Traffic()
    for address in [UInt8(2), 3] {
      traffic.portStatus(UInt16(address), connected: true, changed: true)
      traffic.portReset(UInt16(address))
      traffic.setAddress(address)
      traffic.readDevice(address)
      traffic.readConfiguration(address, protocol: 2)
    }
    traffic.getStatus(2, .dfuIDLE)
    traffic.getStatus(3, .dfuIDLE)
    #expect(traffic.tracker.sessions.count == 2)
    #expect(traffic.story(0) == traffic.story(1))
  }

  @Test func `without hub traffic a device that was manifesting comes back as another`() {
    var traffic = Traffic()
    traffic.getStatus(28, .dfuMANIFEST)
    traffic.setAddress(29)
    traffic.readDevice(29, vendor: 0x0925, product: 0xD100)
    traffic.readConfiguration(29, protocol: 1)
    #expect(traffic.story() == ["DFU_GETSTATUS", "attached", "described run-time"])
  }

  @Test func `identical descriptors are told once`() {
    var traffic = Traffic()
    for _ in 0..<3 {
      traffic.readDevice(2)
      traffic.readConfiguration(2, protocol: 2)
    }
    #expect(traffic.story() == ["described dfu"])
  }

  @Test func `any cut of the traffic is followed without harm`() {
    var seed: UInt64 = 42
    for _ in 0..<200 {
      var traffic = Traffic()
      for _ in 0..<60 {
        seed = seed &* 6_364_136_223_846_793_005 &+ 1
        let address = UInt8(seed >> 33 & 3) + 2
        switch seed >> 40 & 7 {
        case 0: traffic.portReset(UInt16(address))
        case 1: traffic.portStatus(UInt16(address), connected: seed & 1 == 0, changed: true)
        case 2: traffic.setAddress(address)
        case 3: traffic.readDevice(address)
        case 4: traffic.readConfiguration(address, protocol: UInt8(seed >> 50 & 3))
        case 5: traffic.configure(address)
        case 6: traffic.getStatus(address, .dfuIDLE, interface: UInt16(seed >> 55 & 1))
        default: traffic.send(address, ClassRequest.abort.setup(), .disconnected)
        }
      }
      #expect(traffic.dispositions.count >= 60)
      let handed = traffic.observations.compactMap { (_, event) -> Int? in
        if case .exchange(let transfer) = event { transfer.submitted.frame } else { nil }
      }
      #expect(Set(handed).count == handed.count)
    }
  }
}
