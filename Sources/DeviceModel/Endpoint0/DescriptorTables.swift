import USB

/// The descriptors that a device shows in one of its two sets (DFU 1.1, 4.1 and 4.2).
package struct DescriptorTables: Hashable, Sendable {
  package var device: [UInt8]
  package var configuration: [UInt8]
  /// The device qualifier and the other-speed configuration are derived from the two above.
  package var hasOtherSpeed = true
  /// By string index; index 0 is the table of languages.
  package var strings: [String] = []
  /// The BOS descriptor; empty where the device has none.
  package var bos: [UInt8] = []
  /// The MS OS 2.0 descriptor set that the BOS descriptor announces.
  package var msOS20: [UInt8] = []

  package init(device: [UInt8], configuration: [UInt8]) {
    self.device = device
    self.configuration = configuration
  }

  /// bNumInterfaces of the configuration.
  package var interfaceCount: Int { configuration.count > 4 ? Int(configuration[4]) : 0 }

  /// What GET_DESCRIPTOR answers (USB 2.0, 9.4.3); nil is a STALL.
  package func descriptor(type: UInt8, index: UInt8) -> [UInt8]? {
    switch type {
    case DescriptorType.device: return device
    case DescriptorType.configuration: return index == 0 ? configuration : nil
    case 3: return string(index)
    case 6 where hasOtherSpeed:
      return [10, 6] + device[2..<8] + [device[17], 0]
    case 7 where hasOtherSpeed:
      var other = configuration
      other[1] = 7
      return other
    case 15: return bos.isEmpty ? nil : bos
    default: return nil
    }
  }

  private func string(_ index: UInt8) -> [UInt8]? {
    if index == 0 { return [4, 3, 0x09, 0x04] }
    guard strings.indices.contains(Int(index)) else { return nil }
    let units = strings[Int(index)].utf16.prefix(126)
    return [UInt8(2 + 2 * units.count), 3] + units.flatMap(littleEndian)
  }
}

/// The two bytes of a 16-bit field, low byte first.
func littleEndian(_ word: UInt16) -> [UInt8] {
  [UInt8(truncatingIfNeeded: word), UInt8(truncatingIfNeeded: word >> 8)]
}

/// The fields of a device descriptor (USB 2.0, 9.6.1).
package struct DeviceIdentity: Hashable, Sendable {
  package var usbVersion: UInt16 = 0x0200
  /// bDeviceClass, bDeviceSubClass, bDeviceProtocol.
  package var deviceClass: [UInt8] = [0, 0, 0]
  package var vendor: UInt16 = 0x20B1
  package var product: UInt16 = 0
  package var release: UInt16 = 0x0100
  /// iManufacturer, iProduct, iSerialNumber.
  package var stringIndices: [UInt8] = [1, 2, 0]

  package init() {}

  /// The 18 bytes, with a bMaxPacketSize0 of 64.
  package var bytes: [UInt8] {
    [18, 1] + littleEndian(usbVersion) + deviceClass + [64] + littleEndian(vendor)
      + littleEndian(product) + littleEndian(release) + stringIndices + [1]
  }
}

/// The parts that configurations are built of.
package enum ConfigurationParts {
  /// A whole configuration with value 1 (USB 2.0, 9.6.3).
  package static func configuration(
    interfaces: UInt8, attributes: UInt8, maxPower: UInt8, _ rest: [UInt8]
  ) -> [UInt8] {
    [9, 2] + littleEndian(UInt16(clamping: 9 + rest.count))
      + [interfaces, 1, 0, attributes, maxPower] + rest
  }

  /// A DFU interface without endpoints (DFU 1.1, Table 4.1 and Table 4.4).
  package static func dfuInterface(
    number: UInt8, alternate: UInt8 = 0, isDFUMode: Bool, string: UInt8 = 0
  ) -> [UInt8] {
    [9, 4, number, alternate, 0, 0xFE, 1, isDFUMode ? 2 : 1, string]
  }

  /// An audio control interface and two streaming interfaces without endpoints, as interfaces
  /// 0, 1 and 2: what is in front of the DFU interface of a USB Audio device.
  static let audio: [UInt8] = [
    8, 11, 0, 3, 1, 0, 32, 0, 9, 4, 0, 0, 0, 1, 1, 32, 0, 9, 36, 1, 0, 2, 8, 9, 0, 0, 9, 4, 1, 0,
    0, 1, 2, 32, 0, 9, 4, 2, 0, 0, 1, 2, 32, 0,
  ]
}
