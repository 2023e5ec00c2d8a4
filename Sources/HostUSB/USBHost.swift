package import USB

/// The devices of a machine and its clock: what `HostPort` needs of libusb, so that its waits
/// are tested without any.
package protocol USBHost {
  associatedtype Connection: USBConnection

  /// The time, in nanoseconds since the epoch: the clock of usbmon's records.
  var nanoseconds: Int64 { get }
  /// Whether the operator asked for the end.
  var isInterrupted: Bool { get }
  /// Lets time pass.
  func pause(milliseconds: Int)
  /// The devices that are there now.
  func devices() throws(HostError) -> [FoundDevice]
  /// Opens a device and claims `interface`; a kernel driver lets go of it for that time.
  func open(
    _ device: FoundDevice, claiming interface: FoundDevice.DFUInterface
  ) throws(HostError) -> Connection
  /// Opens a device and closes it again, to see whether that may be.
  func probe(_ device: FoundDevice) throws(HostError)
  /// The device's serial number; nil when it has none.
  func serial(of device: FoundDevice) throws(HostError) -> String?
}

/// An open device.
package protocol USBConnection: AnyObject {
  /// Sends a control transfer: the number of bytes moved, or libusb's error, and the data.
  func control(
    _ setup: SetupPacket, payload: [UInt8], timeoutMilliseconds: Int
  ) -> (result: Int32, data: [UInt8])
  /// Makes the claimed interface take its alternate setting (USB 2.0, 9.4.10): 0 or libusb's
  /// error.
  func takeAlternate() -> Int32
  /// Resets the device's port: 0 or libusb's error.
  func reset() -> Int32
}

/// Why a device cannot be used, with what the operator can do.
package enum HostError: Error, Hashable, Sendable, CustomStringConvertible {
  /// No device is what was asked for; those with a DFU interface that are there.
  case noDevice(present: [FoundDevice])
  /// More than one is.
  case severalDevices([FoundDevice])
  /// The operating system denies opening it.
  case noPermission(FoundDevice)
  /// Another program has claimed its interface.
  case busy(FoundDevice, interface: UInt8)
  /// libusb failed otherwise.
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
