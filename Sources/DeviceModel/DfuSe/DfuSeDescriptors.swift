import DFU

extension DescriptorTables {
  /// The descriptors of the bootloader. iInterface describes the memory (ST UM0424, DfuSe; ST
  /// AN2606: bcdDevice 2200h is version 2.2).
  static func dfuSeBootloader(_ parameters: DfuSeParameters) -> DescriptorTables {
    var identity = DeviceIdentity()
    identity.usbVersion = 0x0100
    identity.vendor = 0x0483
    identity.product = 0xDF11
    identity.release = parameters.release
    identity.stringIndices = [1, 2, 3]
    let functional = FunctionalDescriptor(
      attributes: parameters.attributes, detachTimeoutMilliseconds: 255,
      transferSize: parameters.transferSize, version: 0x011A)
    return dfuSe(
      identity,
      ConfigurationParts.dfuInterface(number: 0, isDFUMode: true, string: 4) + functional.bytes,
      [
        "", "STMicroelectronics", "STM32  BOOTLOADER", "FFFFFFFEFFFF",
        dfuSeMemory(parameters.layout),
      ])
  }

  /// The descriptors of the application: one interface, for DFU or of the class 'vendor'.
  static func dfuSeApplication(_ parameters: DfuSeParameters) -> DescriptorTables {
    var identity = DeviceIdentity()
    identity.vendor = 0x0483
    identity.product = 0x5740
    var interface: [UInt8] = [9, 4, 0, 0, 0, 0xFF, 0xFF, 0xFF, 0]
    if parameters.applicationHasDFU {
      interface = [9, 4, 0, 0, 0, 0xFE, 1, parameters.applicationProtocol, 0]
      interface +=
        FunctionalDescriptor(
          attributes: parameters.attributes, detachTimeoutMilliseconds: 255,
          transferSize: parameters.transferSize, version: parameters.applicationVersion
        ).bytes
    }
    return dfuSe(identity, interface, ["", "STMicroelectronics", "STM32 application"])
  }

  /// A full-speed device that is self-powered and takes 100 mA.
  private static func dfuSe(
    _ identity: DeviceIdentity, _ interface: [UInt8], _ strings: [String]
  ) -> DescriptorTables {
    var tables = DescriptorTables(
      device: identity.bytes,
      configuration: ConfigurationParts.configuration(
        interfaces: 1, attributes: 0xC0, maxPower: 50, interface))
    tables.hasOtherSpeed = false
    tables.strings = strings
    return tables
  }

  /// The memory as DfuSe writes it: `@name/address/` and the runs of sectors, as `04*016Kg`. The
  /// letter g says that they are readable, erasable and writable (ST UM0424, DfuSe).
  private static func dfuSeMemory(_ layout: [DfuSeFlash.Run]) -> String {
    func digits(_ number: Int, _ width: Int) -> String {
      let text = String(number)
      return String(repeating: "0", count: max(0, width - text.count)) + text
    }
    let runs = layout.map { "\(digits($0.count, 2))*\(digits($0.kibibytes, 3))Kg" }
    return "@Internal Flash  /0x08000000/" + runs.joined(separator: ",")
  }
}
