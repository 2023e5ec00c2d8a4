package import USB

/// The devices of a machine and its clock: the part of libusb that `HostPort` needs. Tests replace
/// it by a host without hardware.
package protocol USBHost {
  /// An open device of this host.
  associatedtype Connection: USBConnection

  /// The time in nanoseconds since the epoch, on the clock of usbmon's records.
  var nanoseconds: Int64 { get }
  /// Whether the operator has ended the run.
  var isInterrupted: Bool { get }
  /// Lets time pass.
  func pause(milliseconds: Int)
  /// The devices that are plugged in now.
  func devices() throws(HostError) -> [FoundDevice]
  /// Opens a device and claims `interface`. A kernel driver that uses it is detached.
  func open(
    _ device: FoundDevice, claiming interface: FoundDevice.DFUInterface
  ) throws(HostError) -> Connection
  /// Opens a device and closes it again. Throws if this is not allowed.
  func probe(_ device: FoundDevice) throws(HostError)
  /// The device's serial number; nil when it has none.
  func serial(of device: FoundDevice) throws(HostError) -> String?
}

/// An open device with one claimed interface.
package protocol USBConnection: AnyObject {
  /// Sends a control transfer on endpoint 0. Returns the data, and the number of bytes moved or
  /// libusb's negative error number.
  func control(
    _ setup: SetupPacket, payload: [UInt8], timeoutMilliseconds: Int
  ) -> (result: Int32, data: [UInt8])
  /// Sets the claimed interface to its alternate setting (USB 2.0, 9.4.10). Returns 0 or libusb's
  /// error.
  func takeAlternate() -> Int32
  /// Resets the device's port. Returns 0 or libusb's error.
  func reset() -> Int32
}

/// Why a device cannot be used, and what the operator can do.
package enum HostError: Error, Hashable, Sendable, CustomStringConvertible {
  /// No device fits the selection. `present` lists the devices with a DFU interface.
  case noDevice(present: [FoundDevice])
  /// More than one device fits the selection.
  case severalDevices([FoundDevice])
  /// The operating system denies opening it.
  case noPermission(FoundDevice)
  /// Another program has claimed its interface.
  case busy(FoundDevice, interface: UInt8)
  /// libusb failed in another way; the text is its own.
  case library(String)

  /// What happened and what to do.
  package var description: String {
    switch self {
    case .noDevice(let present):
      "No such device with a DFU interface is there. "
        + (present.isEmpty
          ? "There is none at all; is it plugged in, and does lsusb show it?"
          : "There are: \(present.map(\.description).joined(separator: "; ")).")
    case .severalDevices(let devices):
      "Several devices are meant: \(devices.map(\.description).joined(separator: "; ")). "
        + "Choose one by its port, -p, or by its serial number, -S."
    case .noPermission(let device):
      "\(device) may not be opened. Install packaging/60-dfutrace.rules and join the group "
        + "usbmon (packaging/README.md), or run as root."
    case .busy(let device, let interface):
      "Interface \(interface) of \(device) is in use by another program; end it first."
    case .library(let reason): "libusb: \(reason)."
    }
  }
}
