import CLibUSB
import USB

extension FoundDevice {
  /// Reads the descriptors that libusb holds in memory. Nothing is sent over the bus.
  ///
  /// Nil if libusb cannot give the device descriptor. Without a configuration descriptor the device
  /// has no interfaces here.
  init?(_ device: OpaquePointer) {
    var descriptor = libusb_device_descriptor()
    guard unsafe libusb_get_device_descriptor(device, &descriptor) == 0 else { return nil }
    let bus = unsafe libusb_get_bus_number(device)
    // A port path has at most 7 numbers, because USB's tree of hubs has at most that depth.
    var ports = [UInt8](repeating: 0, count: 7)
    let depth = unsafe libusb_get_port_numbers(device, &ports, Int32(ports.count))
    let path = ports.prefix(Int(max(0, depth))).map(String.init).joined(separator: ".")
    self.init(
      address: DeviceAddress(
        bus: UInt16(bus), address: unsafe libusb_get_device_address(device)),
      path: "\(bus)-\(path.isEmpty ? "0" : path)", vendor: descriptor.idVendor,
      product: descriptor.idProduct, interfaces: [], interfaceNumbers: [])
    var configuration: UnsafeMutablePointer<libusb_config_descriptor>?
    var result = unsafe libusb_get_active_config_descriptor(device, &configuration)
    if result < 0 { result = unsafe libusb_get_config_descriptor(device, 0, &configuration) }
    guard result == 0, let configuration = unsafe configuration else { return }
    defer { unsafe libusb_free_config_descriptor(configuration) }
    unsafe read(configuration.pointee)
  }

  private mutating func read(_ configuration: libusb_config_descriptor) {
    let interfaces = unsafe UnsafeBufferPointer(
      start: configuration.interface, count: Int(configuration.bNumInterfaces))
    unsafe interfaces.forEach { interface in
      let settings = unsafe UnsafeBufferPointer(
        start: interface.altsetting, count: Int(interface.num_altsetting))
      unsafe settings.forEach { unsafe read($0) }
    }
  }

  private mutating func read(_ setting: libusb_interface_descriptor) {
    let number = unsafe setting.bInterfaceNumber
    interfaceNumbers.insert(number)
    // Class: application specific; subclass: device firmware upgrade (DFU 1.1, Table 4.1).
    guard unsafe setting.bInterfaceClass == 0xFE, unsafe setting.bInterfaceSubClass == 1 else {
      return
    }
    let extra = unsafe UnsafeBufferPointer(start: setting.extra, count: Int(setting.extra_length))
    interfaces.append(
      DFUInterface(
        number: number, alternate: unsafe setting.bAlternateSetting,
        isDFUMode: unsafe setting.bInterfaceProtocol == 2, extra: unsafe Array(extra)))
  }
}
