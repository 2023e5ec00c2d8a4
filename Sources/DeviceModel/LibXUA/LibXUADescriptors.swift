import DFU

/// The descriptors of a USB Audio device: the run-time composite and the DFU mode (lib_xua
/// 4.2.0 and 5.3.0, lib_xua/src/dfu/xua_dfu.h). lib_dfu's have the form of 5.3.0's.
struct LibXUADescriptors: Hashable, Sendable {
  let runTime: DescriptorTables
  let dfuMode: DescriptorTables

  /// The tables of the image that runs, with its bcdDevice.
  init(_ generation: LibXUAGeneration, _ parameters: LibXUAParameters, isUpgrade: Bool) {
    let isFive = generation.reboots
    var identity = DeviceIdentity()
    identity.usbVersion = isFive ? 0x0201 : 0x0200
    identity.release = generation.release(parameters, isUpgrade: isUpgrade)
    var application = identity
    application.deviceClass = [0xEF, 2, 1]
    application.product = parameters.product
    application.stringIndices[2] = isFive ? 0 : 3
    identity.product =
      parameters.dfuProduct ?? (isFive ? 0xD000 &+ parameters.product : parameters.product)
    let functional = FunctionalDescriptor(
      attributes: isFive ? .fifthGeneration : .fourthGeneration, detachTimeoutMilliseconds: 250,
      transferSize: 64
    ).bytes

    var runTime = DescriptorTables(
      device: application.bytes,
      configuration: Self.composite(parameters, functional: functional))
    var dfuMode = DescriptorTables(
      device: identity.bytes,
      configuration: ConfigurationParts.configuration(
        interfaces: 1, attributes: isFive ? 0x80 : 0xC0, maxPower: isFive ? 250 : 50,
        ConfigurationParts.dfuInterface(number: 0, isDFUMode: true, string: isFive ? 4 : 0)
          + functional))
    runTime.strings = ["", "XMOS", "XMOS xCORE (Multi-Ch)", "", "XMOS DFU"]
    dfuMode.strings = runTime.strings
    if isFive {
      if parameters.isDFUEnabled {
        runTime.msOS20 = MicrosoftDescriptors.composite(interface: parameters.dfuInterface)
        runTime.bos = MicrosoftDescriptors.bos(for: runTime.msOS20)
      }
      dfuMode.msOS20 = MicrosoftDescriptors.simple
      dfuMode.bos = MicrosoftDescriptors.bos(for: dfuMode.msOS20)
    }
    self.runTime = runTime
    self.dfuMode = dfuMode
  }

  /// Audio control, two streaming interfaces, and the DFU interface at its number; a number
  /// above 3 leaves room for interfaces of the class 'vendor'.
  private static func composite(
    _ parameters: LibXUAParameters, functional: [UInt8]
  ) -> [UInt8] {
    var interfaces: UInt8 = 0
    var rest: [UInt8] = []
    let number = parameters.dfuInterface
    if number >= 3 || !parameters.isDFUEnabled {
      rest += ConfigurationParts.audio
      interfaces = 3
    }
    guard parameters.isDFUEnabled else {
      return ConfigurationParts.configuration(
        interfaces: interfaces, attributes: 0x80, maxPower: 250, rest)
    }
    while interfaces < number {
      rest += [9, 4, interfaces, 0, 0, 0xFF, 0xFF, 0xFF, 0]
      interfaces += 1
    }
    rest += ConfigurationParts.dfuInterface(number: number, isDFUMode: false, string: 4)
    return ConfigurationParts.configuration(
      interfaces: interfaces + 1, attributes: 0x80, maxPower: 250, rest + functional)
  }
}

extension LibXUAGeneration {
  /// bcdDevice of the image that runs.
  func release(_ parameters: LibXUAParameters, isUpgrade: Bool) -> UInt16 {
    isUpgrade ? parameters.upgradeRelease : parameters.factoryRelease ?? release
  }

  /// bcdDevice of a factory image that names none.
  private var release: UInt16 {
    switch self {
    case .audio6: 0x0600
    case .four: 0x0420
    case .five: 0x0530
    case .libDFU: 0x0550
    }
  }
}

extension FunctionalDescriptor.Attributes {
  fileprivate static let fourthGeneration: Self = [.canDnload, .canUpload, .manifestationTolerant]
  static let fifthGeneration: Self = fourthGeneration.union(.willDetach)
}
