/// What a request to a hub port says about the device on that port (USB 2.0, 11.24.2; USB 3.2,
/// 10.16.2).
package enum PortEvent: Hashable, Sendable {
  /// SET_FEATURE(PORT_RESET), or a SuperSpeed hub's SET_FEATURE(BH_PORT_RESET): the host resets the
  /// device on the port.
  case reset(HubPort)
  /// CLEAR_FEATURE(PORT_ENABLE), or a SuperSpeed hub's SET_FEATURE(PORT_LINK_STATE) with
  /// SS.Disabled: the host disables the port.
  case disabled(HubPort)
  /// GET_STATUS: whether a device is connected, and whether the connection changed.
  case status(HubPort, isConnected: Bool, hasChanged: Bool)
  /// Any other request to a port.
  case other
}

extension PortEvent {
  /// The link state SS.Disabled, in the upper byte of wIndex (USB 3.2, 10.16.2.10).
  private static let disabledLink: UInt16 = 4

  /// Reads a class request whose recipient is a port ("other"); nil for any other request.
  package init?(_ transfer: borrowing ControlTransfer) {
    let setup = transfer.setup
    guard setup.requestType.kind == .class, setup.requestType.recipient == .other else {
      return nil
    }
    let port = HubPort(
      hub: transfer.device, number: UInt8(truncatingIfNeeded: setup.index))
    switch (setup.request, setup.value) {
    case (StandardRequest.setFeature, HubFeature.portReset),
      (StandardRequest.setFeature, HubFeature.bhPortReset):
      self = .reset(port)
    case (StandardRequest.clearFeature, HubFeature.portEnable): self = .disabled(port)
    case (StandardRequest.setFeature, HubFeature.portLinkState)
    where setup.index >> 8 == Self.disabledLink:
      self = .disabled(port)
    case (StandardRequest.getStatus, _) where transfer.data.count >= 4:
      self = .status(
        port, isConnected: transfer.data[0] & 1 != 0, hasChanged: transfer.data[2] & 1 != 0)
    default: self = .other
    }
  }
}
