/// What a recorder saw of a bus, apart from packets and transfers.
package struct RecordedEvent: Hashable, Sendable {
  /// What happened.
  package enum Kind: Hashable, Sendable {
    /// The bus was reset: every device on it is at the default state again (USB 2.0, 7.1.7.5).
    case reset
    /// The device left, or its power was switched off.
    case left
  }

  /// What happened.
  package var kind: Kind
  /// The number of the bus, as in the device addresses of the same capture.
  package var bus: UInt16
  /// The only device that it happened to; nil for all devices of the bus.
  package var device: DeviceAddress?

  /// Makes an event of a bus, or of one device.
  package init(_ kind: Kind, bus: UInt16, device: DeviceAddress? = nil) {
    self.kind = kind
    self.bus = bus
    self.device = device
  }
}
