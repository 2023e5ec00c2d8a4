import DFU
import Testing
import USB

/// Unit after unit of one product on one port, as on a line that updates them: their serial numbers
/// tell them apart (USB 2.0, 9.6.1).
@Suite struct DeviceUnitTests {
  /// A device on port 1, enumerated up to its configuration.
  private func plug(_ traffic: inout Traffic, _ address: UInt8, protocol number: UInt8 = 1) {
    traffic.portStatus(connected: true, changed: true)
    traffic.portReset()
    traffic.setAddress(address)
    traffic.readDevice(address)
    traffic.readConfiguration(address, protocol: number)
  }

  private func pull(_ traffic: inout Traffic) {
    traffic.portStatus(connected: false, changed: true)
    traffic.wait(seconds: 2)
  }

  /// A unit of serial number A that was asked for its status and pulled.
  private func pulled() -> Traffic {
    var traffic = Traffic()
    plug(&traffic, 2)
    traffic.readSerial(2, "A")
    traffic.configure(2)
    traffic.getStatus(2, .appIDLE)
    pull(&traffic)
    return traffic
  }

  private let story = [
    "attached after leaving", "described run-time", "configured 1", "DFU_GETSTATUS", "left",
  ]

  @Test(arguments: [2, 3] as [UInt8])
  func `another serial number on the port is another session`(_ address: UInt8) {
    var traffic = pulled()
    plug(&traffic, address)
    traffic.readSerial(address, "B")
    traffic.configure(address)
    traffic.getStatus(address, .appIDLE)
    #expect(traffic.story(0) == story)
    #expect(traffic.story(1) == story.dropLast())
    #expect(traffic.tracker.sessions.map(\.devices.count) == [1, 1])
  }

  @Test func `the same serial number on the port is the same session`() {
    var traffic = pulled()
    plug(&traffic, 3)
    #expect(traffic.story() == story)
    traffic.readSerial(3, "A")
    #expect(traffic.story() == story + ["attached after leaving", "described run-time"])
    #expect(traffic.tracker.sessions.count == 1)
  }

  /// Its DFU mode belongs to the new session, although the unit before it left a moment ago.
  @Test func `a unit that comes back after another one begins a session`() {
    var traffic = pulled()
    for (address, letter) in [(3, "B"), (4, "A")] as [(UInt8, Character)] {
      plug(&traffic, address)
      traffic.readSerial(address, letter)
      if letter == "B" { pull(&traffic) }
    }
    traffic.send(4, ClassRequest.detach.setup(value: 1000))
    traffic.portReset()
    traffic.setAddress(5)
    traffic.readDevice(5, product: 9)
    traffic.readConfiguration(5, protocol: 2)
    #expect(traffic.story(0) == story)
    #expect(traffic.story(1) == ["attached after leaving", "described run-time", "left"])
    #expect(
      traffic.story(2) == [
        "attached after leaving", "described run-time", "DFU_DETACH", "reset",
        "attached after reset", "described dfu",
      ])
  }

  /// The order of the events is the same as with a serial number that was read.
  @Test func `a host that does not read the serial number loses nothing`() {
    var traffic = pulled()
    plug(&traffic, 3)
    traffic.configure(3)
    traffic.getStatus(3, .appIDLE)
    #expect(traffic.story() == story + story.dropLast())
    #expect(traffic.tracker.sessions.count == 1)
  }

  @Test func `a newcomer that waits for its serial number is told when its port is reset`() {
    var traffic = pulled()
    plug(&traffic, 3)
    traffic.portReset()
    #expect(
      traffic.story() == story + ["attached after leaving", "described run-time", "reset"])
  }

  @Test func `a newcomer that waits for its serial number is told before the recording ends`() {
    var traffic = pulled()
    plug(&traffic, 3)
    traffic.finish()
    #expect(
      traffic.story() == story + ["attached after leaving", "described run-time", "end"])
  }

  @Test func `descriptors that change again and again do not wait without an end`() {
    var traffic = pulled()
    plug(&traffic, 3)
    func read(_ interface: UInt8) {
      traffic.readConfiguration(3, protocol: 1, interfaces: [interface])
    }
    for number in 1..<15 { read(number % 2 == 1 ? 2 : 0) }
    #expect(traffic.story() == story)
    read(2)
    let told = [String](repeating: "described run-time", count: 16)
    #expect(traffic.story() == story + ["attached after leaving"] + told)
    read(0)
    #expect(traffic.story() == story + ["attached after leaving"] + told + told.suffix(1))
  }

  @Test func `in the other mode a device may have another serial number`() {
    var traffic = pulled()
    plug(&traffic, 3, protocol: 2)
    #expect(traffic.story().last == "described dfu")
    traffic.readSerial(3, "B")
    #expect(traffic.tracker.sessions.count == 1)
  }

  /// It may come back with other firmware.
  @Test func `a device that was told to leave may come back with another serial number`() {
    var traffic = Traffic()
    plug(&traffic, 2, protocol: 2)
    traffic.readSerial(2, "A")
    traffic.configure(2)
    traffic.getStatus(2, .dfuMANIFEST)
    pull(&traffic)
    plug(&traffic, 3, protocol: 2)
    traffic.readSerial(3, "B")
    #expect(traffic.story().last == "described dfu")
    #expect(traffic.tracker.sessions.count == 1)
  }

  /// A host may ask for the length of the string first.
  @Test func `a part of the serial number tells nothing`() {
    var traffic = pulled()
    plug(&traffic, 3)
    traffic.readString(3, [4, 3])
    #expect(traffic.story() == story)
    traffic.readSerial(3, "B")
    #expect(traffic.tracker.sessions.count == 2)
  }
}
