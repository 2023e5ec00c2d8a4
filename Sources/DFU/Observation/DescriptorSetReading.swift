import USB

extension DescriptorSet.DeviceDescriptor {
  /// Reads the 18 bytes of a device descriptor (USB 2.0, 9.6.1); nil when there are fewer.
  package init?(_ bytes: [UInt8]) {
    guard bytes.count >= 18, bytes[1] == DescriptorType.device else { return nil }
    let span = bytes.span
    self.init(
      usbVersion: span.littleEndian16(at: 2), deviceClass: bytes[4], deviceSubClass: bytes[5],
      deviceProtocol: bytes[6], maxPacketSize0: bytes[7], vendor: span.littleEndian16(at: 8),
      product: span.littleEndian16(at: 10), deviceVersion: span.littleEndian16(at: 12),
      configurationCount: bytes[17])
  }
}

extension DescriptorSet.DeviceDescriptor {
  /// Whether this names the product that the other one names.
  func isProduct(of other: Self) -> Bool { vendor == other.vendor && product == other.product }
}

extension DescriptorSet {
  /// Reads a whole configuration; nil when it has no DFU interface or is incomplete.
  package init?(configuration bytes: [UInt8], device: DeviceDescriptor?) {
    guard let reading = ConfigurationReading(bytes) else { return nil }
    self.init(reading, device: device)
  }

  /// Makes the set of a configuration; nil when it has no DFU interface.
  init?(_ reading: ConfigurationReading, device: DeviceDescriptor?) {
    guard !reading.alternates.isEmpty else { return nil }
    self.init(
      device: device, interfaceCount: reading.interfaceCount,
      configurationValue: reading.configurationValue, alternates: reading.alternates,
      functionals: reading.functionals, strayByteCount: reading.strayByteCount)
  }
}

/// Reads configurations, and keeps the last one: a device that is enumerated over and over shows
/// the same. It is at most 65,535 bytes (wTotalLength; USB 2.0, 9.6.3).
struct ConfigurationReader {
  private var bytes: [UInt8] = []
  private var last: ConfigurationReading?

  /// Reads a configuration; nil when it is shorter than its wTotalLength.
  mutating func read(_ bytes: [UInt8]) -> ConfigurationReading? {
    if let last, bytes == self.bytes { return last }
    guard let reading = ConfigurationReading(bytes) else { return nil }
    (self.bytes, last) = (bytes, reading)
    return reading
  }
}

/// The parts of a configuration that dfutrace uses (USB 2.0, 9.6.3).
struct ConfigurationReading {
  /// bNumInterfaces.
  let interfaceCount: UInt8
  /// bConfigurationValue.
  let configurationValue: UInt8
  /// The alternate settings of the first DFU interface.
  var alternates: [DescriptorSet.Interface] = []
  var functionals: [FunctionalDescriptor] = []
  /// The numbers of all interfaces in the configuration.
  var interfaces: Set<UInt8> = []
  /// The numbers of the DFU interfaces after the first.
  var otherDFUInterfaces: Set<UInt8> = []
  /// The interfaces that may be for DFU although their class does not say so, each once.
  var lookalikes: [DescriptorSet.Interface] = []
  /// The bytes within wTotalLength that belong to no descriptor of a configuration.
  private(set) var strayByteCount = 0
  private var current: DescriptorSet.Interface?

  /// Reads a configuration; nil when it is shorter than its wTotalLength.
  init?(_ bytes: [UInt8]) {
    guard bytes.count >= 9, bytes[1] == DescriptorType.configuration else { return nil }
    let total = Int(bytes.span.littleEndian16(at: 2))
    guard bytes.count >= total else { return nil }
    interfaceCount = bytes[4]
    configurationValue = bytes[5]
    let descriptors = walkDescriptors(bytes)
    let belonging = descriptors.reduce(0) {
      Self.mayBelong($1.type) ? $0 + $1.bytes.count : $0
    }
    strayByteCount = max(0, total - belonging)
    for descriptor in descriptors {
      if descriptor.type == DescriptorType.interface {
        read(interface: descriptor.bytes)
      } else if let functional = FunctionalDescriptor(descriptor.bytes), mayBeDFU {
        functionals.append(functional)
      }
    }
  }

  /// Whether a descriptor of this type may be part of a configuration (USB 2.0, 9.4.3, 9.5). A
  /// device, a string, a device qualifier and another speed's configuration are read by themselves.
  private static func mayBelong(_ type: UInt8) -> Bool {
    switch type {
    case 0, 1, 3, 6, 7: false
    default: true
    }
  }

  private mutating func read(interface bytes: [UInt8]) {
    guard bytes.count >= 9 else { return }
    let interface = DescriptorSet.Interface(
      number: bytes[2], alternateSetting: bytes[3], endpointCount: bytes[4],
      interfaceClass: bytes[5], interfaceSubClass: bytes[6], interfaceProtocol: bytes[7],
      stringIndex: bytes[8])
    current = interface
    let isNew = interfaces.insert(interface.number).inserted
    guard interface.interfaceClass == 0xFE, interface.interfaceSubClass == 1 else {
      if isNew, interface.mayBeDFU { lookalikes.append(interface) }
      return
    }
    if alternates.isEmpty || alternates[0].number == interface.number {
      alternates.append(interface)
    } else {
      otherDFUInterfaces.insert(interface.number)
    }
  }

  /// Whether a descriptor of type 21h can be the DFU functional descriptor here. HID and smart
  /// cards use type 21h too, after an interface of their class. DFU 1.1 fixes no place for its own.
  private var mayBeDFU: Bool {
    guard let current else { return true }
    return current.interfaceClass != 0x03 && current.interfaceClass != 0x0B
  }
}

extension DescriptorSet.Interface {
  /// Whether DFU may be spoken to an interface that is not of its class: one of no class, of a
  /// vendor's, or of another application. A class of its own has requests with the same numbers,
  /// and so have USB-IF's applications 2 (IrDA bridge) and 3 (test and measurement).
  fileprivate var mayBeDFU: Bool {
    switch interfaceClass {
    case 0x00, 0xFF: true
    case 0xFE: ![2, 3].contains(interfaceSubClass)
    default: false
    }
  }
}
