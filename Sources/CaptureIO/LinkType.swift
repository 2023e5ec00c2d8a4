/// A number from tcpdump.org's list of link types: the format of a capture's records.
///
/// This type does not know which formats can be read. The caller that opens a file states them.
package struct LinkType: RawRepresentable, Hashable, Sendable {
  /// The number, from 0.
  package var rawValue: Int

  /// Takes any number.
  package init(rawValue: Int) { self.rawValue = rawValue }

  /// Compares the numbers directly: the generic `==` is a call through witness tables, for each
  /// record.
  @inline(__always)
  package static func == (a: LinkType, b: LinkType) -> Bool { a.rawValue == b.rawValue }

  /// usbmon with its 48-byte header (LINKTYPE_USB_LINUX).
  package static var usbLinux: LinkType { LinkType(rawValue: 189) }
  /// usbmon with its 64-byte header (LINKTYPE_USB_LINUX_MMAPPED).
  package static var usbLinuxMmapped: LinkType { LinkType(rawValue: 220) }
  /// FreeBSD's usbdump (LINKTYPE_USB_FREEBSD).
  package static var usbFreeBSD: LinkType { LinkType(rawValue: 186) }
  /// USBPcap on Windows (LINKTYPE_USBPCAP).
  package static var usbPcap: LinkType { LinkType(rawValue: 249) }
  /// macOS (LINKTYPE_USB_DARWIN).
  package static var usbDarwin: LinkType { LinkType(rawValue: 266) }
  /// Packets on the wire, at a speed that is not told (LINKTYPE_USB_2_0).
  package static var wire: LinkType { LinkType(rawValue: 288) }
  /// Packets on the wire at low speed.
  package static var wireLowSpeed: LinkType { LinkType(rawValue: 293) }
  /// Packets on the wire at full speed.
  package static var wireFullSpeed: LinkType { LinkType(rawValue: 294) }
  /// Packets on the wire at high speed.
  package static var wireHighSpeed: LinkType { LinkType(rawValue: 295) }
  /// The two forms in which libpcap hands out the records of a live bus.
  package static var ofUsbmon: Set<LinkType> { [usbLinux, usbLinuxMmapped] }

  /// The format's name in words.
  package var name: String {
    switch rawValue {
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

  /// What an operator can do with a file of this link type if it is not supported.
  var wayOut: String {
    switch rawValue {
    case 252:
      "It holds no transfers; name the file that the analyser's USB interface was written to."
    default: "If the session was not recorded as USB, \(Self.record)"
    }
  }

  private static let record =
    "record the session on a Linux host with: tcpdump -i usbmonN -w FILE"
}
