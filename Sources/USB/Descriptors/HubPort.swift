/// A port of a hub.
package struct HubPort: Hashable, Sendable {
  /// The hub's own address.
  package var hub: DeviceAddress
  /// The port number, from 1 (USB 2.0, 11.24.2).
  package var number: UInt8

  /// Makes a port without a check of the number.
  package init(hub: DeviceAddress, number: UInt8) {
    self.hub = hub
    self.number = number
  }
}
