/// The features of a hub's port (USB 2.0, 11.24.2: Table 11-17; USB 3.2, 10.16.2).
package enum HubFeature {
  /// PORT_ENABLE.
  package static let portEnable: UInt16 = 1
  /// PORT_RESET.
  package static let portReset: UInt16 = 4
  /// PORT_LINK_STATE, of SuperSpeed hubs alone.
  package static let portLinkState: UInt16 = 5
  /// BH_PORT_RESET, of SuperSpeed hubs alone.
  package static let bhPortReset: UInt16 = 28
}
