import USB

/// The BOS and MS OS 2.0 descriptors that make Windows bind WinUSB to a DFU interface (Microsoft OS
/// 2.0 Descriptors Specification).
package enum MicrosoftDescriptors {
  /// bMS_VendorCode: the bRequest of the request that reads the set.
  package static let vendorCode: UInt8 = 0x20
  /// wIndex of that request: MS_OS_20_DESCRIPTOR_INDEX.
  package static let index: UInt16 = 7

  /// Whether this vendor request reads the set.
  static func isRead(by setup: SetupPacket) -> Bool {
    setup.request == vendorCode && setup.index == index
  }

  /// The UUID of the platform capability, in the byte order on the wire.
  private static let platform: [UInt8] = [
    0xDF, 0x60, 0xDD, 0xD8, 0x89, 0x45, 0xC7, 0x4C, 0x9C, 0xD2, 0x65, 0x9D, 0x9E, 0x64, 0x8A, 0x9F,
  ]

  /// DeviceInterfaceGUIDs of the DFU interface (lib_xua 5.3.0).
  private static let interfaceGUID = "{89C14132-D389-4FF7-944E-2E33379BB59D}"
  private static let windows8_1: [UInt8] = [0, 0, 3, 6]

  /// The BOS descriptor that announces `set`.
  package static func bos(for set: [UInt8]) -> [UInt8] {
    [5, 15, 33, 0, 1, 28, 16, 5, 0] + platform + windows8_1 + littleEndian(UInt16(set.count))
      + [vendorCode, 0]
  }

  /// The set for a device with one interface.
  package static let simple: [UInt8] = header(rest: compatibleID + registryProperty)

  /// The set for a composite device whose DFU interface is `number`.
  package static func composite(interface number: UInt8) -> [UInt8] {
    let features = compatibleID + registryProperty
    let function = [8, 0, 2, 0, number, 0] + littleEndian(UInt16(8 + features.count)) + features
    let subset = [8, 0, 1, 0, 0, 0] + littleEndian(UInt16(8 + function.count)) + function
    return header(rest: subset)
  }

  private static func header(rest: [UInt8]) -> [UInt8] {
    [10, 0, 0, 0] + windows8_1 + littleEndian(UInt16(10 + rest.count)) + rest
  }

  private static let compatibleID: [UInt8] =
    [20, 0, 3, 0] + Array("WINUSB".utf8) + [UInt8](repeating: 0, count: 10)

  private static let registryProperty: [UInt8] = {
    let name = utf16("DeviceInterfaceGUIDs\0")
    let data = utf16(interfaceGUID + "\0\0")
    return littleEndian(UInt16(10 + name.count + data.count)) + [4, 0, 7, 0]
      + littleEndian(UInt16(name.count)) + name + littleEndian(UInt16(data.count)) + data
  }()

  private static func utf16(_ text: String) -> [UInt8] { text.utf16.flatMap(littleEndian) }
}
