/// One descriptor inside a configuration (USB 2.0, 9.5): its type and all its bytes.
package struct RawDescriptor: Hashable, Sendable {
  /// bDescriptorType.
  package var type: UInt8
  /// The whole descriptor, bLength and bDescriptorType included; at least two bytes.
  package var bytes: [UInt8]
}

/// The descriptors of a configuration, in order (USB 2.0, 9.4.3).
///
/// The walk ends at the first descriptor that does not fit: its length is below 2, or it reaches
/// beyond the end of the configuration.
package func walkDescriptors(_ configuration: [UInt8]) -> [RawDescriptor] {
  var found: [RawDescriptor] = []
  var at = 0
  while at + 2 <= configuration.count {
    let length = Int(configuration[at])
    guard length >= 2, at + length <= configuration.count else { break }
    found.append(
      RawDescriptor(
        type: configuration[at + 1], bytes: Array(configuration[at..<(at + length)])))
    at += length
  }
  return found
}

/// The standard descriptor types (USB 2.0, 9.4).
package enum DescriptorType {
  /// DEVICE.
  package static let device: UInt8 = 1
  /// CONFIGURATION. Its answer holds all descriptors of the configuration.
  package static let configuration: UInt8 = 2
  /// INTERFACE. Each alternate setting has its own.
  package static let interface: UInt8 = 4
}

/// The standard requests (USB 2.0, 9.4), which hubs also use for their ports (USB 2.0, 11.24.2).
package enum StandardRequest {
  /// GET_STATUS.
  package static let getStatus: UInt8 = 0
  /// CLEAR_FEATURE.
  package static let clearFeature: UInt8 = 1
  /// SET_FEATURE.
  package static let setFeature: UInt8 = 3
  /// SET_ADDRESS.
  package static let setAddress: UInt8 = 5
  /// GET_DESCRIPTOR.
  package static let getDescriptor: UInt8 = 6
  /// SET_CONFIGURATION.
  package static let setConfiguration: UInt8 = 9
  /// SET_INTERFACE.
  package static let setInterface: UInt8 = 11
}
