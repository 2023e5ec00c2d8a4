import DFU
import Testing
import USB

/// Events of a bus that its records tell: every device on it is reset (USB 2.0, 7.1.7.5).
@Suite struct `Events of a bus` {
  /// Run-time devices at these addresses.
  private func present(_ addresses: UInt8...) -> Traffic {
    var traffic = Traffic()
    for address in addresses {
      traffic.setAddress(address)
      traffic.readDevice(address)
      traffic.readConfiguration(address, protocol: 1)
      traffic.getStatus(address, .appIDLE)
    }
    return traffic
  }

  /// What a session tells after its first request.
  private func story(_ traffic: Traffic, _ session: SessionID = 0) -> [String] {
    Array(traffic.story(session).drop { $0 != "DFU_GETSTATUS" }.dropFirst())
  }

  @Test func `a reset of the bus is one of its device`() {
    var traffic = present(2)
    traffic.recorded(RecordedEvent(.reset, bus: traffic.bus))
    traffic.setAddress(3)
    traffic.readDevice(3, product: 9)
    traffic.readConfiguration(3, protocol: 2)
    #expect(story(traffic) == ["reset", "attached after reset", "described dfu"])
    #expect(traffic.tracker.sessions.count == 1)
  }

  @Test func `a reset of the bus is one of each device`() {
    var traffic = present(2, 4)
    traffic.recorded(RecordedEvent(.reset, bus: traffic.bus))
    for session in 0...1 { #expect(story(traffic, session) == ["reset"]) }
    for address in [2, 4] as [UInt8] {
      traffic.setAddress(address)
      traffic.getStatus(address, .appIDLE)
    }
    for session in 0...1 {
      #expect(story(traffic, session) == ["reset", "attached after reset", "DFU_GETSTATUS"])
    }
  }

  @Test func `an event of one device leaves the others alone`() {
    var traffic = present(2, 4)
    let device = DeviceAddress(bus: traffic.bus, address: 4)
    traffic.recorded(RecordedEvent(.left, bus: traffic.bus, device: device))
    #expect(story(traffic, 0).isEmpty)
    #expect(story(traffic, 1) == ["left"])
  }

  @Test func `an event of another bus is nothing`() {
    var traffic = present(2)
    traffic.recorded(RecordedEvent(.reset, bus: traffic.bus + 1))
    #expect(story(traffic).isEmpty)
  }
}
