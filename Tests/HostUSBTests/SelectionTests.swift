import HostUSB
import Testing
import USB

@Suite struct SelectionTests {
  private func selection(ids: String) throws -> DeviceSelection {
    var selection = DeviceSelection()
    try selection.take(ids: ids)
    return selection
  }

  private func takes(_ ids: String, _ vendor: UInt16, _ product: UInt16, dfu: Bool) throws -> Bool {
    let device = FakeHost.device(vendor, product, isDFUMode: dfu)
    return try selection(ids: ids).interface(of: device) != nil
  }

  @Test(arguments: [
    ("20b1:0008", true), ("20B1:8", true), ("0x20b1:0x0008", true), ("20b1:", true),
    (":0008", true), ("*:*", true), (":", true), ("20b1:0009", false), ("20b0:0008", false),
    ("20b1:-", false), ("20b1:0008,20b1:0009", true), (",20b1:0008", false),
  ])
  func `a device in run-time mode is named as dfu-util does`(ids: String, isMeant: Bool) throws {
    #expect(try takes(ids, 0x20B1, 0x0008, dfu: false) == isMeant)
  }

  @Test(arguments: [
    ("20b1:0008", true), ("0000:0000,20b1:0008", true), ("20b1:0008,20b1:0009", false),
    (",20b1:0008", true), ("20b1:0008,:", true), ("20b1:0008,-:-", false),
  ])
  func `what stands behind the comma is for DFU mode`(ids: String, isMeant: Bool) throws {
    #expect(try takes(ids, 0x20B1, 0x0008, dfu: true) == isMeant)
  }

  @Test(arguments: ["20b1", "", "20b1:0008:1", "xyz:0008", "20b11:0008", "a:b,c:d,e:f", "+1:2"])
  func `what is no vid:pid is refused with an example`(ids: String) {
    #expect(
      throws: DeviceSelection.Problem(
        message: "-d takes vid:pid[,vid:pid] in hexadecimal digits, as 20b1:0008; got '\(ids)'.")
    ) { try selection(ids: ids) }
  }

  @Test func `a port is bus and ports`() throws {
    var selection = DeviceSelection()
    try selection.take(path: "1-2.3")
    #expect(selection.interface(of: FakeHost.device(1, 2, path: "1-2.3")) != nil)
    #expect(selection.interface(of: FakeHost.device(1, 2, path: "1-2")) == nil)
    for wrong in ["1", "1-", "1-2.", "a-1", "1-2-3", ""] {
      #expect(throws: DeviceSelection.Problem.self) { try selection.take(path: wrong) }
    }
  }

  @Test func `an interface and an alternate setting narrow the choice`() throws {
    var device = FakeHost.device(1, 2)
    device.interfaces.append(FoundDevice.DFUInterface(number: 3, alternate: 1, isDFUMode: false))
    var selection = DeviceSelection()
    #expect(selection.interface(of: device)?.number == 0)
    selection.alternate = 1
    #expect(selection.interface(of: device)?.number == 3)
    selection.interface = 0
    #expect(selection.interface(of: device) == nil)
  }

  // MARK: - On a machine

  private func choice(_ host: FakeHost, _ selection: DeviceSelection) -> String {
    do {
      return try selection.theDevice(of: host).0.path
    } catch {
      return error.description
    }
  }

  @Test func `no such device, with those that there are`() throws {
    let host = FakeHost([FakeHost.device(0x1209, 0x0D11, path: "1-4")])
    #expect(
      choice(host, try selection(ids: "20b1:0008"))
        == "No such device with a DFU interface is there. "
        + "There are: 1209:0d11 at 1.5 (port 1-4).")
    #expect(
      choice(FakeHost([]), DeviceSelection())
        == "No such device with a DFU interface is there. "
        + "There is none at all; is it plugged in, and does lsusb show it?")
  }

  @Test func `a device without a DFU interface is none`() {
    var device = FakeHost.device(1, 2)
    device.interfaces = []
    #expect(choice(FakeHost([device]), DeviceSelection()).hasPrefix("No such device"))
  }

  @Test func `two alike are told apart by port or serial number`() throws {
    let host = FakeHost([
      FakeHost.device(1, 2, path: "1-1", address: 4), FakeHost.device(1, 2, path: "1-2"),
    ])
    host.serials = ["1-1": "A", "1-2": "B"]
    #expect(
      choice(host, try selection(ids: "1:2"))
        == "Several devices are meant: 0001:0002 at 1.4 (port 1-1); 0001:0002 at 1.5 (port 1-2). "
        + "Choose one by its port, -p, or by its serial number, -S.")
    var chosen = DeviceSelection()
    chosen.take(serial: "B")
    #expect(choice(host, chosen) == "1-2")
    chosen.take(serial: "A,X")
    #expect(choice(host, chosen) == "1-1")
    try chosen.take(path: "1-2")
    #expect(choice(host, chosen).hasPrefix("No such device"))
  }
}
