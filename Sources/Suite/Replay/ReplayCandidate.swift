import DFU
import DeviceModel
import USB

/// A model to replay a capture against, with the parameters that the operator gave for it.
struct ReplayCandidate {
  let personality: Personality
  /// The operator's parameters; they count more than what the capture shows.
  let config: [String: ParameterValue]
  /// The descriptors that the model shows by itself; nil when it has no DFU interface.
  let descriptors: DescriptorSet?
  /// The mode in which the model starts.
  let bootMode: Mode
  /// Whether the model takes bmAttributes from the capture.
  let takesAttributes: Bool
  private let fixesBlockTime: Bool
  private let fixesManifestTime: Bool

  /// Throws for a parameter that the personality does not take.
  init(_ personality: Personality, _ config: [String: ParameterValue]) throws(ModelError) {
    self.personality = personality
    self.config = config
    let device = try personality.make(config)
    descriptors = device.descriptors
    bootMode = device.mode
    let attributes: [String: ParameterValue] = ["attrs": .number(0)]
    takesAttributes = config["attrs"] == nil && (try? personality.make(attributes)) != nil
    fixesBlockTime = Self.blockTimes.contains { config[$0] != nil }
    fixesManifestTime = Self.manifestTimes.contains { config[$0] != nil }
  }

  var name: String { personality.name }

  /// Makes the model with what the capture's descriptors say, as far as it has parameters for it
  /// and the operator gave no other. Nil when it cannot be made.
  func device(_ word: DeviceWord = DeviceWord()) -> (any DeviceModel)? {
    let device = try? personality.make(config.merging(taken(from: word)) { given, _ in given })
    return device ?? (try? personality.make(config))
  }

  /// The parameters that the model takes from the capture's descriptors.
  func taken(from word: DeviceWord) -> [String: ParameterValue] {
    word.parameters.filter { name, value in
      config[name] == nil && (try? personality.make([name: value])) != nil
    }
  }

  /// Whether the operator gave the time that the device takes in `state`.
  func fixesTime(in state: State?) -> Bool {
    switch state {
    case .dfuDNBUSY, .dfuDNLOADIDLE: fixesBlockTime
    case .dfuMANIFEST: fixesManifestTime
    case .appIDLE, .appDETACH, .dfuIDLE, .dfuDNLOADSYNC, .dfuMANIFESTSYNC, .dfuMANIFESTWAITRESET,
      .dfuUPLOADIDLE, .dfuERROR, nil:
      false
    }
  }

  /// The parameters that give the time of a block.
  private static let blockTimes = [
    "block_ms", "erase_ms", "dn_timeout", "flash_ms", "tiles", "sector_ms", "sectors_per_call",
    "max_upgrade", "write_ms", "mass_erase_ms", "poll_ms",
  ]
  /// The parameters that give the time of the manifestation.
  private static let manifestTimes = ["manifest_ms", "man_timeout", "flash_ms", "tiles"]
}

extension DeviceModel {
  /// The descriptors that the model shows now. The requests go to a copy, so that the model does
  /// not change.
  fileprivate var descriptors: DescriptorSet? {
    var asked: any DeviceModel = self
    func read(_ type: UInt8, _ length: UInt16) -> [UInt8] {
      let setup = SetupPacket(
        requestType: .standardDeviceIn, request: StandardRequest.getDescriptor,
        value: UInt16(type) << 8, index: 0, length: length)
      return asked.handle(setup, payload: []).bytes ?? []
    }
    return DescriptorSet(
      configuration: read(DescriptorType.configuration, 4096),
      device: .init(read(DescriptorType.device, 18)))
  }
}
