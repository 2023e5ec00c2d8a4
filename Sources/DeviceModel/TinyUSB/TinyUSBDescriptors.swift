import DFU

extension DescriptorTables {
  /// The only set of an RTOS product: a DFU-mode interface with alternate settings, alone or
  /// behind the interfaces of an audio device (xmos/sln_voice abd9c88, examples/ffva).
  static func tinyUSB(_ parameters: TinyUSBParameters) -> DescriptorTables {
    var identity = DeviceIdentity()
    identity.usbVersion = 0x0201
    identity.product = 0x4001
    identity.release = 0x0001
    var interfaces: UInt8 = 0
    var rest: [UInt8] = []
    if parameters.interface >= 3 {
      identity.deviceClass = [0xEF, 2, 1]
      rest = ConfigurationParts.audio
      interfaces = 3
    }
    while interfaces < parameters.interface {
      rest += [9, 4, interfaces, 0, 0, 0xFF, 0xFF, 0xFF, 0]
      interfaces += 1
    }
    for alternate in 0..<parameters.alternates {
      rest += ConfigurationParts.dfuInterface(
        number: parameters.interface, alternate: alternate, isDFUMode: true,
        string: alternate < 3 ? 4 + alternate : 0)
    }
    rest +=
      FunctionalDescriptor(
        attributes: parameters.attributes, detachTimeoutMilliseconds: 1000,
        transferSize: parameters.transferSize, version: 0x0101
      ).bytes
    var tables = DescriptorTables(
      device: identity.bytes,
      configuration: ConfigurationParts.configuration(
        interfaces: interfaces + 1, attributes: 0x80, maxPower: 250, rest))
    tables.strings = [
      "", "XMOS", "Voice Processor", "", "DFU FACTORY", "DFU UPGRADE", "DFU DATAPARTITION",
    ]
    tables.msOS20 = MicrosoftDescriptors.composite(interface: parameters.interface)
    tables.bos = MicrosoftDescriptors.bos(for: tables.msOS20)
    return tables
  }
}
