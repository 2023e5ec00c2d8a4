import CLibUSB
import Glibc

/// The devices of this machine, through libusb.
///
/// libusb learns of new devices from udevd. Without udevd, the list of a libusb instance never
/// changes after its start. So every check of the bus opens a new instance.
package struct LibUSBHost: USBHost {
  private let isInterruptedNow: @Sendable () -> Bool

  /// - Parameter isInterrupted: whether the operator has ended the run. A port that uses this host
  ///   calls it before each transfer and during each wait.
  package init(isInterrupted: @escaping @Sendable () -> Bool = { false }) {
    isInterruptedNow = isInterrupted
  }

  /// Whether the operator has ended the run.
  package var isInterrupted: Bool { isInterruptedNow() }

  /// Nanoseconds since the epoch, on the system's clock. usbmon's records use the same clock.
  package var nanoseconds: Int64 {
    var time = timespec()
    _ = unsafe clock_gettime(CLOCK_REALTIME, &time)
    return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
  }

  /// Sleeps. A signal may end the sleep early.
  package func pause(milliseconds: Int) {
    var time = timespec()
    time.tv_sec = milliseconds / 1_000
    time.tv_nsec = milliseconds % 1_000 * 1_000_000
    _ = unsafe nanosleep(&time, nil)
  }

  /// The devices that libusb lists now. Throws `library` if libusb cannot list them.
  package func devices() throws(HostError) -> [FoundDevice] {
    let library = try LibUSBLibrary()
    return try library.devices().map(\.found)
  }

  /// Opens a device from `devices`, and claims `interface` in its alternate setting.
  ///
  /// Throws `noPermission`, `busy`, `noDevice` if the device has left, and `library` for other
  /// errors.
  package func open(
    _ device: FoundDevice, claiming interface: FoundDevice.DFUInterface
  ) throws(HostError) -> LibUSBConnection {
    let connection = try LibUSBConnection(device)
    try connection.claim(interface, of: device)
    return connection
  }

  /// Opens a device and closes it. Throws the errors of `open`, except `busy`.
  package func probe(_ device: FoundDevice) throws(HostError) {
    _ = try LibUSBConnection(device)
  }

  /// The device's serial number; nil when it has none, or does not return it.
  package func serial(of device: FoundDevice) throws(HostError) -> String? {
    try LibUSBConnection(device).serial
  }

  /// libusb's version, such as `1.0.26`; `unknown` if libusb does not state it.
  package static var version: String {
    guard let version = unsafe libusb_get_version()?.pointee else { return "unknown" }
    return unsafe "\(version.major).\(version.minor).\(version.micro)"
  }
}
