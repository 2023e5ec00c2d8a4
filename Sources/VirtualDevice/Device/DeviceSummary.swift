package import DeviceModel
import USB

/// The speed that the host is told. The model itself is equally fast at every speed.
package enum DeviceSpeed: String, Hashable, Sendable, CaseIterable {
  case full, high

  /// Linux's number for it (enum usb_device_speed).
  package var linuxNumber: UInt32 {
    switch self {
    case .full: 2
    case .high: 3
    }
  }
}

/// What USB/IP and usbredir tell a host about a device before the host sends its first request.
package struct DeviceSummary: Hashable, Sendable {
  /// The bus number that the host is told; it is the same for every device.
  package static let bus = 1
  /// The device number on that bus that the host is told.
  package static let number = 2
  /// USB/IP's devid, a host's number for the device: the bus in the upper 16 bits, the number in
  /// the lower 16 bits.
  package static let id = bus << 16 | number

  /// bInterfaceClass, bInterfaceSubClass and bInterfaceProtocol of an interface.
  package struct Interface: Hashable, Sendable {
    /// bInterfaceNumber.
    package var number: UInt8
    /// bInterfaceClass.
    package var `class`: UInt8
    /// bInterfaceSubClass.
    package var subclass: UInt8
    /// bInterfaceProtocol.
    package var `protocol`: UInt8
  }

  /// A path in the form of Linux's sysfs. It does not exist; USB/IP needs a value for its field.
  package var path = "/sys/devices/virtual/dfutrace/usb1/1-1"
  /// USB/IP's name for the device, which a client names in its request.
  package var busID = "1-1"
  /// The speed that the host is told.
  package var speed: DeviceSpeed
  /// idVendor. This and the next five fields are from the device descriptor (USB 2.0, 9.6.1).
  package var vendor: UInt16 = 0
  /// idProduct.
  package var product: UInt16 = 0
  /// bcdDevice.
  package var release: UInt16 = 0
  /// bDeviceClass.
  package var `class`: UInt8 = 0
  /// bDeviceSubClass.
  package var subclass: UInt8 = 0
  /// bDeviceProtocol.
  package var `protocol`: UInt8 = 0
  /// bConfigurationValue of the first configuration (USB 2.0, 9.6.3).
  package var configuration: UInt8 = 0
  /// bNumConfigurations (USB 2.0, 9.6.1).
  package var configurations: UInt8 = 0
  /// The interfaces of the first configuration, each in alternate setting 0.
  package var interfaces: [Interface] = []

  /// Reads the device's present descriptors. It sends a host's requests to a copy of the device, so
  /// the device itself does not change. Fields that the device does not provide stay 0 or empty.
  package init(_ device: any DeviceModel, speed: DeviceSpeed) {
    self.speed = speed
    var copy = device
    let identity = Self.descriptor(DescriptorType.device, of: &copy)
    if identity.count >= 18 {
      (`class`, subclass, `protocol`) = (identity[4], identity[5], identity[6])
      vendor = identity.span.littleEndian16(at: 8)
      product = identity.span.littleEndian16(at: 10)
      release = identity.span.littleEndian16(at: 12)
      configurations = identity[17]
    }
    let configuration = Self.descriptor(DescriptorType.configuration, of: &copy)
    if configuration.count > 5 { self.configuration = configuration[5] }
    interfaces = Self.interfaces(configuration)
  }

  private static func descriptor(_ type: UInt8, of device: inout any DeviceModel) -> [UInt8] {
    let setup = SetupPacket(
      requestType: .standardDeviceIn, request: StandardRequest.getDescriptor,
      value: UInt16(type) << 8, length: 4096)
    guard case .data(let bytes) = device.handle(setup, payload: []).answer else { return [] }
    return bytes
  }

  /// The interfaces in alternate setting 0 (USB 2.0, 9.6.5).
  private static func interfaces(_ configuration: [UInt8]) -> [Interface] {
    walkDescriptors(configuration).compactMap { descriptor in
      let bytes = descriptor.bytes
      guard descriptor.type == DescriptorType.interface, bytes.count >= 9, bytes[3] == 0 else {
        return nil
      }
      return Interface(number: bytes[2], class: bytes[5], subclass: bytes[6], protocol: bytes[7])
    }
  }
}
