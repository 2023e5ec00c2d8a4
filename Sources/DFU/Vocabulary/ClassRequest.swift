public import USB

/// The seven requests of the DFU class (DFU 1.1, 3, Table 3.2).
public enum ClassRequest: UInt8, CaseIterable, Hashable, Sendable {
  case detach = 0
  case dnload, upload, getStatus, clrStatus, getState, abort

  /// Compares raw values directly, for speed, as `State` does.
  public static func == (a: ClassRequest, b: ClassRequest) -> Bool { a.rawValue == b.rawValue }

  /// The request's name as the specification spells it.
  public var name: String {
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
  public var requestType: RequestType {
    switch self {
    case .upload, .getStatus, .getState: .classInterfaceIn
    case .detach, .dnload, .clrStatus, .abort: .classInterfaceOut
    }
  }

  /// The request in a setup packet; nil when bRequest or bmRequestType is not one of DFU's.
  @inlinable
  public init?(_ setup: SetupPacket) {
    switch UInt16(setup.requestType.rawValue) << 8 | UInt16(setup.request) {
    case 0x2100: self = .detach
    case 0x2101: self = .dnload
    case 0xA102: self = .upload
    case 0xA103: self = .getStatus
    case 0x2104: self = .clrStatus
    case 0xA105: self = .getState
    case 0x2106: self = .abort
    default: return nil
    }
  }

  /// The setup packet of this request to `interface`; `length` is wLength, in bytes.
  public func setup(value: UInt16 = 0, interface: UInt16 = 0, length: UInt16 = 0) -> SetupPacket {
    SetupPacket(
      requestType: requestType, request: rawValue, value: value, index: interface, length: length)
  }
}
