import DFU

extension DescriptorTables {
  /// The only descriptor set of an RTOS product: a DFU-mode interface with alternate settings,
  /// alone or after the interfaces of an audio device (xmos/sln_voice abd9c88, examples/ffva).
  static func tinyUSB(_ parameters: TinyUSBParameters) -> DescriptorTables {
    var identity = DeviceIdentity()
    identity.usbVersion = 0x0201
    identity.product = 0x4001
    identity.release = parameters.release
    let hasAudio = parameters.interface >= 3
    if hasAudio { identity.deviceClass = DeviceIdentity.composite }
    var rest = ConfigurationParts.interfaces(before: parameters.interface, withAudio: hasAudio)
    for alternate in 0..<parameters.alternates {
      rest += ConfigurationParts.dfuInterface(
        number: parameters.interface, alternate: alternate, isDFUMode: true,
        string: alternate < 3 ? 4 + alternate : 0)
    }
    rest +=
      FunctionalDescriptor(
        attributes: parameters.attributes, detachTimeoutMilliseconds: parameters.detachTimeout,
        transferSize: parameters.transferSize, version: 0x0101
      ).bytes
    var tables = DescriptorTables(
      device: identity.bytes,
      configuration: ConfigurationParts.configuration(
        interfaces: parameters.interface + 1, attributes: 0x80, maxPower: 250, rest))
    tables.strings = [
      "", "XMOS", "Voice Processor", "", "DFU FACTORY", "DFU UPGRADE", "DFU DATAPARTITION",
    ]
    tables.announceWinUSB(MicrosoftDescriptors.composite(interface: parameters.interface))
    return tables
  }
}
