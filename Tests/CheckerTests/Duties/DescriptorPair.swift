import DFU
import SpecTable
import Testing

/// A descriptor set that keeps a descriptor rule, and the same set with one field changed so that
/// it breaks the rule.
struct DescriptorPair: CustomTestStringConvertible, Sendable {
  var id: String
  /// The mode whose set is changed.
  var mode: Mode
  /// Whether the unchanged set of the other mode is shown before.
  var seesOther = false
  /// Changes both sets so that the rule applies to them.
  var prepare: @Sendable (inout DescriptorSet) -> Void = { _ in }
  var breaks: @Sendable (inout DescriptorSet) -> Void
  var testDescription: String { id }

  var kept: DescriptorSet {
    var set = Self.base(mode)
    prepare(&set)
    return set
  }

  var broken: DescriptorSet {
    var set = kept
    breaks(&set)
    return set
  }

  /// The set of the other mode; nil where it does not matter.
  var other: DescriptorSet? {
    seesOther ? Self.base(mode == .runTime ? .dfuMode : .runTime) : nil
  }

  static func base(_ mode: Mode) -> DescriptorSet {
    RowStage.descriptors([.canDnload, .canUpload], isRunTime: mode == .runTime)
  }

  static let all = interfaces + functional + device

  private static let interfaces = [
    DescriptorPair(id: "D01", mode: .runTime) { $0.alternates[0].alternateSetting = 1 },
    DescriptorPair(id: "D02", mode: .dfuMode) { $0.alternates[0].endpointCount = 1 },
    DescriptorPair(id: "D03", mode: .dfuMode) { $0.alternates[0].interfaceProtocol = 0 },
    DescriptorPair(id: "D04", mode: .dfuMode) { $0.alternates[0].number = 1 },
    DescriptorPair(id: "D05", mode: .dfuMode) { $0.interfaceCount = 2 },
    DescriptorPair(id: "D19", mode: .dfuMode) { $0.strayByteCount = 1 },
    DescriptorPair(
      id: "D18", mode: .dfuMode,
      prepare: {
        $0.alternates[0].stringIndex = 4
        $0.alternates.append(
          .init(number: 0, alternateSetting: 1, interfaceProtocol: 2, stringIndex: 5))
      }
    ) { $0.alternates[1].stringIndex = 0 },
  ]

  private static let functional = [
    DescriptorPair(id: "D06", mode: .dfuMode) { $0.functionals = [] },
    DescriptorPair(id: "D07", mode: .runTime) {
      $0.functionals = [functional(version: nil)]
    },
    DescriptorPair(id: "D08", mode: .dfuMode) {
      $0.functionals = [functional(attributes: 0x83)]
    },
    DescriptorPair(id: "D09", mode: .dfuMode) { $0.functionals = [functional(version: 0x0101)] },
    DescriptorPair(id: "D20", mode: .dfuMode) { $0.functionals = [functional(transferSize: 63)] },
    DescriptorPair(id: "D10", mode: .dfuMode, seesOther: true) {
      $0.functionals = [functional(attributes: 0x01)]
    },
  ]

  private static func functional(
    attributes: UInt8 = 0x03, transferSize: UInt16 = RowStage.transferSize,
    version: UInt16? = 0x0110
  ) -> FunctionalDescriptor {
    FunctionalDescriptor(
      attributes: .init(rawValue: attributes),
      detachTimeoutMilliseconds: RowStage.detachMilliseconds,
      transferSize: transferSize, version: version)
  }

  private static let device = [
    DescriptorPair(id: "D11", mode: .dfuMode) { $0.device?.deviceClass = 0xFE },
    DescriptorPair(id: "D12", mode: .dfuMode) { $0.device?.deviceSubClass = 1 },
    DescriptorPair(id: "D13", mode: .dfuMode) { $0.device?.deviceProtocol = 1 },
    DescriptorPair(id: "D14", mode: .dfuMode) { $0.device?.maxPacketSize0 = 63 },
    DescriptorPair(id: "D15", mode: .dfuMode) { $0.device?.configurationCount = 2 },
    DescriptorPair(id: "D16", mode: .dfuMode, seesOther: true) { $0.device?.product = 8 },
    DescriptorPair(id: "D17", mode: .dfuMode, seesOther: true) { $0.device?.vendor = 0x20B2 },
  ]
}
