import Report
import TestSupport
import Testing

@testable import Suite

@Suite struct DoctorTests {
  @Test func `a missing module has a fix and a status`() {
    let checks = Doctor.usbmon([], in: "/dev")
    #expect(
      checks.map(\.text) == [
        "not ok usbmon      the kernel's module is not loaded\n"
          + "       to do       sudo modprobe usbmon; at every start: "
          + "echo usbmon | sudo tee /etc/modules-load.d/dfutrace.conf"
      ])
    #expect(checks.map(\.status.rawValue) == [69])
  }

  @Test func `buses that may not be watched are counted, with the rules that let them`() {
    // An interface that is missing in the folder is as unreadable as one without permission.
    let checks = Doctor.usbmon(["usbmon0", "usbmon1"], in: "/nowhere")
    #expect(checks.map(\.status.rawValue) == [0, 77])
    #expect(
      checks[0].text == "ok     usbmon      the kernel's module is loaded: usbmon0 to usbmon1")
    #expect(checks[1].found == "2 of 2 buses may not be watched")
    #expect(checks[1].fix?.contains("packaging/60-dfutrace.rules") == true)
  }

  @Test func `where the rules are installed, only the group is missing`() throws {
    let folder = try TemporaryFolder()
    let without = Doctor.accessFix(ruleFolders: [folder.path])
    #expect(without.contains("sudo cp packaging/60-dfutrace.rules"))
    _ = try folder.write([0], as: "60-dfutrace.rules")
    #expect(
      Doctor.accessFix(ruleFolders: [folder.path])
        == "sudo usermod -aG usbmon $USER; log in again")
  }

  @Test func `a small ring is told, and is no failure`() {
    #expect(Doctor.ring(1_228_800, of: "usbmon1").text == "ok     ring        1200 KiB for usbmon1")
    let small = Doctor.ring(8_192, of: "usbmon1")
    #expect(small.fix != nil && small.status == .conformant)
  }
}
