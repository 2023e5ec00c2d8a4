import DFU
import DeviceModel

/// What the descriptors of a capture say about the device, as parameters of the models.
struct DeviceWord: Hashable {
  private(set) var parameters: [String: ParameterValue] = [:]

  /// Takes the parameters of a descriptor set; returns whether any of them is new. `bootMode`: the
  /// mode in which the model starts. Its interface number is that of this mode.
  mutating func take(_ set: DescriptorSet, bootMode: Mode) -> Bool {
    let before = self
    if let functional = set.functional {
      parameters["attrs"] = .number(Int(functional.attributes.rawValue & Self.knownAttributes))
      parameters["detach_timeout"] = .number(Int(functional.detachTimeoutMilliseconds))
      parameters["xfer_size"] = .number(Int(functional.transferSize))
    }
    if set.mode == bootMode {
      parameters["dfu_if"] = .number(Int(set.interfaceNumber))
      parameters["nalt"] = .number(set.alternates.count)
    }
    // Later numbers are those of other firmware in the same device.
    if let release = set.device?.deviceVersion, parameters["bcd_device"] == nil {
      parameters["bcd_device"] = .number(Int(release))
    }
    return self != before
  }

  /// The bits of bmAttributes that DFU 1.1 defines (Table 4.2).
  private static let knownAttributes: UInt8 = 0x0F
}
