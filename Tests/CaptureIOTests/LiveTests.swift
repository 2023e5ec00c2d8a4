import CaptureIO
import Foundation
import TestSupport
import Testing

@Suite struct `Buses that cannot be watched` {
  private func sentence(_ interface: String, devices: [String]) throws -> String? {
    let folder = try TemporaryFolder()
    for name in devices {
      try Data().write(to: URL(filePath: folder.path).appending(path: name))
    }
    return Usbmon.obstacle(to: interface, in: folder.path)?.description
  }

  @Test(arguments: ["eth0", "usbmon", "usbmonA", "usbmon-1", "usbmon70000"])
  func `something else than a usbmon interface`(name: String) throws {
    #expect(
      try sentence(name, devices: ["usbmon0"])
        == "\(name): is no usbmon interface. Name the device's bus, as usbmon1; lsusb tells it.")
  }

  @Test func `a kernel without the module`() throws {
    #expect(
      try sentence("usbmon1", devices: ["null"])
        == "usbmon1: the kernel's module usbmon is not loaded. Run: sudo modprobe usbmon")
  }

  @Test func `a bus that is not there, with those that are`() throws {
    #expect(
      try sentence("usbmon7", devices: ["usbmon10", "usbmon0", "usbmon2", "null"])
        == "usbmon7: there is no such bus. There are: usbmon0, usbmon2, usbmon10; "
        + "lsusb tells the bus of a device.")
  }

  @Test(.enabled(if: geteuid() != 0, "root may read every file"))
  func `an interface that may not be read`() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write([])
    try FileManager.default.moveItem(atPath: path, toPath: folder.path + "/usbmon1")
    try FileManager.default.setAttributes(
      [.posixPermissions: 0], ofItemAtPath: folder.path + "/usbmon1")
    #expect(
      Usbmon.obstacle(to: "usbmon1", in: folder.path) == .noPermission(interface: "usbmon1"))
  }

  @Test func `permission and other reasons have their sentence`() {
    #expect(
      LiveError.noPermission(interface: "usbmon1").description
        == "usbmon1: /dev/usbmon1 may not be read. Join the group usbmon (dfutrace doctor says "
        + "how), or run as root.")
    #expect(
      LiveError.cannotOpen(interface: "usbmon1", reason: "Too many open files").description
        == "usbmon1: cannot be opened: Too many open files.")
  }

  @Test func `an interface that can be read has no obstacle`() throws {
    #expect(try sentence("usbmon1", devices: ["usbmon0", "usbmon1"]) == nil)
    #expect(Usbmon.busNumber("usbmon12") == 12)
  }

  @Test(.enabled(if: Usbmon.interfaces().isEmpty, "this machine has usbmon"))
  func `opening says the same`() {
    #expect(throws: LiveError.noModule(interface: "usbmon1")) {
      try LiveCapture(interface: "usbmon1").interface
    }
  }
}
