extension DescriptorLayout {
  private static let head = [Field("bLength", 1, .number), Field("bDescriptorType", 1, .code)]

  /// DEVICE (USB 2.0, 9.6.1).
  package static let device = DescriptorLayout(
    "DEVICE",
    head + [
      Field("bcdUSB", 2, .version),
      Field("bDeviceClass", 1, .code) { USBClass.name(UInt8(truncatingIfNeeded: $0)) },
      Field("bDeviceSubClass", 1, .code), Field("bDeviceProtocol", 1, .code),
      Field("bMaxPacketSize0", 1, .number),
      Field("idVendor", 2, .code), Field("idProduct", 2, .code), Field("bcdDevice", 2, .version),
      Field("iManufacturer", 1, .stringIndex), Field("iProduct", 1, .stringIndex),
      Field("iSerialNumber", 1, .stringIndex), Field("bNumConfigurations", 1, .number),
    ])

  /// DEVICE_QUALIFIER: the device descriptor at the other speed (USB 2.0, 9.6.2).
  package static let deviceQualifier = DescriptorLayout(
    "DEVICE_QUALIFIER",
    head + [
      Field("bcdUSB", 2, .version),
      Field("bDeviceClass", 1, .code) { USBClass.name(UInt8(truncatingIfNeeded: $0)) },
      Field("bDeviceSubClass", 1, .code), Field("bDeviceProtocol", 1, .code),
      Field("bMaxPacketSize0", 1, .number), Field("bNumConfigurations", 1, .number),
      Field("bReserved", 1, .number),
    ])

  /// CONFIGURATION (USB 2.0, 9.6.3).
  package static let configuration = DescriptorLayout("CONFIGURATION", configurationFields)

  /// OTHER_SPEED_CONFIGURATION, with the fields of a configuration (USB 2.0, 9.6.4).
  package static let otherSpeed = DescriptorLayout("OTHER_SPEED_CONFIGURATION", configurationFields)

  private static let configurationFields =
    head + [
      Field("wTotalLength", 2, .number), Field("bNumInterfaces", 1, .number),
      Field("bConfigurationValue", 1, .number), Field("iConfiguration", 1, .stringIndex),
      Field(
        "bmAttributes", 1,
        .flags([
          Part("reserved (one)", 7...7), Part("self-powered", 6...6), Part("remote wakeup", 5...5),
        ])),
      Field("bMaxPower", 1, .number) { "\($0 * 2) mA" },
    ]

  /// INTERFACE (USB 2.0, 9.6.5).
  package static let interface = DescriptorLayout(
    "INTERFACE",
    head + [
      Field("bInterfaceNumber", 1, .number), Field("bAlternateSetting", 1, .number),
      Field("bNumEndpoints", 1, .number),
      Field("bInterfaceClass", 1, .code) { USBClass.name(UInt8(truncatingIfNeeded: $0)) },
      Field("bInterfaceSubClass", 1, .code), Field("bInterfaceProtocol", 1, .code),
      Field("iInterface", 1, .stringIndex),
    ])

  /// ENDPOINT; two more bytes in USB Audio 1.0 (USB 2.0, 9.6.6).
  package static let endpoint = DescriptorLayout(
    "ENDPOINT",
    head + [
      Field("bEndpointAddress", 1, .code) { "\($0 & 15) \($0 & 0x80 == 0 ? "OUT" : "IN")" },
      Field("bmAttributes", 1, .code) { endpointKind($0) },
      Field("wMaxPacketSize", 2, .number), Field("bInterval", 1, .number),
      Field("bRefresh", 1, .number), Field("bSynchAddress", 1, .code),
    ])

  /// What bmAttributes of an endpoint means; of an isochronous one bits 5..2 too (USB 2.0, 9.6.6).
  private static func endpointKind(_ attributes: UInt64) -> String {
    let kinds = ["control", "isochronous", "bulk", "interrupt"]
    guard attributes & 3 == 1 else { return kinds[Int(attributes & 3)] }
    let synchronisation = ["no synchronisation", "asynchronous", "adaptive", "synchronous"]
    let usage = ["data", "feedback", "implicit feedback", "reserved usage"]
    return "isochronous, \(synchronisation[Int(attributes >> 2 & 3)]), "
      + usage[Int(attributes >> 4 & 3)]
  }

  /// INTERFACE_ASSOCIATION: interfaces that are one function (USB 3.2, 9.6.4).
  package static let association = DescriptorLayout(
    "INTERFACE_ASSOCIATION",
    head + [
      Field("bFirstInterface", 1, .number), Field("bInterfaceCount", 1, .number),
      Field("bFunctionClass", 1, .code) { USBClass.name(UInt8(truncatingIfNeeded: $0)) },
      Field("bFunctionSubClass", 1, .code), Field("bFunctionProtocol", 1, .code),
      Field("iFunction", 1, .stringIndex),
    ])

  /// STRING of an index above 0 (USB 2.0, 9.6.7).
  package static let string = DescriptorLayout("STRING", head + [Field("bString", nil, .utf16)])

  /// STRING of index 0: the languages, two bytes each (USB 2.0, 9.6.7).
  package static let languages = DescriptorLayout("STRING", head + [Field("wLANGID", nil, .bytes)])

  /// BOS (USB 3.2, 9.6.2).
  package static let bos = DescriptorLayout(
    "BOS",
    head + [Field("wTotalLength", 2, .number), Field("bNumDeviceCaps", 1, .number)])

  /// DEVICE_CAPABILITY, of any type but a platform's (USB 3.2, 9.6.2).
  package static let capability = DescriptorLayout(
    "DEVICE_CAPABILITY",
    head + [
      Field("bDevCapabilityType", 1, .code) { capabilityName($0) },
      Field("capability data", nil, .bytes),
    ])

  /// DEVICE_CAPABILITY of a platform (USB 3.2, 9.6.2.4).
  package static let platform = DescriptorLayout(
    "DEVICE_CAPABILITY",
    head + [
      Field("bDevCapabilityType", 1, .code) { capabilityName($0) },
      Field("bReserved", 1, .number), Field("PlatformCapabilityUUID", 16, .uuid),
      Field("CapabilityData", nil, .bytes),
    ])

  /// The name of a capability's type; nil for one that is not known (USB 3.2, Table 9-14).
  private static func capabilityName(_ type: UInt64) -> String? {
    switch type {
    case 1: "wireless USB"
    case 2: "USB 2.0 extension"
    case 3: "SuperSpeed"
    case 4: "container ID"
    case 5: "platform"
    case 6: "power delivery"
    case 0x0A: "SuperSpeedPlus"
    case 0x0D: "billboard"
    default: nil
    }
  }

  /// Any other descriptor.
  package static func other(_ name: String) -> DescriptorLayout {
    DescriptorLayout(name, head + [Field("contents", nil, .bytes)])
  }

  /// A class-specific descriptor with a subtype.
  static func classSpecific(_ name: String) -> DescriptorLayout {
    DescriptorLayout(
      name,
      head + [Field("bDescriptorSubtype", 1, .code), Field("contents", nil, .bytes)])
  }
}

/// The classes of devices and interfaces (USB-IF, Defined Class Codes).
package enum USBClass {
  /// The class's name; nil for one that says nothing.
  package static func name(_ code: UInt8) -> String? {
    switch code {
    case 0x01: "audio"
    case 0x02: "communications"
    case 0x03: "human interface device"
    case 0x07: "printer"
    case 0x08: "mass storage"
    case 0x09: "hub"
    case 0x0A: "communications data"
    case 0x0B: "smart card"
    case 0x0E: "video"
    case 0x11: "billboard"
    case 0xDC: "diagnostic device"
    case 0xE0: "wireless controller"
    case 0xEF: "miscellaneous"
    case 0xFE: "application specific"
    case 0xFF: "vendor specific"
    default: nil
    }
  }
}
