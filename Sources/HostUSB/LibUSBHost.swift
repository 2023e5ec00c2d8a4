import CLibUSB
import Glibc
package import USB

/// The devices of this machine, through libusb.
///
/// libusb learns of new devices from udevd; where none runs, its list is that of the moment at
/// which it was opened. Therefore every look is one of its own.
package struct LibUSBHost: USBHost {
  private let isInterruptedNow: @Sendable () -> Bool

  /// Waits end early once `isInterrupted` says so.
  package init(isInterrupted: @escaping @Sendable () -> Bool = { false }) {
    isInterruptedNow = isInterrupted
  }

  package var isInterrupted: Bool { isInterruptedNow() }

  package var nanoseconds: Int64 {
    var time = timespec()
    _ = unsafe clock_gettime(CLOCK_REALTIME, &time)
    return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
  }

  package func pause(milliseconds: Int) {
    var time = timespec()
    time.tv_sec = milliseconds / 1_000
    time.tv_nsec = milliseconds % 1_000 * 1_000_000
    _ = unsafe nanosleep(&time, nil)
  }

  package func devices() throws(HostError) -> [FoundDevice] {
    let library = try Library()
    return try library.devices().map(\.found)
  }

  package func open(
    _ device: FoundDevice, claiming interface: FoundDevice.DFUInterface
  ) throws(HostError) -> LibUSBConnection {
    let connection = try LibUSBConnection(device)
    try connection.claim(interface, of: device)
    return connection
  }

  package func probe(_ device: FoundDevice) throws(HostError) {
    _ = try LibUSBConnection(device)
  }

  package func serial(of device: FoundDevice) throws(HostError) -> String? {
    try LibUSBConnection(device).serial
  }

  /// libusb's version, as `1.0.26`.
  package static var version: String {
    guard let version = unsafe libusb_get_version()?.pointee else { return "unknown" }
    return unsafe "\(version.major).\(version.minor).\(version.micro)"
  }
}

/// An open instance of libusb.
@safe
final class Library {
  private var context: OpaquePointer?

  init() throws(HostError) {
    let result = unsafe libusb_init(&context)
    guard result == 0 else { throw Self.failure(result) }
  }

  deinit { unsafe libusb_exit(context) }

  /// A device, with libusb's own reference to it as long as `Listed` lives.
  @safe
  final class Listed {
    let found: FoundDevice
    let device: OpaquePointer

    init(_ found: FoundDevice, _ device: OpaquePointer) {
      self.found = found
      unsafe self.device = unsafe libusb_ref_device(device)
    }

    deinit { unsafe libusb_unref_device(device) }
  }

  func devices() throws(HostError) -> [Listed] {
    var list: UnsafeMutablePointer<OpaquePointer?>?
    let count = unsafe libusb_get_device_list(context, &list)
    guard count >= 0, let start = unsafe list else { throw Self.failure(Int32(count)) }
    defer { unsafe libusb_free_device_list(list, 1) }
    let devices = unsafe UnsafeBufferPointer(start: start, count: count)
    return unsafe devices.compactMap { device in
      guard let device = unsafe device, let found = unsafe FoundDevice(device) else { return nil }
      return unsafe Listed(found, device)
    }
  }

  static func failure(_ result: Int32) -> HostError {
    .library(unsafe String(cString: libusb_strerror(result)))
  }
}

/// A device that is open in libusb.
@safe
package final class LibUSBConnection: USBConnection {
  private let library: Library
  private var handle: OpaquePointer?
  private var claimed: FoundDevice.DFUInterface?

  init(_ device: FoundDevice) throws(HostError) {
    library = try Library()
    let listed = try library.devices().first {
      $0.found.address == device.address && $0.found.path == device.path
    }
    guard let listed else { throw .noDevice(present: []) }
    let result = unsafe libusb_open(listed.device, &handle)
    switch LibraryError(rawValue: result) {
    case .access?: throw .noPermission(device)
    case .noDevice?: throw .noDevice(present: [])
    default: if result < 0 { throw Library.failure(result) }
    }
  }

  deinit {
    guard let handle = unsafe handle else { return }
    if let claimed { unsafe libusb_release_interface(handle, Int32(claimed.number)) }
    unsafe libusb_close(handle)
  }

  func claim(
    _ interface: FoundDevice.DFUInterface, of device: FoundDevice
  ) throws(HostError) {
    _ = unsafe libusb_set_auto_detach_kernel_driver(handle, 1)
    let result = unsafe libusb_claim_interface(handle, Int32(interface.number))
    switch LibraryError(rawValue: result) {
    case .busy?: throw .busy(device, interface: interface.number)
    case .noDevice?: throw .noDevice(present: [])
    default: if result < 0 { throw Library.failure(result) }
    }
    claimed = interface
    let taken = interface.alternate == 0 ? 0 : takeAlternate()
    guard taken == 0 else { throw Library.failure(taken) }
  }

  package func takeAlternate() -> Int32 {
    guard let claimed else { return LibraryError.notFound.rawValue }
    return unsafe libusb_set_interface_alt_setting(
      handle, Int32(claimed.number), Int32(claimed.alternate))
  }

  package func control(
    _ setup: SetupPacket, payload: [UInt8], timeoutMilliseconds: Int
  ) -> (result: Int32, data: [UInt8]) {
    let isOut = setup.requestType.direction == .hostToDevice
    var data = isOut ? payload : [UInt8](repeating: 0, count: Int(setup.length))
    let result = unsafe data.withUnsafeMutableBufferPointer { buffer in
      unsafe libusb_control_transfer(
        handle, setup.requestType.rawValue, setup.request, setup.value, setup.index,
        buffer.baseAddress, setup.length, UInt32(timeoutMilliseconds))
    }
    return (result, data)
  }

  package func reset() -> Int32 { unsafe libusb_reset_device(handle) }

  /// The serial number as text; nil when there is none.
  var serial: String? {
    var descriptor = libusb_device_descriptor()
    guard let device = unsafe libusb_get_device(handle),
      unsafe libusb_get_device_descriptor(device, &descriptor) == 0,
      descriptor.iSerialNumber != 0
    else { return nil }
    var text = [UInt8](repeating: 0, count: 256)
    let count = unsafe libusb_get_string_descriptor_ascii(
      handle, descriptor.iSerialNumber, &text, Int32(text.count))
    return count < 0 ? nil : String(decoding: text.prefix(Int(count)), as: UTF8.self)
  }
}
