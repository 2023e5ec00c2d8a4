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
