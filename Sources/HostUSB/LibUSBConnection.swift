import CLibUSB
package import USB

/// An open device. When the last reference goes, it is closed and its interface is released.
@safe
package final class LibUSBConnection: USBConnection {
  private let library: LibUSBLibrary
  private var handle: OpaquePointer?
  private var claimed: FoundDevice.DFUInterface?

  /// Opens the device at the same address and port as `device`.
  init(_ device: FoundDevice) throws(HostError) {
    library = try LibUSBLibrary()
    let listed = try library.devices().first {
      $0.found.address == device.address && $0.found.path == device.path
    }
    guard let listed else { throw .noDevice(present: []) }
    let result = unsafe libusb_open(listed.device, &handle)
    switch LibraryError(rawValue: result) {
    case .access?: throw .noPermission(device)
    case .noDevice?: throw .noDevice(present: [])
    default: if result < 0 { throw LibUSBLibrary.failure(result) }
    }
  }

  deinit {
    guard let handle = unsafe handle else { return }
    if let claimed { unsafe libusb_release_interface(handle, Int32(claimed.number)) }
    unsafe libusb_close(handle)
  }

  /// Claims an interface. A kernel driver that uses it is detached until the release.
  func claim(
    _ interface: FoundDevice.DFUInterface, of device: FoundDevice
  ) throws(HostError) {
    _ = unsafe libusb_set_auto_detach_kernel_driver(handle, 1)
    let result = unsafe libusb_claim_interface(handle, Int32(interface.number))
    switch LibraryError(rawValue: result) {
    case .busy?: throw .busy(device, interface: interface.number)
    case .noDevice?: throw .noDevice(present: [])
    default: if result < 0 { throw LibUSBLibrary.failure(result) }
    }
    claimed = interface
    let taken = interface.alternate == 0 ? 0 : takeAlternate()
    guard taken == 0 else { throw LibUSBLibrary.failure(taken) }
  }

  /// Sets the claimed interface to its alternate setting. Returns 0 or libusb's error.
  package func takeAlternate() -> Int32 {
    guard let claimed else { return LibraryError.notFound.rawValue }
    return unsafe libusb_set_interface_alt_setting(
      handle, Int32(claimed.number), Int32(claimed.alternate))
  }

  /// Sends a control transfer on endpoint 0. Returns the number of bytes moved or libusb's error.
  /// For a request towards the host `data` has wLength bytes; else it is `payload`.
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

  /// Resets the device's port. Returns 0 or libusb's error.
  package func reset() -> Int32 { unsafe libusb_reset_device(handle) }

  /// The serial number as text; nil when there is none, or the device does not return it.
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
