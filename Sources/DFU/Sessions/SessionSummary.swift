package import USB

/// A number for a session, in order of appearance.
package typealias SessionID = Int

/// What is known of a session beside its observations.
package struct SessionSummary: Hashable, Sendable {
  /// Every identity that the device had, in order of appearance.
  package var devices: [Device] = []
  /// DFU was recognised by its traffic, not by descriptors.
  package var isInferred: Bool

  /// A device as the bus knows it.
  package struct Device: Hashable, Sendable {
    package var address: DeviceAddress
    package var vendor: UInt16?
    package var product: UInt16?
  }

  /// Starts a session of no device yet.
  package init(isInferred: Bool) {
    self.isInferred = isInferred
  }
}
