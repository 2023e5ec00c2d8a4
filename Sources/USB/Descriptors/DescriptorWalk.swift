/// One descriptor inside a configuration (USB 2.0, 9.5): its type and all its bytes.
package struct RawDescriptor: Hashable, Sendable {
  package var type: UInt8
  package var bytes: [UInt8]
}

/// The descriptors of a configuration, in order (USB 2.0, 9.4.3).
///
/// The walk ends at the first descriptor that does not fit: a length below 2, or one that
/// reaches beyond the end.
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
  package static let device: UInt8 = 1
  package static let configuration: UInt8 = 2
  package static let interface: UInt8 = 4
}

/// The standard requests (USB 2.0, 9.4) and the hub's (USB 2.0, 11.24.2).
package enum StandardRequest {
  package static let getStatus: UInt8 = 0
  package static let clearFeature: UInt8 = 1
  package static let setFeature: UInt8 = 3
  package static let setAddress: UInt8 = 5
  package static let getDescriptor: UInt8 = 6
  package static let setConfiguration: UInt8 = 9
  package static let setInterface: UInt8 = 11
}
