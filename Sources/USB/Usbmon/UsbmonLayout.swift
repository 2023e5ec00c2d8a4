/// The two forms of usbmon's header (kernel documentation, usb/usbmon).
package enum UsbmonHeader: Hashable, Sendable, CaseIterable {
  /// 48 bytes: link type 189.
  case short
  /// 64 bytes: link type 220.
  case long

  /// Its length in bytes; the data stands behind it.
  package var length: Int {
    switch self {
    case .short: 48
    case .long: 64
    }
  }
}

/// Where the fields of usbmon's header stand, and the values that some of them have (kernel
/// documentation, usb/usbmon). Reader and writer both go by it.
///
/// All numbers are least significant byte first once libpcap has handed the record out. The long
/// form has 16 bytes more, behind the setup packet; nothing is read of them.
enum UsbmonLayout {
  /// 8 bytes.
  static let id = 0
  /// 1 byte: `S`, `C` or `E`.
  static let kind = 8
  /// 1 byte: 0 to 3.
  static let transferType = 9
  /// 1 byte: the number, with bit 7 set towards the host.
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
  /// 4 bytes: how much was asked for, or moved.
  static let urbLength = 32
  /// 4 bytes: how much data follows the header.
  static let dataLength = 36
  /// 8 bytes.
  static let setup = 40

  /// The transfer type of control transfers; 0 is isochronous and 1 interrupt.
  static let control: UInt8 = 2
  /// The highest transfer type.
  static let bulk: UInt8 = 3
  /// The bits of the endpoint that are its number.
  static let endpointNumber: UInt8 = 0x0F
  /// The bit of the endpoint that is set towards the host.
  static let towardsHost: UInt8 = 0x80
  /// The value of both flags where what they stand for is there.
  static let isPresent: UInt8 = 0
  /// The setup flag where there is no setup packet.
  static let withoutSetup = UInt8(ascii: "-")
  /// The data flag where no data follows: from the device, and to it.
  static let withoutData = (in: UInt8(ascii: "<"), out: UInt8(ascii: ">"))

  /// What happened, by the byte that stands for it.
  @inline(__always)
  static func kind(_ byte: UInt8) -> URBEvent.Kind? {
    switch byte {
    case UInt8(ascii: "S"): .submit
    case UInt8(ascii: "C"): .complete
    case UInt8(ascii: "E"): .error
    default: nil
    }
  }

  /// The byte that stands for what happened.
  static func byte(_ kind: URBEvent.Kind) -> UInt8 {
    switch kind {
    case .submit: UInt8(ascii: "S")
    case .complete: UInt8(ascii: "C")
    case .error: UInt8(ascii: "E")
    }
  }
}
