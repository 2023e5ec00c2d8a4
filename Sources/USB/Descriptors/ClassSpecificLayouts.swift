extension DescriptorLayout {
  /// The class, subclass and protocol of the interface before a descriptor.
  package struct InterfaceClass: Hashable, Sendable {
    /// bInterfaceClass.
    package let code: UInt8
    /// bInterfaceSubClass.
    package let subclass: UInt8
    /// bInterfaceProtocol.
    package let number: UInt8

    /// Reads an interface descriptor (USB 2.0, 9.6.5); nil when it ends before bInterfaceProtocol.
    package init?(_ interface: [UInt8]) {
      guard interface.count >= 8 else { return nil }
      (code, subclass, number) = (interface[5], interface[6], interface[7])
    }
  }

  /// The layout of a descriptor inside a configuration. `interface`: the class of the interface
  /// that it stands behind.
  package static func part(_ bytes: [UInt8], of interface: InterfaceClass?) -> DescriptorLayout {
    guard bytes.count >= 2 else { return DescriptorLayout("descriptor", []) }
    switch bytes[1] {
    case DescriptorType.device: return device
    case DescriptorType.configuration: return configuration
    case DescriptorType.string: return string
    case DescriptorType.interface: return Self.interface
    case 5: return endpoint
    case 6: return deviceQualifier
    case 7: return otherSpeed
    case 11: return association
    case 0x21 where interface?.code == 0x03: return other("HID")
    case 0x21 where interface?.code == 0x0B: return other("smart card device class")
    case 0x24: return classSpecific(interfaceName(subtype(bytes), of: interface))
    case 0x25: return classSpecific(endpointName(subtype(bytes), of: interface))
    default: return other("type \(Hex.specText(bytes[1], width: 2))")
    }
  }

  private static func subtype(_ bytes: [UInt8]) -> UInt8 { bytes.count > 2 ? bytes[2] : 0 }

  /// The name of a descriptor CS_INTERFACE.
  private static func interfaceName(_ subtype: UInt8, of interface: InterfaceClass?) -> String {
    let names =
      switch (interface?.code, interface?.subclass) {
      case (1, 1): interface?.number == 0x20 ? control2 : control1
      case (1, 2): interface?.number == 0x20 ? streaming2 : streaming1
      case (1, 3): midi
      case (2, _), (0x0A, _): communications
      default: [:] as [UInt8: String]
      }
    return "CS_INTERFACE " + (names[subtype] ?? "subtype \(Hex.specText(subtype, width: 2))")
  }

  /// The name of a descriptor CS_ENDPOINT.
  private static func endpointName(_ subtype: UInt8, of interface: InterfaceClass?) -> String {
    let name: String? =
      switch (interface?.code, interface?.subclass, subtype) {
      case (1, 2, 1): "EP_GENERAL"
      case (1, 3, 1): "MS_GENERAL"
      default: nil
      }
    return "CS_ENDPOINT " + (name ?? "subtype \(Hex.specText(subtype, width: 2))")
  }

  /// The subtypes of an audio control interface (USB Audio 1.0, A.5).
  private static let control1: [UInt8: String] = [
    1: "HEADER", 2: "INPUT_TERMINAL", 3: "OUTPUT_TERMINAL", 4: "MIXER_UNIT", 5: "SELECTOR_UNIT",
    6: "FEATURE_UNIT", 7: "PROCESSING_UNIT", 8: "EXTENSION_UNIT",
  ]
  /// The subtypes of an audio streaming interface (USB Audio 1.0, A.6).
  private static let streaming1: [UInt8: String] = [
    1: "AS_GENERAL", 2: "FORMAT_TYPE", 3: "FORMAT_SPECIFIC",
  ]
  /// The subtypes of an audio control interface (USB Audio 2.0, A.9).
  private static let control2: [UInt8: String] = [
    1: "HEADER", 2: "INPUT_TERMINAL", 3: "OUTPUT_TERMINAL", 4: "MIXER_UNIT", 5: "SELECTOR_UNIT",
    6: "FEATURE_UNIT", 7: "EFFECT_UNIT", 8: "PROCESSING_UNIT", 9: "EXTENSION_UNIT",
    10: "CLOCK_SOURCE", 11: "CLOCK_SELECTOR", 12: "CLOCK_MULTIPLIER",
    13: "SAMPLE_RATE_CONVERTER",
  ]
  /// The subtypes of an audio streaming interface (USB Audio 2.0, A.10).
  private static let streaming2: [UInt8: String] = [
    1: "AS_GENERAL", 2: "FORMAT_TYPE", 3: "ENCODER", 4: "DECODER",
  ]
  /// The subtypes of a MIDI streaming interface (USB MIDI 1.0, A.1).
  private static let midi: [UInt8: String] = [
    1: "MS_HEADER", 2: "MIDI_IN_JACK", 3: "MIDI_OUT_JACK", 4: "ELEMENT",
  ]
  /// The functional descriptors of a communications interface (USB CDC 1.2, Table 13).
  private static let communications: [UInt8: String] = [
    0: "HEADER", 1: "CALL_MANAGEMENT", 2: "ABSTRACT_CONTROL_MANAGEMENT", 6: "UNION",
    7: "COUNTRY_SELECTION", 15: "ETHERNET_NETWORKING", 26: "NCM", 27: "MBIM",
  ]
}
