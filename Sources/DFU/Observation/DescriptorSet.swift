/// Which of its two descriptor sets a device shows (DFU 1.1, 4.1 and 4.2).
package enum Mode: Hashable, Sendable {
  /// bInterfaceProtocol 1.
  case runTime
  /// bInterfaceProtocol 2.
  case dfuMode

  /// The word that stands before "descriptors" and "descriptor set" in messages.
  package var name: String {
    switch self {
    case .runTime: "run-time"
    case .dfuMode: "DFU-mode"
    }
  }
}

/// The descriptors of a device with a DFU interface (class FEh, subclass 01h).
package struct DescriptorSet: Hashable, Sendable {
  /// The device descriptor (USB 2.0, 9.6.1); nil when the capture does not show it.
  package var device: DeviceDescriptor?
  /// bNumInterfaces of the configuration descriptor.
  package var interfaceCount: UInt8
  /// bConfigurationValue.
  package var configurationValue: UInt8
  /// The alternate settings of the DFU interface, in order; never empty.
  package var alternates: [Interface]
  /// The functional descriptors, from anywhere in the configuration, in order.
  ///
  /// Empty if there is none. DFU 1.1 fixes no place for the functional descriptor.
  package var functionals: [FunctionalDescriptor]
  /// The bytes within wTotalLength that belong to no descriptor of a configuration (USB 2.0,
  /// 9.6.3).
  package var strayByteCount: Int

  /// Makes a set from its fields. `alternates` must have at least one member.
  package init(
    device: DeviceDescriptor?, interfaceCount: UInt8, configurationValue: UInt8 = 1,
    alternates: [Interface], functionals: [FunctionalDescriptor], strayByteCount: Int = 0
  ) {
    self.device = device
    self.interfaceCount = interfaceCount
    self.configurationValue = configurationValue
    self.alternates = alternates
    self.functionals = functionals
    self.strayByteCount = strayByteCount
  }

  /// One alternate setting of the DFU interface (DFU 1.1, Tables 4.1 and 4.4).
  package struct Interface: Hashable, Sendable {
    /// bInterfaceNumber.
    package var number: UInt8
    /// bAlternateSetting; the first is 0.
    package var alternateSetting: UInt8
    /// bNumEndpoints; endpoint 0 is not counted.
    package var endpointCount: UInt8
    /// bInterfaceClass; FEh for DFU.
    package var interfaceClass: UInt8
    /// bInterfaceSubClass; 01h for DFU.
    package var interfaceSubClass: UInt8
    /// bInterfaceProtocol: 1 in run-time mode, 2 in DFU mode. Some devices show other values.
    package var interfaceProtocol: UInt8
    /// iInterface; 0 means no string.
    package var stringIndex: UInt8

    /// Makes an alternate setting. By default it is setting 0 and of the class of DFU.
    package init(
      number: UInt8, alternateSetting: UInt8 = 0, endpointCount: UInt8 = 0,
      interfaceClass: UInt8 = 0xFE, interfaceSubClass: UInt8 = 1, interfaceProtocol: UInt8,
      stringIndex: UInt8 = 0
    ) {
      self.number = number
      self.alternateSetting = alternateSetting
      self.endpointCount = endpointCount
      self.interfaceClass = interfaceClass
      self.interfaceSubClass = interfaceSubClass
      self.interfaceProtocol = interfaceProtocol
      self.stringIndex = stringIndex
    }
  }

  /// The fields of the device descriptor that dfutrace uses (USB 2.0, 9.6.1).
  package struct DeviceDescriptor: Hashable, Sendable {
    /// The value of bDeviceClass for a hub.
    package static let hubClass: UInt8 = 9

    /// bcdUSB.
    package var usbVersion: UInt16
    /// bDeviceClass.
    package var deviceClass: UInt8
    /// bDeviceSubClass.
    package var deviceSubClass: UInt8
    /// bDeviceProtocol.
    package var deviceProtocol: UInt8
    /// bMaxPacketSize0, in bytes.
    package var maxPacketSize0: UInt8
    /// idVendor.
    package var vendor: UInt16
    /// idProduct.
    package var product: UInt16
    /// bcdDevice.
    package var deviceVersion: UInt16
    /// bNumConfigurations.
    package var configurationCount: UInt8

    /// Makes a device descriptor. By default it has no class and one configuration.
    package init(
      usbVersion: UInt16 = 0x0100, deviceClass: UInt8 = 0, deviceSubClass: UInt8 = 0,
      deviceProtocol: UInt8 = 0, maxPacketSize0: UInt8 = 64, vendor: UInt16, product: UInt16,
      deviceVersion: UInt16 = 0x0100, configurationCount: UInt8 = 1
    ) {
      self.usbVersion = usbVersion
      self.deviceClass = deviceClass
      self.deviceSubClass = deviceSubClass
      self.deviceProtocol = deviceProtocol
      self.maxPacketSize0 = maxPacketSize0
      self.vendor = vendor
      self.product = product
      self.deviceVersion = deviceVersion
      self.configurationCount = configurationCount
    }
  }

  /// The functional descriptor that the checker uses: the first one; nil when there is none.
  package var functional: FunctionalDescriptor? { functionals.first }

  /// bInterfaceNumber of the DFU interface.
  package var interfaceNumber: UInt8 { alternates.first?.number ?? 0 }

  /// The mode that bInterfaceProtocol states; nil for a protocol that DFU 1.1 does not define.
  package var mode: Mode? {
    switch alternates.first?.interfaceProtocol {
    case 1: .runTime
    case 2: .dfuMode
    default: nil
    }
  }
}
