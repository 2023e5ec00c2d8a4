import DFU
import Testing
import USB

/// Configurations and interfaces of one device: which request is one to its DFU interface.
@Suite struct ConfigurationTests {
  /// A run-time device with the DFU interface 2 in configuration 1, and 3 in configuration 2. The
  /// host reads both, as Linux does at every enumeration.
  private func twoConfigurations(active: UInt16) -> Traffic {
    var traffic = Traffic()
    traffic.readDevice(4)
    traffic.readConfiguration(4, protocol: 1, value: 1, interfaces: [2])
    traffic.readConfiguration(4, protocol: 1, value: 2, interfaces: [3])
    traffic.configure(4, active)
    return traffic
  }

  /// The interface that the last descriptor set of the story names.
  private func interface(_ traffic: Traffic) -> UInt8? {
    traffic.observations.compactMap { observation in
      if case .described(let set) = observation.event { set.interfaceNumber } else { nil }
    }.last
  }

  @Test(arguments: [1, 2] as [UInt16])
  func `the active configuration names the DFU interface`(_ active: UInt16) {
    var traffic = twoConfigurations(active: active)
    #expect(interface(traffic) == UInt8(active) + 1)
    traffic.getStatus(4, .appIDLE, interface: active + 1)
    #expect(traffic.story().suffix(2) == ["configured \(active)", "DFU_GETSTATUS"])
  }

  @Test func `reading a configuration that is not active changes nothing`() {
    var traffic = twoConfigurations(active: 1)
    let before = traffic.story()
    traffic.readConfiguration(4, protocol: 1, value: 2, interfaces: [3])
    #expect(traffic.story() == before)
    #expect(interface(traffic) == 2)
  }

  @Test func `the same configuration of two devices is read for each, and a new one anew`() {
    var traffic = Traffic()
    traffic.readDevice(4, vendor: 0x20B1)
    traffic.readConfiguration(4, protocol: 2)
    traffic.readDevice(5, vendor: 0x1209)
    traffic.readConfiguration(5, protocol: 2)
    traffic.readDevice(4, vendor: 0x20B1)
    traffic.readConfiguration(4, protocol: 1)
    let sets = traffic.observations.compactMap { observation in
      if case .described(let set) = observation.event { set } else { nil }
    }
    #expect(sets.map(\.device?.vendor) == [0x20B1, 0x1209, 0x20B1])
    #expect(sets.map(\.mode) == [.dfuMode, .dfuMode, .runTime])
  }

  @Test func `a configuration that was read alone is told once`() {
    var traffic = Traffic()
    traffic.readConfiguration(4, protocol: 1)
    traffic.configure(4)
    #expect(traffic.story() == ["described run-time", "configured 1"])
  }

  @Test func `a request to a second DFU interface is told, and is no exchange`() {
    var traffic = Traffic()
    traffic.readConfiguration(4, protocol: 1, interfaces: [2, 3])
    traffic.configure(4)
    traffic.getStatus(4, .appIDLE, interface: 3)
    traffic.getStatus(4, .appIDLE, interface: 2)
    traffic.getStatus(4, .appIDLE, interface: 1)
    #expect(
      traffic.story() == ["described run-time", "configured 1", "not followed 3", "DFU_GETSTATUS"])
  }

  /// Configuration 0 is the address state: there are no interfaces (USB 2.0, 9.1.1.5 and 9.4.7).
  @Test(arguments: [TransferOutcome.stalled, .acknowledged])
  func `after SET_CONFIGURATION 0 no request is an exchange`(_ outcome: TransferOutcome) {
    var traffic = Traffic()
    traffic.readConfiguration(4, protocol: 2)
    traffic.configure(4, 0)
    traffic.send(4, ClassRequest.abort.setup(), outcome)
    traffic.configure(4, 1)
    traffic.send(4, ClassRequest.abort.setup(), outcome)
    #expect(
      traffic.story() == [
        "described dfu", "configured 0", "not configured", "configured 1", "DFU_ABORT",
      ])
  }

  /// The device was enumerated in the capture, so it begins unconfigured (USB 2.0, 9.1.1.4).
  @Test func `before the first SET_CONFIGURATION a stall is no exchange`() {
    var traffic = Traffic()
    traffic.setAddress(4)
    traffic.readDevice(4)
    traffic.readConfiguration(4, protocol: 2)
    traffic.send(4, ClassRequest.abort.setup(), .stalled)
    traffic.getStatus(4, .dfuIDLE)
    traffic.send(4, ClassRequest.abort.setup(), .stalled)
    #expect(
      traffic.story() == [
        "attached", "described dfu", "not configured", "DFU_GETSTATUS", "DFU_ABORT",
      ])
  }

  @Test func `without the enumeration in the capture a stall is an exchange`() {
    var traffic = Traffic()
    traffic.readConfiguration(4, protocol: 2)
    traffic.send(4, ClassRequest.abort.setup(), .stalled)
    #expect(traffic.story() == ["described dfu", "DFU_ABORT"])
  }

  /// A value names one configuration (USB 2.0, 9.6.3): the interfaces of another may have other
  /// numbers.
  @Test func `under a configuration that the capture does not show no request is judged`() {
    var traffic = Traffic()
    traffic.readConfiguration(4, protocol: 1, value: 2, interfaces: [3])
    traffic.configure(4, 1)
    traffic.getStatus(4, .appIDLE, interface: 2)
    traffic.getStatus(4, .appIDLE, interface: 3)
    traffic.readConfiguration(4, protocol: 1, value: 1, interfaces: [2])
    traffic.getStatus(4, .appIDLE, interface: 2)
    #expect(
      traffic.story() == [
        "described run-time", "configured 1", "other 2", "other 3", "described run-time",
        "DFU_GETSTATUS",
      ])
  }

  @Test func `where no SET_CONFIGURATION is shown the other one may be active`() {
    var traffic = Traffic()
    traffic.readConfiguration(4, protocol: 1, value: 1, interfaces: [2])
    traffic.readConfiguration(4, protocol: 1, value: 2, interfaces: [3])
    traffic.getStatus(4, .appIDLE, interface: 2)
    #expect(traffic.story().last == "not followed 2")
  }
}
