/// A request that the table gives a name to.
package struct RequestDefinition: Hashable, Sendable {
  /// The name in rows, obligations and reports: `DFU_DNLOAD`.
  package var name: String
  /// bmRequestType, exactly.
  package var requestType: UInt8
  /// bRequest, exactly.
  package var request: UInt8

  /// Whether it is a class request to an interface, in either direction.
  var isOfClass: Bool { requestType & 0x7F == 0x21 }

  /// The name of every class request to the DFU interface that has no definition.
  package static let unknownName = "UNKNOWN_CLASS_REQUEST"
}

/// What moves a device from state to state: a request or an event.
package enum Trigger: Hashable, Sendable {
  /// A request by its name in `Table.requests`, or `RequestDefinition.unknownName`.
  case request(String)
  /// Something that happens to the device.
  case event(BusEvent)
}

/// What happens to a device beside requests (DFU 1.1, A.2; Figure A.1), with the names in YAML.
package enum BusEvent: String, CaseIterable, Hashable, Sendable {
  case busReset = "USB_RESET"
  case powerOnReset = "POWER_ON_RESET"
  case detachTimeout = "DETACH_TIMEOUT"
  case pollTimeout = "POLL_TIMEOUT"
  case deviceDetachAttach = "DEVICE_DETACH_ATTACH"
  case interfaceSet = "SET_INTERFACE"
  case configured = "SET_CONFIGURATION"
}

extension Trigger {
  /// The name as rows and reports give it: `DFU_DNLOAD`, `USB_RESET`.
  package var name: String {
    switch self {
    case .request(let name): name
    case .event(let event): event.rawValue
    }
  }

  /// The name as ids of rows give it: `DNLOAD`.
  var shortName: String {
    name.hasPrefix("DFU_") ? String(name.dropFirst(4)) : name
  }
}
