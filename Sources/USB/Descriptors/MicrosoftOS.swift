/// The descriptors by which Windows chooses a driver (Microsoft OS Descriptors 1.0 and 2.0).
package enum MicrosoftOS {
  /// wIndex of the requests: the compatible ids and the properties of 1.0, and the set of 2.0.
  static let indices: Set<UInt16> = [compatibleIDs, properties, set]
  /// wIndex of the extended compatible ID descriptor (1.0).
  package static let compatibleIDs: UInt16 = 4
  /// wIndex of the extended properties descriptor (1.0).
  package static let properties: UInt16 = 5
  /// wIndex of the descriptor set (2.0).
  package static let set: UInt16 = 7

  /// The UUID of the platform capability that announces a set, in the order on the wire.
  private static let platform: [UInt8] = [
    0xDF, 0x60, 0xDD, 0xD8, 0x89, 0x45, 0xC7, 0x4C, 0x9C, 0xD2, 0x65, 0x9D, 0x9E, 0x64, 0x8A, 0x9F,
  ]

  /// Whether a device capability announces a set of 2.0.
  package static func announcesSet(_ capability: [UInt8]) -> Bool {
    capability.count >= 28 && capability[2] == 5 && capability[4..<20].elementsEqual(platform)
  }

  /// bMS_VendorCode that a BOS descriptor announces; nil when it announces none.
  static func vendorCode(inBOS bytes: [UInt8]) -> UInt8? {
    walkDescriptors(bytes).first { announcesSet($0.bytes) }?.bytes[26]
  }

  /// bMS_VendorCode in the string descriptor of index EEh; nil in any other string.
  static func vendorCode(inString bytes: [UInt8]) -> UInt8? {
    let signature = "MSFT100".utf16.flatMap { [UInt8(truncatingIfNeeded: $0), UInt8($0 >> 8)] }
    guard bytes.count >= 17, bytes[2..<16].elementsEqual(signature) else { return nil }
    return bytes[16]
  }
}

extension DescriptorLayout {
  /// The platform capability that announces a set of MS OS 2.0 (Table 4 there).
  package static let microsoftPlatform = DescriptorLayout(
    "DEVICE_CAPABILITY MS OS 2.0",
    platform.fields.dropLast() + [
      Field("dwWindowsVersion", 4, .code) { windowsName($0) },
      Field("wMSOSDescriptorSetTotalLength", 2, .number), Field("bMS_VendorCode", 1, .code),
      Field("bAltEnumCode", 1, .number),
    ])

  /// The string of MS OS 1.0.
  package static let microsoftString = DescriptorLayout(
    "STRING MS OS 1.0",
    string.fields.dropLast() + [
      Field("qwSignature", 14, .utf16), Field("bMS_VendorCode", 1, .code),
      Field("bPad", 1, .number),
    ])

  /// The header of the extended compatible ID descriptor (MS OS 1.0).
  package static let compatibleIDHeader = DescriptorLayout(
    "MS OS 1.0 compatible ID",
    [
      Field("dwLength", 4, .number), Field("bcdVersion", 2, .version), Field("wIndex", 2, .number),
      Field("bCount", 1, .number), Field("reserved", 7, .bytes),
    ])

  /// A function of the extended compatible ID descriptor (MS OS 1.0).
  package static let compatibleIDFunction = DescriptorLayout(
    "function",
    [
      Field("bFirstInterfaceNumber", 1, .number), Field("reserved", 1, .number),
      Field("compatibleID", 8, .ascii), Field("subCompatibleID", 8, .ascii),
      Field("reserved", 6, .bytes),
    ])

  /// The extended properties descriptor (MS OS 1.0); its sections are not taken apart.
  package static let extendedProperties = DescriptorLayout(
    "MS OS 1.0 properties",
    [
      Field("dwLength", 4, .number), Field("bcdVersion", 2, .version), Field("wIndex", 2, .number),
      Field("wCount", 2, .number), Field("contents", nil, .bytes),
    ])

  private static let head2 = [Field("wLength", 2, .number), Field("wDescriptorType", 2, .code)]

  /// The layout of a descriptor of a set of MS OS 2.0, by its wDescriptorType (Table 9 there).
  package static func microsoft(_ bytes: [UInt8]) -> DescriptorLayout {
    switch bytes.count >= 4 ? bytes.span.littleEndian16(at: 2) : .max {
    case 0:
      DescriptorLayout(
        "MS OS 2.0 set header",
        head2 + [
          Field("dwWindowsVersion", 4, .code) { windowsName($0) },
          Field("wTotalLength", 2, .number),
        ])
    case 1:
      DescriptorLayout(
        "configuration subset",
        head2 + [
          Field("bConfigurationValue", 1, .number), Field("bReserved", 1, .number),
          Field("wTotalLength", 2, .number),
        ])
    case 2:
      DescriptorLayout(
        "function subset",
        head2 + [
          Field("bFirstInterface", 1, .number), Field("bReserved", 1, .number),
          Field("wSubsetLength", 2, .number),
        ])
    case 3:
      DescriptorLayout(
        "compatible ID",
        head2 + [Field("CompatibleID", 8, .ascii), Field("SubCompatibleID", 8, .ascii)])
    case 4: property(bytes)
    default: DescriptorLayout("feature", head2 + [Field("contents", nil, .bytes)])
    }
  }

  /// A registry property, whose name and data have lengths of their own (MS OS 2.0, Table 14).
  private static func property(_ bytes: [UInt8]) -> DescriptorLayout {
    func word(_ at: Int) -> Int? {
      at + 2 <= bytes.count ? Int(bytes.span.littleEndian16(at: at)) : nil
    }
    let kind = word(4) ?? 0
    let name = word(6) ?? 0
    let data = word(8 + name) ?? 0
    return DescriptorLayout(
      "registry property",
      head2 + [
        Field("wPropertyDataType", 2, .number), Field("wPropertyNameLength", 2, .number),
        Field("PropertyName", name, .utf16), Field("wPropertyDataLength", 2, .number),
        Field("PropertyData", data, [1, 2, 7].contains(kind) ? .utf16 : .bytes),
      ])
  }

  private static func windowsName(_ version: UInt64) -> String? {
    switch version {
    case 0x0603_0000: "Windows 8.1"
    case 0x0A00_0000: "Windows 10"
    default: nil
    }
  }
}
