/// Which of its two descriptor sets a device shows (DFU 1.1, 4.1 and 4.2).
package enum Mode: Hashable, Sendable {
  /// bInterfaceProtocol 1.
  case runTime
  /// bInterfaceProtocol 2.
  case dfuMode

  /// As it stands before "descriptors" and "descriptor set".
  package var name: String {
    switch self {
    case .runTime: "run-time"
    case .dfuMode: "DFU-mode"
    }
  }
}

/// What was read of the descriptors of a device that has a DFU interface (class FEh, subclass
/// 01h).
package struct DescriptorSet: Hashable, Sendable {
  /// The device descriptor (USB 2.0, 9.6.1); nil when the capture does not show it.
  package var device: DeviceDescriptor?
  /// bNumInterfaces of the configuration descriptor.
  package var interfaceCount: UInt8
  /// bConfigurationValue.
  package var configurationValue: UInt8
  /// The alternates of the DFU interface, in order; never empty.
  package var alternates: [Interface]
  /// The functional descriptors found anywhere in the configuration, in order; empty when
  /// there is none (DFU 1.1 fixes no place for it).
  package var functionals: [FunctionalDescriptor]

  /// A set as it was read, or is made; `alternates` has to have a member.
  package init(
    device: DeviceDescriptor?, interfaceCount: UInt8, configurationValue: UInt8 = 1,
    alternates: [Interface], functionals: [FunctionalDescriptor]
  ) {
    self.device = device
    self.interfaceCount = interfaceCount
    self.configurationValue = configurationValue
    self.alternates = alternates
    self.functionals = functionals
  }

  /// One alternate setting of the DFU interface (DFU 1.1, Tables 4.1 and 4.4).
  package struct Interface: Hashable, Sendable {
    /// bInterfaceNumber.
    package var number: UInt8
    /// bAlternateSetting; 0 is the first.
    package var alternateSetting: UInt8
    /// bNumEndpoints, without endpoint 0.
    package var endpointCount: UInt8
    /// bInterfaceClass; FEh.
    package var interfaceClass: UInt8
    /// bInterfaceSubClass; 01h.
    package var interfaceSubClass: UInt8
    /// bInterfaceProtocol: 1 in run-time mode, 2 in DFU mode; others were seen.
    package var interfaceProtocol: UInt8
    /// iInterface; 0 is no string.
    package var stringIndex: UInt8

    /// An alternate setting; by default the first, of the class that DFU has.
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

  /// The fields of the device descriptor that matter here (USB 2.0, 9.6.1).
  package struct DeviceDescriptor: Hashable, Sendable {
    /// bDeviceClass of a hub.
    static let hubClass: UInt8 = 9

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

    /// A device descriptor; by default of no class and with one configuration.
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

  /// The functional descriptor that is judged by: the first one; nil when there is none.
  package var functional: FunctionalDescriptor? { functionals.first }

  /// bInterfaceNumber of the DFU interface.
  package var interfaceNumber: UInt8 { alternates.first?.number ?? 0 }

  /// Run-time or DFU mode by bInterfaceProtocol; nil for a protocol that DFU 1.1 does not know.
  package var mode: Mode? {
    switch alternates.first?.interfaceProtocol {
    case 1: .runTime
    case 2: .dfuMode
    default: nil
    }
  }
}
