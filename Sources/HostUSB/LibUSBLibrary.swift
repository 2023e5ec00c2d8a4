import CLibUSB

/// An open instance of libusb. It is closed when the last reference goes.
@safe
final class LibUSBLibrary {
  private var context: OpaquePointer?

  init() throws(HostError) {
    let result = unsafe libusb_init(&context)
    guard result == 0 else { throw Self.failure(result) }
  }

  deinit { unsafe libusb_exit(context) }

  /// A device in the list. It holds libusb's reference to the device for its whole life.
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

  /// The devices that libusb lists, except those whose device descriptor cannot be read.
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

  /// libusb's own text for its error number.
  static func failure(_ result: Int32) -> HostError {
    .library(unsafe String(cString: libusb_strerror(result)))
  }
}
