package import USB

/// A number for a session: 0 for the first that appears in the capture, then 1, and so on.
package typealias SessionID = Int

/// Takes an observation of one session.
package typealias SessionObserver = (SessionID, Observation) -> Void

/// What is known of a session beside its observations.
package struct SessionSummary: Hashable, Sendable {
  /// Every identity that the device had, in order of appearance.
  package var devices: [Device] = []
  /// DFU was recognised by its traffic, not by descriptors.
  package var isInferred: Bool

  /// A device as the bus knows it: an address, and what its device descriptor names.
  package struct Device: Hashable, Sendable {
    /// Where it was; an address can be given again to another device later.
    package var address: DeviceAddress
    /// idVendor (USB 2.0, 9.6.1); nil where the device descriptor was not read.
    package var vendor: UInt16?
    /// idProduct (USB 2.0, 9.6.1); nil where the device descriptor was not read.
    package var product: UInt16?
  }

  /// Starts a session of no device yet.
  package init(isInferred: Bool) {
    self.isInferred = isInferred
  }
}
