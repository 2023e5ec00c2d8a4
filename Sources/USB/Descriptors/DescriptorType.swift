/// The standard descriptor types (USB 2.0, 9.4).
package enum DescriptorType {
  /// DEVICE.
  package static let device: UInt8 = 1
  /// CONFIGURATION. Its answer holds all descriptors of the configuration.
  package static let configuration: UInt8 = 2
  /// STRING. The one of index 0 lists the languages.
  package static let string: UInt8 = 3
  /// INTERFACE. Each alternate setting has its own.
  package static let interface: UInt8 = 4
  /// BOS, with all device capabilities (USB 3.2, 9.6.2).
  package static let bos: UInt8 = 15
}
