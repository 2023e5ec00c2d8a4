package import USB

/// The descriptors of a device in one of its two sets (DFU 1.1, 4.1 and 4.2).
package struct DescriptorTables: Hashable, Sendable {
  /// The 18 bytes of the device descriptor (USB 2.0, 9.6.1).
  package var device: [UInt8]
  /// The configuration with all its descriptors (USB 2.0, 9.6.3).
  package var configuration: [UInt8]
  /// Whether the device supports both speeds. The device qualifier and the other-speed
  /// configuration are derived from the two above.
  package var hasOtherSpeed = true
  /// The strings by index. Index 0 is the table of languages.
  package var strings: [String] = []
  /// The BOS descriptor; empty if the device has none.
  package var bos: [UInt8] = []
  /// The MS OS 2.0 descriptor set that the BOS descriptor announces.
  package var msOS20: [UInt8] = []

  /// Makes tables without strings and without BOS.
  package init(device: [UInt8], configuration: [UInt8]) {
    self.device = device
    self.configuration = configuration
  }

  /// bNumInterfaces of the configuration.
  package var interfaceCount: Int { configuration.count > 4 ? Int(configuration[4]) : 0 }

  /// Whether the configuration declares the device self-powered (bmAttributes, bit 6).
  package var isSelfPowered: Bool { configuration.count > 7 && configuration[7] & 0x40 != 0 }

  /// Makes a BOS descriptor that announces this MS OS 2.0 descriptor set.
  mutating func announceWinUSB(_ set: [UInt8]) {
    msOS20 = set
    bos = MicrosoftDescriptors.bos(for: set)
  }

  /// Answers GET_DESCRIPTOR (USB 2.0, 9.4.3).
  package func answer(getDescriptor setup: SetupPacket) -> ModelReply.Answer {
    let type = UInt8(setup.value >> 8)
    let index = UInt8(truncatingIfNeeded: setup.value)
    guard let bytes = descriptor(type: type, index: index) else { return .stalled }
    return .upToLength(of: setup, bytes)
  }

  /// The answer to GET_DESCRIPTOR (USB 2.0, 9.4.3); nil means STALL.
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
  /// bcdUSB.
  package var usbVersion: UInt16 = 0x0200
  /// bDeviceClass, bDeviceSubClass, bDeviceProtocol.
  package var deviceClass: [UInt8] = [0, 0, 0]
  /// idVendor; XMOS's number by default.
  package var vendor: UInt16 = 0x20B1
  /// idProduct.
  package var product: UInt16 = 0
  /// bcdDevice.
  package var release: UInt16 = 0x0100
  /// iManufacturer, iProduct, iSerialNumber.
  package var stringIndices: [UInt8] = [1, 2, 0]

  /// Makes an identity of XMOS, without a device class.
  package init() {}

  /// The `deviceClass` of a device with interface association descriptors. An audio device has
  /// them, because several of its interfaces belong together.
  package static let composite: [UInt8] = [0xEF, 2, 1]

  /// The 18 bytes of the descriptor, with a bMaxPacketSize0 of 64.
  package var bytes: [UInt8] {
    [18, 1] + littleEndian(usbVersion) + deviceClass + [64] + littleEndian(vendor)
      + littleEndian(product) + littleEndian(release) + stringIndices + [1]
  }
}

/// The parts of a configuration.
package enum ConfigurationParts {
  /// A whole configuration with bConfigurationValue 1 (USB 2.0, 9.6.3).
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

  /// The interfaces before interface `number`. With audio, interfaces 0 to 2 are an audio function,
  /// so `number` must be 3 or higher. The other interfaces have the class 'vendor'.
  static func interfaces(before number: UInt8, withAudio: Bool) -> [UInt8] {
    withAudio ? audio + vendor(3..<max(3, number)) : vendor(0..<number)
  }

  /// Interfaces of the class 'vendor', without endpoints.
  static func vendor(_ numbers: Range<UInt8>) -> [UInt8] {
    numbers.flatMap { [9, 4, $0, 0, 0, 0xFF, 0xFF, 0xFF, 0] }
  }

  /// An audio control interface and two streaming interfaces without endpoints, as interfaces 0, 1
  /// and 2. A USB Audio device has them before its DFU interface.
  static let audio: [UInt8] = [
    8, 11, 0, 3, 1, 0, 32, 0, 9, 4, 0, 0, 0, 1, 1, 32, 0, 9, 36, 1, 0, 2, 8, 9, 0, 0, 9, 4, 1, 0,
    0, 1, 2, 32, 0, 9, 4, 2, 0, 0, 1, 2, 32, 0,
  ]

  /// The same for USB Audio 1.0, which has no interface association and bInterfaceProtocol 0.
  static let audio1: [UInt8] = [
    9, 4, 0, 0, 0, 1, 1, 0, 0, 10, 36, 1, 0, 1, 10, 0, 2, 1, 2, 9, 4, 1, 0, 0, 1, 2, 0, 0, 9, 4, 2,
    0, 0, 1, 2, 0, 0,
  ]
}
