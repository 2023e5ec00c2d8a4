import DFU
import Testing
import USB

/// A device that comes back without its DFU interface, or another one that was given its address.
///
/// Windows and macOS give an address again at once. Other classes have requests of DFU's numbers:
/// HID's GET_PROTOCOL is A1h 3, its GET_IDLE A1h 2.
@Suite struct `A device that has no DFU interface any more` {
  /// A device in DFU mode, whose enumeration is in the capture.
  private func inDFUMode() -> Traffic {
    var traffic = Traffic()
    traffic.portReset()
    traffic.setAddress(2)
    traffic.readDevice(2)
    traffic.readConfiguration(2, protocol: 2)
    traffic.configure(2)
    traffic.getStatus(2, .dfuIDLE)
    return traffic
  }

  private func comeBack(_ traffic: inout Traffic, product: UInt16) {
    traffic.portReset()
    traffic.setAddress(2)
    traffic.readDevice(2, product: product)
  }

  private func askForProtocol(_ traffic: inout Traffic) {
    traffic.send(2, ClassRequest.getStatus.setup(length: 1), data: [1])
    traffic.send(2, ClassRequest.upload.setup(length: 1), data: [0])
    traffic.send(2, ClassRequest.abort.setup())
  }

  private let before = ["attached", "described dfu", "configured 1", "DFU_GETSTATUS"]

  /// `class`: a keyboard's, a vendor's, one of test and measurement.
  @Test(arguments: [[3, 1, 1], [0xFF, 0, 0], [0xFE, 3, 1]] as [[UInt8]], [8, 9] as [UInt16])
  func `after an enumeration its requests are not DFU's`(_ kind: [UInt8], _ product: UInt16) {
    var traffic = inDFUMode()
    comeBack(&traffic, product: product)
    traffic.readConfiguration(2, class: kind, hasFunctional: false)
    traffic.configure(2)
    traffic.setInterface(2, 1)
    askForProtocol(&traffic)
    #expect(traffic.story() == before + ["reset", "attached after reset", "configured 1"])
  }

  /// USBPcap shows no enumeration. A device of another vendor is none of the session.
  @Test(arguments: [0x20B1, 0x1209] as [UInt16])
  func `without an enumeration in the capture its requests are not DFU's either`(_ vendor: UInt16) {
    var traffic = inDFUMode()
    traffic.readDevice(2, vendor: vendor, product: 9)
    traffic.readConfiguration(2, class: [3, 1, 1], hasFunctional: false)
    traffic.readConfiguration(2, class: [3, 1, 1], hasFunctional: false)
    askForProtocol(&traffic)
    #expect(traffic.story() == before + (vendor == 0x20B1 ? ["attached"] : []))
    #expect(traffic.tracker.sessions.count == 1)
  }

  @Test(arguments: [true, false])
  func `it may have one again later`(_ isShown: Bool) {
    var traffic = inDFUMode()
    if isShown { comeBack(&traffic, product: 9) }
    traffic.readConfiguration(2, class: [3, 1, 1], hasFunctional: false)
    askForProtocol(&traffic)
    if isShown { comeBack(&traffic, product: 8) }
    traffic.readConfiguration(2, protocol: 2)
    traffic.getStatus(2, .dfuIDLE)
    #expect(traffic.story().suffix(2) == ["described dfu", "DFU_GETSTATUS"])
    #expect(Set(traffic.observations.map(\.session)) == [0])
  }

  @Test func `a configuration of another value takes nothing from it`() {
    var traffic = inDFUMode()
    traffic.readConfiguration(2, class: [3, 1, 1], value: 2, hasFunctional: false)
    traffic.getStatus(2, .dfuIDLE)
    #expect(traffic.story() == before + ["DFU_GETSTATUS"])
  }

  @Test func `a second configuration that has one gives it back`() {
    var traffic = inDFUMode()
    comeBack(&traffic, product: 9)
    traffic.readConfiguration(2, class: [3, 1, 1], hasFunctional: false)
    traffic.readConfiguration(2, protocol: 1, value: 2)
    traffic.configure(2, 2)
    traffic.getStatus(2, .appIDLE)
    #expect(
      traffic.story().suffix(3) == ["described run-time", "configured 2", "DFU_GETSTATUS"])
  }

  /// usbmon's text cuts the configuration of a keyboard.
  @Test func `as another product without its configuration it needs an answer of DFU`() {
    var traffic = inDFUMode()
    comeBack(&traffic, product: 9)
    askForProtocol(&traffic)
    traffic.getStatus(2, .appIDLE, interface: 3)
    traffic.send(2, ClassRequest.detach.setup(value: 1000, interface: 3))
    traffic.getStatus(2, .appIDLE)
    #expect(
      traffic.story() == before + [
        "reset", "attached after reset", "other 0", "other 0", "other 0", "DFU_GETSTATUS",
        "DFU_DETACH", "other 0",
      ])
  }

  @Test func `as the same product without its configuration it keeps its interface`() {
    var traffic = inDFUMode()
    comeBack(&traffic, product: 8)
    traffic.getStatus(2, .dfuIDLE)
    #expect(traffic.story().suffix(2) == ["attached after reset", "DFU_GETSTATUS"])
  }
}
