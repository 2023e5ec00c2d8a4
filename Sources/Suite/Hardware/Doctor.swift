import CaptureIO
import Files
import HostUSB
package import Report
import USB

/// Checks whether this machine has what live capture and runs on hardware need.
package enum Doctor {
  /// The result of one check.
  package struct Check: Hashable, Sendable {
    /// The subject of the check.
    package var name: String
    /// What was found.
    package var found: String
    /// What the operator can do about a problem; nil when there is none.
    package var fix: String?
    /// The exit status that this result leads to; `conformant` when there is no problem.
    package var status: ExitStatus

    init(_ name: String, _ found: String, fix: String? = nil, status: ExitStatus = .conformant) {
      self.name = name
      self.found = found
      self.fix = fix
      self.status = status
    }

    /// The result as one line; a second line tells what to do, if anything.
    package var text: String {
      let padding = String(repeating: " ", count: max(1, 12 - name.count))
      let line = "\(fix == nil ? "ok    " : "not ok") \(name)\(padding)\(found)"
      return line + (fix.map { "\n       to do       \($0)" } ?? "")
    }
  }

  /// Runs all checks; returns the results in the order in which they are shown.
  package static func checks() -> [Check] {
    let interfaces = Usbmon.interfaces()
    return usbmon(interfaces, in: "/dev") + [ring(interfaces)].compactMap(\.self)
      + libusb(LibUSBHost())
  }

  /// Checks that the usbmon module is loaded and that this user may read its devices.
  static func usbmon(_ interfaces: [String], in folder: String) -> [Check] {
    guard let first = interfaces.first else {
      return [
        Check(
          "usbmon", "the kernel's module is not loaded",
          fix: "sudo modprobe usbmon; at every start: "
            + "echo usbmon | sudo tee /etc/modules-load.d/dfutrace.conf", status: .noDevice)
      ]
    }
    let module = Check(
      "usbmon", "the kernel's module is loaded: \(first) to \(interfaces.last ?? first)")
    let closed = interfaces.filter { Usbmon.obstacle(to: $0, in: folder) != nil }
    guard !closed.isEmpty else {
      return [module, Check("permission", "every bus may be watched")]
    }
    return [
      module,
      Check(
        "permission", "\(closed.count) of \(interfaces.count) buses may not be watched",
        fix: accessFix(), status: .permission),
    ]
  }

  /// What lets a user watch buses and open devices. Where the rules of packaging/ are installed,
  /// as the Debian package does, only the membership is missing.
  static func accessFix(ruleFolders: [String] = ["/etc/udev/rules.d", "/usr/lib/udev/rules.d"])
    -> String
  {
    let join = "sudo usermod -aG usbmon $USER; "
    let hasRules = ruleFolders.contains {
      InputFile.size(of: $0 + "/60-dfutrace.rules") != nil
    }
    guard !hasRules else { return join + "log in again" }
    return "sudo groupadd --system usbmon; " + join
      + "sudo cp packaging/60-dfutrace.rules /etc/udev/rules.d/; "
      + "sudo udevadm control --reload; sudo udevadm trigger; log in again"
  }

  /// Checks the size of the kernel's ring for a recording; nil when no bus may be watched.
  private static func ring(_ interfaces: [String]) -> Check? {
    let readable = interfaces.first {
      Usbmon.busNumber($0) != 0 && Usbmon.obstacle(to: $0) == nil
    }
    guard let readable else { return nil }
    do throws(LiveError) {
      let bus = try LiveCapture(interface: readable)
      return ring(bus.ringBytes, of: readable)
    } catch {
      return Check(
        "ring", "\(error)", fix: "See the reason; another program may hold the bus.",
        status: .inputOutput)
    }
  }

  static func ring(_ bytes: Int?, of interface: String) -> Check {
    guard let bytes else { return Check("ring", "\(interface) does not tell its size") }
    let size = "\(bytes / 1_024) KiB for \(interface)"
    return bytes >= 1_024 * LiveOptions.ringSizes.upperBound / 2
      ? Check("ring", size)
      : Check(
        "ring", "\(size), less than half of what the kernel has",
        fix: "Records may be lost on a busy bus, and the report will say so; close what else "
          + "watches it.")
  }

  /// Checks that libusb works and that the devices with a DFU interface may be opened.
  static func libusb(_ host: some USBHost) -> [Check] {
    do throws(HostError) {
      let devices = try host.devices()
      let suitable = devices.filter { !$0.interfaces.isEmpty }
      let summary = Check(
        "libusb",
        "\(LibUSBHost.version) sees \(devices.count) devices, \(suitable.count) with DFU")
      return [summary] + suitable.map { access(to: $0, host) }
    } catch {
      return [
        Check("libusb", "\(error)", fix: "Is libusb-1.0-0 installed?", status: .harness)
      ]
    }
  }

  private static func access(to device: FoundDevice, _ host: some USBHost) -> Check {
    do throws(HostError) {
      try host.probe(device)
      return Check("device", "\(device) can be opened")
    } catch .noPermission {
      return Check(
        "device", "\(device) may not be opened", fix: accessFix(), status: .permission)
    } catch {
      return Check("device", "\(error)", fix: "Plug it in again.", status: .noDevice)
    }
  }
}
