import DFU

/// The descriptors of a USB Audio device: the run-time composite and the DFU-mode set (lib_xua
/// 4.2.0 and 5.3.0, lib_xua/src/dfu/xua_dfu.h).
struct LibXUADescriptors: Hashable, Sendable {
  let runTime: DescriptorTables
  let dfuMode: DescriptorTables

  /// Makes the descriptors of the running image, with its bcdDevice.
  init(_ generation: XMOSGeneration, _ parameters: LibXUAParameters, isUpgrade: Bool) {
    let traits = generation.descriptors
    let functional = FunctionalDescriptor(
      attributes: traits.attributes, detachTimeoutMilliseconds: 250, transferSize: 64
    ).bytes
    var identity = DeviceIdentity()
    identity.usbVersion = traits.usbVersion
    identity.release = parameters.release(generation, isUpgrade: isUpgrade)
    runTime = Self.runTime(traits, parameters, identity, functional)
    dfuMode = Self.dfuMode(traits, parameters, identity, functional)
  }

  private static let strings = ["", "XMOS", "XMOS xCORE (Multi-Ch)", "", "XMOS DFU"]

  private static func runTime(
    _ traits: XMOSGeneration.Descriptors, _ parameters: LibXUAParameters,
    _ identity: DeviceIdentity, _ functional: [UInt8]
  ) -> DescriptorTables {
    var identity = identity
    if !parameters.isAudio1 { identity.deviceClass = DeviceIdentity.composite }
    identity.product = parameters.product
    identity.stringIndices[2] = traits.serialNumber
    var tables = DescriptorTables(
      device: identity.bytes,
      configuration: composite(traits, parameters, functional: functional))
    tables.strings = strings
    if traits.announcesWinUSB, parameters.isDFUEnabled {
      tables.announceWinUSB(MicrosoftDescriptors.composite(interface: parameters.dfuInterface))
    }
    return tables
  }

  private static func dfuMode(
    _ traits: XMOSGeneration.Descriptors, _ parameters: LibXUAParameters,
    _ identity: DeviceIdentity, _ functional: [UInt8]
  ) -> DescriptorTables {
    var identity = identity
    identity.product = parameters.dfuProduct ?? traits.dfuProductOffset &+ parameters.product
    let interface = ConfigurationParts.dfuInterface(
      number: 0, isDFUMode: true, string: traits.dfuInterfaceString)
    var tables = DescriptorTables(
      device: identity.bytes,
      configuration: ConfigurationParts.configuration(
        interfaces: 1, attributes: traits.dfuPower, maxPower: traits.dfuMaxPower,
        interface + functional))
    tables.strings = strings
    if traits.announcesWinUSB { tables.announceWinUSB(MicrosoftDescriptors.simple) }
    return tables
  }

  /// Audio control, two streaming interfaces, and the DFU interface at its number. If the number is
  /// below 3, there are no audio interfaces.
  private static func composite(
    _ traits: XMOSGeneration.Descriptors, _ parameters: LibXUAParameters, functional: [UInt8]
  ) -> [UInt8] {
    let number = parameters.dfuInterface
    let audio = parameters.isAudio1 ? ConfigurationParts.audio1 : ConfigurationParts.audio
    guard parameters.isDFUEnabled else {
      return ConfigurationParts.configuration(
        interfaces: 3, attributes: 0x80, maxPower: 250, audio)
    }
    let control = ConfigurationParts.vendor(number >= 3 ? 3..<number : 0..<number)
    let dfu =
      ConfigurationParts.dfuInterface(number: number, isDFUMode: false, string: 4) + functional
    let isDFUFirst = parameters.isAudio1 && traits.isBeforeControlInAudio1
    let rest = (number >= 3 ? audio : []) + (isDFUFirst ? dfu + control : control + dfu)
    return ConfigurationParts.configuration(
      interfaces: number + 1, attributes: 0x80, maxPower: 250, rest)
  }
}
