/// The eight bytes that begin every control transfer (USB 2.0, 9.3).
public struct SetupPacket: Hashable, Sendable {
  /// bmRequestType: direction, type and recipient (USB 2.0, 9.3.1).
  public var requestType: RequestType
  /// bRequest.
  public var request: UInt8
  /// wValue.
  public var value: UInt16
  /// wIndex.
  public var index: UInt16
  /// wLength, in bytes.
  public var length: UInt16

  /// Makes a setup packet from its five fields.
  public init(
    requestType: RequestType, request: UInt8, value: UInt16 = 0, index: UInt16 = 0,
    length: UInt16 = 0
  ) {
    self.requestType = requestType
    self.request = request
    self.value = value
    self.index = index
    self.length = length
  }

  /// Reads the eight setup bytes that start at `offset`; nil when fewer than eight are left.
  public init?(_ bytes: Span<UInt8>, at offset: Int = 0) {
    guard offset >= 0, bytes.count - offset >= 8 else { return nil }
    self.init(
      requestType: RequestType(rawValue: bytes[offset]),
      request: bytes[offset + 1],
      value: bytes.littleEndian16(at: offset + 2),
      index: bytes.littleEndian16(at: offset + 4),
      length: bytes.littleEndian16(at: offset + 6))
  }

  /// The eight bytes as they go over the wire.
  public var bytes: [UInt8] {
    [
      requestType.rawValue, request, UInt8(truncatingIfNeeded: value), UInt8(value >> 8),
      UInt8(truncatingIfNeeded: index), UInt8(index >> 8), UInt8(truncatingIfNeeded: length),
      UInt8(length >> 8),
    ]
  }
}

/// bmRequestType: the data direction, the type and the recipient of a request (USB 2.0, 9.3.1).
public struct RequestType: RawRepresentable, Hashable, Sendable {
  /// The byte as it goes over the wire.
  public var rawValue: UInt8

  /// Takes any byte, reserved values too.
  public init(rawValue: UInt8) {
    self.rawValue = rawValue
  }

  /// The direction of the data stage (bit 7).
  public enum Direction: Sendable { case hostToDevice, deviceToHost }

  /// Who defines the request (bits 6..5).
  public enum Kind: UInt8, Sendable { case standard, `class`, vendor, reserved }

  /// To whom the request goes (bits 4..0); values above 3 are reserved.
  public enum Recipient: Sendable { case device, interface, endpoint, other, reserved }

  /// The direction of the data stage. It has no meaning when wLength is 0.
  public var direction: Direction { rawValue & 0x80 == 0 ? .hostToDevice : .deviceToHost }

  /// Who defines the request.
  public var kind: Kind { Kind(rawValue: (rawValue >> 5) & 3) ?? .reserved }

  /// To whom the request goes.
  public var recipient: Recipient {
    switch rawValue & 0x1F {
    case 0: .device
    case 1: .interface
    case 2: .endpoint
    case 3: .other
    default: .reserved
    }
  }

  /// Whether this is a class or vendor request to an interface.
  package var isForInterface: Bool { rawValue & 0x7F == 0x21 || rawValue & 0x7F == 0x41 }

  /// 0x21: a class request to an interface, data towards the device.
  public static var classInterfaceOut: RequestType { RequestType(rawValue: 0x21) }
  /// 0xA1: a class request to an interface, data towards the host.
  public static var classInterfaceIn: RequestType { RequestType(rawValue: 0xA1) }
  /// 0x00: a standard request to the device, data towards the device.
  package static var standardDeviceOut: RequestType { RequestType(rawValue: 0x00) }
  /// 0x80: a standard request to the device, data towards the host.
  package static var standardDeviceIn: RequestType { RequestType(rawValue: 0x80) }
  /// 0x01: a standard request to an interface, data towards the device.
  package static var standardInterfaceOut: RequestType { RequestType(rawValue: 0x01) }
  /// 0x81: a standard request to an interface, data towards the host.
  package static var standardInterfaceIn: RequestType { RequestType(rawValue: 0x81) }
  /// 0x23: a request to a port of a hub, data towards the hub (USB 2.0, 11.24.2).
  package static var hubPortOut: RequestType { RequestType(rawValue: 0x23) }
  /// 0xA3: a request to a port of a hub, data towards the host (USB 2.0, 11.24.2).
  package static var hubPortIn: RequestType { RequestType(rawValue: 0xA3) }
}
