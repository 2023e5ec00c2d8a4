/// A port of a hub.
package struct HubPort: Hashable, Sendable {
  /// The hub, itself a device of the bus.
  package var hub: DeviceAddress
  /// Counts from 1 (USB 2.0, 11.24.2).
  package var number: UInt8

  /// Takes both as they are.
  package init(hub: DeviceAddress, number: UInt8) {
    self.hub = hub
    self.number = number
  }
}

/// What a request to a hub's port tells of the device there (USB 2.0, 11.24.2).
package enum PortEvent: Hashable, Sendable {
  /// SET_FEATURE(PORT_RESET): the host resets what is on the port.
  case reset(HubPort)
  /// CLEAR_FEATURE(PORT_ENABLE): the host gives up what is on the port.
  case disabled(HubPort)
  /// GET_STATUS: whether something is connected, and whether that changed.
  case status(HubPort, isConnected: Bool, hasChanged: Bool)
  /// Another request to a port.
  case other
}

extension PortEvent {
  /// Reads a class request whose recipient is a port ("other"); nil for any other request.
  package init?(_ transfer: borrowing ControlTransfer) {
    let setup = transfer.setup
    guard setup.requestType.kind == .class, setup.requestType.recipient == .other else {
      return nil
    }
    let port = HubPort(
      hub: transfer.device, number: UInt8(truncatingIfNeeded: setup.index))
    switch (setup.request, setup.value) {
    case (StandardRequest.setFeature, 4): self = .reset(port)
    case (StandardRequest.clearFeature, 1): self = .disabled(port)
    case (StandardRequest.getStatus, _) where transfer.data.count >= 4:
      self = .status(
        port, isConnected: transfer.data[0] & 1 != 0, hasChanged: transfer.data[2] & 1 != 0)
    default: self = .other
    }
  }
}
