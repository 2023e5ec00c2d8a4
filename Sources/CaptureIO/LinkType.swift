/// The link types of USB captures that are read, as tcpdump.org numbers them.
package enum LinkType: Int, Hashable, Sendable {
  /// usbmon with its 48-byte header (LINKTYPE_USB_LINUX).
  case usbLinux = 189
  /// usbmon with its 64-byte header (LINKTYPE_USB_LINUX_MMAPPED).
  case usbLinuxMmapped = 220

  /// What a link type number stands for, in words.
  package static func name(_ number: Int) -> String {
    switch number {
    case 186: "FreeBSD's usbdump"
    case 189: "Linux usbmon, 48-byte header"
    case 220: "Linux usbmon, 64-byte header"
    case 249: "USBPcap on Windows"
    case 252: "the event log of an analyser"
    case 266: "macOS"
    case 288: "USB packets on the wire"
    case 293: "USB packets on the wire, low speed"
    case 294: "USB packets on the wire, full speed"
    case 295: "USB packets on the wire, high speed"
    default: "not USB, as far as we know"
    }
  }

  /// What an operator with a file of this link type can do.
  static func wayOut(_ number: Int) -> String {
    switch number {
    case 186, 249, 266, 288, 293, 294, 295:
      "We know of no tool that converts it to usbmon's form; \(record)"
    case 252:
      "It holds no transfers; name the file that the analyser's USB interface was written to."
    default: "If the session was not recorded as USB, \(record)"
    }
  }

  private static let record =
    "record the session on a Linux host with: tcpdump -i usbmonN -w FILE"
}
