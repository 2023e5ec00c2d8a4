/// Which configuration of a device is active (USB 2.0, 9.1.1.5).
enum ConfiguredState {
  /// The capture does not show it.
  case unknown
  /// The device was enumerated and nothing has shown a configuration since.
  case notShown
  /// SET_CONFIGURATION set this value; 0 means that the device is not configured.
  case to(UInt8)
  /// SET_CONFIGURATION set this value, and the capture shows only other configurations.
  case unread(UInt8)
}
