/// The two forms of usbmon's header (kernel documentation, usb/usbmon).
package enum UsbmonHeader: Hashable, Sendable, CaseIterable {
  /// 48 bytes: link type 189.
  case short
  /// 64 bytes: link type 220.
  case long

  /// The header's length in bytes. The data follows it.
  package var length: Int {
    switch self {
    case .short: 48
    case .long: 64
    }
  }
}

/// The offsets of usbmon's header fields, and some of their values (kernel documentation,
/// usb/usbmon).
///
/// The reader and the writer both use them. All numbers are little-endian after libpcap has handed
/// the record out. The long form has 16 more bytes after the setup packet; dfutrace does not read
/// them.
enum UsbmonLayout {
  /// 8 bytes.
  static let id = 0
  /// 1 byte: `S`, `C` or `E`.
  static let kind = 8
  /// 1 byte: 0 to 3.
  static let transferType = 9
  /// 1 byte: the endpoint number; bit 7 is set towards the host.
  static let endpoint = 10
  /// 1 byte.
  static let address = 11
  /// 2 bytes.
  static let bus = 12
  /// 1 byte: whether the header holds a setup packet.
  static let setupFlag = 14
  /// 1 byte: whether data follows the header.
  static let dataFlag = 15
  /// 8 bytes.
  static let seconds = 16
  /// 4 bytes.
  static let microseconds = 24
  /// 4 bytes, signed.
  static let status = 28
  /// 4 bytes: how many bytes were asked for, or moved.
  static let urbLength = 32
  /// 4 bytes: how many bytes of data follow the header.
  static let dataLength = 36
  /// 8 bytes.
  static let setup = 40
  /// 4 bytes, of isochronous transfers: the number of packets.
  static let descriptors = 44
  /// 4 bytes, in the long header: the number of packets whose descriptors follow.
  static let capturedDescriptors = 60

  /// The transfer type of isochronous transfers.
  static let isochronous: UInt8 = 0
  /// The transfer type of control transfers; 1 is interrupt.
  static let control: UInt8 = 2
  /// The highest transfer type.
  static let bulk: UInt8 = 3
  /// The mask of the endpoint number.
  static let endpointNumber: UInt8 = 0x0F
  /// The direction bit of the endpoint, set towards the host.
  static let towardsHost: UInt8 = 0x80
  /// The value of the setup flag and of the data flag when that part is present.
  static let isPresent: UInt8 = 0
  /// The setup flag when there is no setup packet.
  static let withoutSetup = UInt8(ascii: "-")
  /// The data flag when no data follows: from the device (`in`), and to it (`out`).
  static let withoutData = (in: UInt8(ascii: "<"), out: UInt8(ascii: ">"))

  /// The event for its byte.
  @inline(__always)
  static func kind(_ byte: UInt8) -> URBEvent.Kind? {
    switch byte {
    case UInt8(ascii: "S"): .submit
    case UInt8(ascii: "C"): .complete
    case UInt8(ascii: "E"): .error
    default: nil
    }
  }

  /// The byte for an event.
  static func byte(_ kind: URBEvent.Kind) -> UInt8 {
    switch kind {
    case .submit: UInt8(ascii: "S")
    case .complete: UInt8(ascii: "C")
    case .error: UInt8(ascii: "E")
    }
  }
}
