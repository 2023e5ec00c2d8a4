package import USB

/// The seven requests of the DFU class (DFU 1.1, 3, Table 3.2).
package enum ClassRequest: UInt8, CaseIterable, Hashable, Sendable {
  case detach = 0
  case dnload, upload, getStatus, clrStatus, getState, abort

  /// Written out as `State`'s is.
  package static func == (a: ClassRequest, b: ClassRequest) -> Bool { a.rawValue == b.rawValue }

  /// The specification's spelling, as users see it.
  package var name: String {
    switch self {
    case .detach: "DFU_DETACH"
    case .dnload: "DFU_DNLOAD"
    case .upload: "DFU_UPLOAD"
    case .getStatus: "DFU_GETSTATUS"
    case .clrStatus: "DFU_CLRSTATUS"
    case .getState: "DFU_GETSTATE"
    case .abort: "DFU_ABORT"
    }
  }

  /// bmRequestType as Table 3.1 fixes it.
  package var requestType: RequestType {
    switch self {
    case .upload, .getStatus, .getState: .classInterfaceIn
    case .detach, .dnload, .clrStatus, .abort: .classInterfaceOut
    }
  }

  /// The request that a setup packet makes; nil when bRequest or bmRequestType is another.
  package init?(_ setup: SetupPacket) {
    guard let request = ClassRequest(rawValue: setup.request),
      request.requestType.rawValue == setup.requestType.rawValue
    else { return nil }
    self = request
  }

  /// The setup packet of this request to `interface`.
  package func setup(value: UInt16 = 0, interface: UInt16 = 0, length: UInt16 = 0) -> SetupPacket {
    SetupPacket(
      requestType: requestType, request: rawValue, value: value, index: interface, length: length)
  }
}
