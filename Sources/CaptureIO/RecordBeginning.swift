/// What tells a record of a link type from other bytes, as far as it is needed to find a record
/// again behind damage. What records mean is not known here.
enum RecordBeginning {
  /// Whether a record of this link type can begin with these bytes. True for other link types.
  static func isPossible(_ bytes: Span<UInt8>, _ linkType: LinkType) -> Bool {
    switch linkType {
    case .usbLinux, .usbLinuxMmapped: isUsbmon(bytes)
    case .usbPcap: isUSBPcap(bytes)
    case .usbDarwin: isDarwin(bytes)
    case .usbFreeBSD: isFreeBSD(bytes)
    case .wire, .wireLowSpeed, .wireFullSpeed, .wireHighSpeed: isPacket(bytes)
    default: true
    }
  }

  /// The event is S, C or E, and there are four types of transfers (kernel documentation,
  /// usb/usbmon).
  private static func isUsbmon(_ bytes: Span<UInt8>) -> Bool {
    guard bytes.count > 9 else { return false }
    return [0x53, 0x43, 0x45].contains(bytes[8]) && bytes[9] <= 3
  }

  /// The header has at least 27 bytes, and is in the record (USBPcap, "Capture format
  /// specification").
  private static func isUSBPcap(_ bytes: Span<UInt8>) -> Bool {
    guard bytes.count >= 27 else { return false }
    let length = Int(bytes[0]) | Int(bytes[1]) << 8
    return 27...bytes.count ~= length && (bytes[22] <= 3 || bytes[22] >= 0xFE)
  }

  /// The header has at least 32 bytes; two events, four types (Wireshark,
  /// epan/dissectors/packet-usb.c).
  private static func isDarwin(_ bytes: Span<UInt8>) -> Bool {
    guard bytes.count >= 32 else { return false }
    return 32...bytes.count ~= Int(bytes[2]) && bytes[3] <= 1 && bytes[31] <= 3
  }

  /// The header has 128 bytes and begins with the length of the record; two events, four types
  /// (FreeBSD, sys/dev/usb/usb_pf.h).
  private static func isFreeBSD(_ bytes: Span<UInt8>) -> Bool {
    guard bytes.count >= 128 else { return false }
    return ByteOrder.little.word(bytes, 0) >= bytes.count && bytes[10] <= 1 && bytes[11] <= 3
  }

  /// The upper half of the first byte is the complement of the lower one (USB 2.0, 8.3.1), and the
  /// longest packet has 1,027 bytes (USB 2.0, 8.4.4).
  private static func isPacket(_ bytes: Span<UInt8>) -> Bool {
    1...1_027 ~= bytes.count && bytes[0] >> 4 == ~bytes[0] & 0x0F
  }
}
