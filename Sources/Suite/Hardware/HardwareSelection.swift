import HostUSB
package import Report
import USB

/// The device that the operator means; the values have the form of dfu-util's options.
package struct HardwareSelection: Sendable {
  private(set) var selection = DeviceSelection()

  /// Parses the options as the operator wrote them; fails with status 64 for a malformed one.
  package init(
    ids: String?, path: String?, serial: String?, interface: UInt8? = nil, alternate: UInt8? = nil
  ) throws(CheckFailure) {
    do throws(DeviceSelection.Problem) {
      if let ids { try selection.take(ids: ids) }
      if let path { try selection.take(path: path) }
    } catch {
      throw CheckFailure(usage: error.message)
    }
    if let serial { selection.take(serial: serial) }
    selection.interface = interface
    selection.alternate = alternate
  }

  /// Finds the device through libusb; returns its place and the usbmon interface of its bus.
  package func find() throws(CheckFailure) -> (name: String, usbmon: String) {
    let device = try locate(LibUSBHost())
    return (device.description, "usbmon\(device.address.bus)")
  }

  func locate(_ host: some USBHost) throws(CheckFailure) -> FoundDevice {
    do throws(HostError) {
      return try selection.theDevice(of: host).0
    } catch {
      throw CheckFailure(error)
    }
  }
}
