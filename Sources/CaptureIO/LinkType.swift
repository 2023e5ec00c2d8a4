/// The link types of USB captures, as tcpdump.org numbers them.
package enum LinkType: Int, Hashable, Sendable {
  /// usbmon with its 48-byte header (LINKTYPE_USB_LINUX).
  case usbLinux = 189
  /// usbmon with its 64-byte header (LINKTYPE_USB_LINUX_MMAPPED).
  case usbLinuxMmapped = 220

  /// What a link type number stands for, in words.
  static func name(_ number: Int) -> String {
    switch number {
    case 186: "FreeBSD USB"
    case 189: "usbmon, 48-byte header"
    case 220: "usbmon, 64-byte header"
    case 249: "USBPcap, Windows"
    case 252: "Wireshark upper PDU, an analyser's event log"
    case 266: "macOS USB"
    case 288: "USB packets on the wire"
    case 293: "USB packets on the wire, low speed"
    case 294: "USB packets on the wire, full speed"
    case 295: "USB packets on the wire, high speed"
    default: "not a USB capture that we know"
    }
  }

  /// What an operator with such a file can do.
  static func wayOut(_ number: Int) -> String {
    switch number {
    case 186, 249, 266, 288, 293, 294, 295:
      "No tool that we know converts it; record the session on Linux with: "
        + "tcpdump -i usbmonN -w FILE"
    case 252: "Name the file's USB interface: tshark -r FILE -Y 'frame.interface_id == N' -w ONE"
    default: "Record USB traffic with: tcpdump -i usbmonN -w FILE"
    }
  }
}
