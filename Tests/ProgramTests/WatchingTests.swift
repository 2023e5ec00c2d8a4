import Foundation
import Testing

@Suite struct WatchingTests {
  /// Nothing here may watch the buses of the machine that runs the tests.
  static let hasUsbmon = FileManager.default.fileExists(atPath: "/dev/usbmon0")

  @Test(.enabled(if: !hasUsbmon, "this machine has usbmon"))
  func `a kernel without usbmon ends with 69 and the command that helps`() throws {
    let run = try Program.run("check", "--live", "usbmon1")
    #expect(run.status == 69)
    #expect(
      run.complaint
        == "dfutrace: usbmon1: the kernel's module usbmon is not loaded. "
        + "Run: sudo modprobe usbmon\n")
    #expect(run.output.isEmpty)
  }

  @Test func `a bus and files are one or the other`() throws {
    #expect(try Program.run("check").status == 64)
    #expect(try Program.run("check", "--live", "usbmon1", "a.pcap").status == 64)
    #expect(try Program.run("check", "--live", "eth0").status == 64)
    #expect(try Program.run("check", "--live", "usbmon1", "--ring", "7").status == 64)
  }
}
