package import DeviceModel
import USB

/// The speed that a device is served at.
package enum DeviceSpeed: String, Hashable, Sendable, CaseIterable {
  case full, high

  /// As Linux numbers it (enum usb_device_speed).
  package var linuxNumber: UInt32 {
    switch self {
    case .full: 2
    case .high: 3
    }
  }
}

/// What a host is told of a device before it asks the device itself.
package struct DeviceSummary: Hashable, Sendable {
  package static let bus = 1
  package static let number = 2
  /// devid, as a host names the device.
  package static let id = bus << 16 | number

  /// bInterfaceClass, bInterfaceSubClass and bInterfaceProtocol of an interface.
  package struct Interface: Hashable, Sendable {
    package var number: UInt8
    package var `class`: UInt8
    package var subclass: UInt8
    package var `protocol`: UInt8
  }

  package var path = "/sys/devices/virtual/dfutrace/usb1/1-1"
  package var busID = "1-1"
  package var speed: DeviceSpeed
  package var vendor: UInt16 = 0
  package var product: UInt16 = 0
  package var release: UInt16 = 0
  package var `class`: UInt8 = 0
  package var subclass: UInt8 = 0
  package var `protocol`: UInt8 = 0
  package var configuration: UInt8 = 0
  package var configurations: UInt8 = 0
  package var interfaces: [Interface] = []

  /// Reads the descriptors of a device as it is now; it is asked as a host would, on a copy.
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
      requestType: RequestType(rawValue: 0x80), request: StandardRequest.getDescriptor,
      value: UInt16(type) << 8, length: 4096)
    guard case .data(let bytes) = device.handle(setup, payload: []).answer else { return [] }
    return bytes
  }

  /// The interfaces in their first alternate setting (USB 2.0, 9.6.5).
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
