/// Which of its two descriptor sets a device shows (DFU 1.1, 4.1 and 4.2).
public enum Mode: Hashable, Sendable {
  /// bInterfaceProtocol 1.
  case runTime
  /// bInterfaceProtocol 2.
  case dfuMode

  /// The word that stands before "descriptors" and "descriptor set" in messages.
  public var name: String {
    switch self {
    case .runTime: "run-time"
    case .dfuMode: "DFU-mode"
    }
  }
}

/// The descriptors of a device with a DFU interface (class FEh, subclass 01h).
public struct DescriptorSet: Hashable, Sendable {
  /// The device descriptor (USB 2.0, 9.6.1); nil when the capture does not show it.
  public var device: DeviceDescriptor?
  /// bNumInterfaces of the configuration descriptor.
  public var interfaceCount: UInt8
  /// bConfigurationValue.
  public var configurationValue: UInt8
  /// The alternate settings of the DFU interface, in order; never empty.
  public var alternates: [Interface]
  /// The functional descriptors, from anywhere in the configuration, in order.
  ///
  /// Empty if there is none. DFU 1.1 fixes no place for the functional descriptor.
  public var functionals: [FunctionalDescriptor]
  /// The bytes within wTotalLength that belong to no descriptor of a configuration (USB 2.0,
  /// 9.6.3).
  public var strayByteCount: Int

  /// Makes a set from its fields. `alternates` must have at least one member.
  public init(
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
  public struct Interface: Hashable, Sendable {
    /// bInterfaceNumber.
    public var number: UInt8
    /// bAlternateSetting; the first is 0.
    public var alternateSetting: UInt8
    /// bNumEndpoints; endpoint 0 is not counted.
    public var endpointCount: UInt8
    /// bInterfaceClass; FEh for DFU.
    public var interfaceClass: UInt8
    /// bInterfaceSubClass; 01h for DFU.
    public var interfaceSubClass: UInt8
    /// bInterfaceProtocol: 1 in run-time mode, 2 in DFU mode. Some devices show other values.
    public var interfaceProtocol: UInt8
    /// iInterface; 0 means no string.
    public var stringIndex: UInt8

    /// Makes an alternate setting. By default it is setting 0 and of the class of DFU.
    public init(
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
  public struct DeviceDescriptor: Hashable, Sendable {
    /// The value of bDeviceClass for a hub.
    package static let hubClass: UInt8 = 9
    /// The offset of iSerialNumber, the index of the string with the serial number.
    package static let serialIndexOffset = 16

    /// bcdUSB.
    public var usbVersion: UInt16
    /// bDeviceClass.
    public var deviceClass: UInt8
    /// bDeviceSubClass.
    public var deviceSubClass: UInt8
    /// bDeviceProtocol.
    public var deviceProtocol: UInt8
    /// bMaxPacketSize0, in bytes.
    public var maxPacketSize0: UInt8
    /// idVendor.
    public var vendor: UInt16
    /// idProduct.
    public var product: UInt16
    /// bcdDevice.
    public var deviceVersion: UInt16
    /// bNumConfigurations.
    public var configurationCount: UInt8

    /// Makes a device descriptor. By default it has no class and one configuration.
    public init(
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
  public var functional: FunctionalDescriptor? { functionals.first }

  /// bInterfaceNumber of the DFU interface.
  public var interfaceNumber: UInt8 { alternates.first?.number ?? 0 }

  /// The mode that bInterfaceProtocol states; nil for a protocol that DFU 1.1 does not define.
  public var mode: Mode? {
    switch alternates.first?.interfaceProtocol {
    case 1: .runTime
    case 2: .dfuMode
    default: nil
    }
  }
}
