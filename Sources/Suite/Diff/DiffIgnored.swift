/// What an operator can have ignored in a comparison.
package enum DiffIgnored: String, CaseIterable, Hashable, Sendable {
  /// The images that were sent and read back: their bytes and lengths.
  case payload
  /// iSerialNumber and its string.
  case serial
  /// bcdDevice.
  case version
  /// bwPollTimeout, and whether the host waited for it.
  case times

  /// The field of a descriptor that does not count; nil for none.
  var descriptorField: String? {
    switch self {
    case .payload, .times: nil
    case .serial: "iSerialNumber"
    case .version: "bcdDevice"
    }
  }
}
