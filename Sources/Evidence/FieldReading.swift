package import DFU
package import SpecTable
package import USB

extension DescriptorField {
  /// The field that tells the mode (DFU 1.1, Tables 4.1 and 4.4).
  package static let tellingMode = DescriptorField.bInterfaceProtocol

  /// The values of this field in a descriptor set: one for each alternate setting or functional
  /// descriptor that has it, none when the capture does not show it.
  package func values(in set: DescriptorSet) -> [UInt32] {
    switch self {
    case .bNumInterfaces: [UInt32(set.interfaceCount)]
    case .bInterfaceNumber: set.alternates.map { UInt32($0.number) }
    case .bAlternateSetting: set.alternates.map { UInt32($0.alternateSetting) }
    case .bNumEndpoints: set.alternates.map { UInt32($0.endpointCount) }
    case .bInterfaceClass: set.alternates.map { UInt32($0.interfaceClass) }
    case .bInterfaceSubClass: set.alternates.map { UInt32($0.interfaceSubClass) }
    case .bInterfaceProtocol: set.alternates.map { UInt32($0.interfaceProtocol) }
    case .functionalDescriptors: [UInt32(set.functionals.count)]
    case .strayBytes: [UInt32(set.strayByteCount)]
    case .functionalLength: set.functionals.map { UInt32($0.bytes.first ?? 0) }
    case .bmAttributes: set.functionals.map { UInt32($0.attributes.rawValue) }
    case .bmAttributesReserved: set.functionals.map { UInt32($0.attributes.rawValue & 0xF0) }
    case .wDetachTimeOut: set.functionals.map { UInt32($0.detachTimeoutMilliseconds) }
    case .wTransferSize: set.functionals.map { UInt32($0.transferSize) }
    case .roomForBlocks:
      set.device.map { device in
        set.functionals.map { $0.transferSize < UInt16(device.maxPacketSize0) ? 0 : 1 }
      } ?? []
    case .bcdDFUVersion: set.functionals.compactMap { $0.version.map(UInt32.init) }
    case .functionalBytes: set.functional.map { [Self.digest($0.bytes)] } ?? []
    case .bDeviceClass: set.device.map { [UInt32($0.deviceClass)] } ?? []
    case .bDeviceSubClass: set.device.map { [UInt32($0.deviceSubClass)] } ?? []
    case .bDeviceProtocol: set.device.map { [UInt32($0.deviceProtocol)] } ?? []
    case .bMaxPacketSize0: set.device.map { [UInt32($0.maxPacketSize0)] } ?? []
    case .bNumConfigurations: set.device.map { [UInt32($0.configurationCount)] } ?? []
    case .idVendor: set.device.map { [UInt32($0.vendor)] } ?? []
    case .idProduct: set.device.map { [UInt32($0.product)] } ?? []
    case .alternateStrings:
      set.alternates.count > 1 ? set.alternates.map { UInt32($0.stringIndex) } : []
    }
  }

  /// The record that shows the descriptor which holds this field.
  package func moment(in places: DescriptorPlaces) -> Moment {
    switch self {
    case .bDeviceClass, .bDeviceSubClass, .bDeviceProtocol, .bMaxPacketSize0, .bNumConfigurations,
      .idVendor, .idProduct:
      places.device ?? places.configuration
    case .functionalLength, .bmAttributes, .bmAttributesReserved, .wDetachTimeOut, .wTransferSize,
      .roomForBlocks, .bcdDFUVersion, .functionalBytes:
      places.functional ?? places.configuration
    case .bNumInterfaces, .bInterfaceNumber, .bAlternateSetting, .bNumEndpoints, .bInterfaceClass,
      .bInterfaceSubClass, .bInterfaceProtocol, .functionalDescriptors, .strayBytes,
      .alternateStrings:
      places.configuration
    }
  }

  /// The fields of a whole descriptor; none for a single field.
  package var parts: [DescriptorField] {
    switch self {
    case .functionalBytes:
      [.functionalLength, .bmAttributes, .wDetachTimeOut, .wTransferSize, .bcdDFUVersion]
    case .bNumInterfaces, .bInterfaceNumber, .bAlternateSetting, .bNumEndpoints, .bInterfaceClass,
      .bInterfaceSubClass, .bInterfaceProtocol, .functionalDescriptors, .strayBytes,
      .functionalLength, .bmAttributes, .bmAttributesReserved, .wDetachTimeOut, .wTransferSize,
      .roomForBlocks, .bcdDFUVersion, .bDeviceClass, .bDeviceSubClass, .bDeviceProtocol,
      .bMaxPacketSize0, .bNumConfigurations,
      .idVendor, .idProduct, .alternateStrings:
      []
    }
  }

  /// A value as findings show it: `0110h` with the width of the field, decimal for counts, sizes
  /// and times.
  package func text(_ value: UInt32) -> String {
    switch self {
    case .bNumInterfaces, .bInterfaceNumber, .bAlternateSetting, .bNumEndpoints,
      .functionalDescriptors, .strayBytes, .functionalLength, .bMaxPacketSize0, .bNumConfigurations,
      .wTransferSize, .alternateStrings:
      "\(value)"
    case .roomForBlocks: value == 0 ? "below bMaxPacketSize0" : "bMaxPacketSize0 or more"
    case .wDetachTimeOut: "\(value) ms"
    case .bcdDFUVersion, .idVendor, .idProduct: Hex.specText(value, width: 4)
    case .functionalBytes: "checksum \(Hex.specText(value, width: 8))"
    case .bInterfaceClass, .bInterfaceSubClass, .bInterfaceProtocol, .bmAttributes,
      .bmAttributesReserved, .bDeviceClass, .bDeviceSubClass, .bDeviceProtocol:
      Hex.specText(value, width: 2)
    }
  }

  /// The name in the specification's words: where the field is none of a descriptor, what it is.
  package var name: String {
    switch self {
    case .functionalDescriptors: "the number of DFU functional descriptors"
    case .strayBytes: "the number of bytes outside the descriptors"
    case .functionalLength: "bLength of the functional descriptor"
    case .bmAttributesReserved: "bits 7..4 of bmAttributes"
    case .roomForBlocks: "wTransferSize"
    case .functionalBytes: "the functional descriptor"
    case .bNumInterfaces, .bInterfaceNumber, .bAlternateSetting, .bNumEndpoints, .bInterfaceClass,
      .bInterfaceSubClass, .bInterfaceProtocol, .bmAttributes, .wDetachTimeOut, .wTransferSize,
      .bcdDFUVersion, .bDeviceClass, .bDeviceSubClass, .bDeviceProtocol, .bMaxPacketSize0,
      .bNumConfigurations, .idVendor, .idProduct, .alternateStrings:
      rawValue
    }
  }

  /// What a set shows: `wTransferSize 64`, `no DFU functional descriptor`.
  package func phrase(_ value: UInt32, in set: DescriptorSet) -> String {
    switch self {
    case .functionalDescriptors:
      value == 0 ? "no DFU functional descriptor" : "\(value) DFU functional descriptors"
    case .strayBytes:
      "\(value) byte\(value == 1 ? "" : "s") that belong\(value == 1 ? "s" : "") to no descriptor"
    case .roomForBlocks: "wTransferSize \(set.smallestTransferSize) below \(set.packetPhrase)"
    case .bNumInterfaces, .bInterfaceNumber, .bAlternateSetting, .bNumEndpoints, .bInterfaceClass,
      .bInterfaceSubClass, .bInterfaceProtocol, .functionalLength, .bmAttributes,
      .bmAttributesReserved, .wDetachTimeOut, .wTransferSize, .bcdDFUVersion, .functionalBytes,
      .bDeviceClass, .bDeviceSubClass, .bDeviceProtocol, .bMaxPacketSize0, .bNumConfigurations,
      .idVendor, .idProduct, .alternateStrings:
      "\(name) \(text(value))"
    }
  }

  /// What is wanted, in words, where a value of this field is no value of a descriptor.
  package func wantedPhrase(in set: DescriptorSet) -> String? {
    self == .roomForBlocks ? "a wTransferSize of \(set.packetPhrase) or more" : nil
  }

  /// A number that stands for the bytes (FNV-1a), so that two sets can be compared.
  private static func digest(_ bytes: [UInt8]) -> UInt32 {
    bytes.reduce(0x811C_9DC5) { ($0 ^ UInt32($1)) &* 0x0100_0193 }
  }
}

extension DescriptorSet {
  fileprivate var smallestTransferSize: UInt16 { functionals.map(\.transferSize).min() ?? 0 }

  /// `bMaxPacketSize0 (64)`.
  fileprivate var packetPhrase: String {
    "bMaxPacketSize0" + (device.map { " (\($0.maxPacketSize0))" } ?? "")
  }
}
