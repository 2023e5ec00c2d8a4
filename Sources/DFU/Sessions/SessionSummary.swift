package import USB

/// The number of a session, from 0, in the order of appearance in the capture.
public typealias SessionID = Int

/// Receives an observation of one session.
package typealias SessionObserver = (SessionID, Observation) -> Void

/// What is known about a session in addition to its observations.
package struct SessionSummary: Hashable, Sendable {
  /// The identities of the device, in order of appearance; at most `deviceLimit`.
  package var devices: [Device] = []
  /// How many times it showed an identity for which `devices` had no room.
  package var unnamed = 0
  /// The descriptor sets that it showed, in order of appearance; at most `deviceLimit`.
  package var shown: [Shown] = []
  /// Whether DFU was recognised by its traffic, not by descriptors.
  package var isInferred: Bool

  /// A device as the bus knows it: its address, and the ids in its device descriptor.
  package struct Device: Hashable, Sendable {
    /// Its address. Later another device can get the same address.
    package var address: DeviceAddress
    /// idVendor (USB 2.0, 9.6.1); nil where the device descriptor was not read.
    package var vendor: UInt16?
    /// idProduct (USB 2.0, 9.6.1); nil where the device descriptor was not read.
    package var product: UInt16?
  }

  /// A descriptor set that the device showed.
  package struct Shown: Hashable, Sendable {
    /// Its address then.
    package var address: DeviceAddress
    /// The record of the request for the configuration.
    package var frame: Int
    /// The mode that the set states; nil for none.
    package var mode: Mode?
  }

  /// How many sessions back a newcomer may continue a session.
  ///
  /// A host has at most 127 devices on a bus. A capture of a test stand may hold thousands of
  /// devices, one after the other.
  package static let continuedLimit = 128

  /// The most identities that are named. Real devices have two or three; a device under test may
  /// be enumerated thousands of times.
  package static let deviceLimit = 64

  /// Makes the summary of a session without a device.
  package init(isInferred: Bool) {
    self.isInferred = isInferred
  }
}
