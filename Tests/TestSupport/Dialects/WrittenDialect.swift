/// A dialect, with the way in which one program fills it in.
package enum WrittenDialect: Hashable, Sendable, CustomStringConvertible {
  case usbmon(WrittenUsbmon)
  case usbmonText(WrittenUsbmonText)
  case usbpcap(WrittenUSBPcap)
  case darwin(WrittenDarwin)
  case freeBSD
  case wire(WrittenWire)
  case totalPhase(WrittenTotalPhase)

  /// What tcpdump writes on Linux. The others are compared with it.
  package static let reference = WrittenDialect.usbmon(WrittenUsbmon())

  /// The same on a big-endian host.
  package static let bigEndianReference = WrittenDialect.usbmon(WrittenUsbmon(isBigEndian: true))

  /// All of them.
  package static let all: [WrittenDialect] =
    [
      reference, bigEndianReference,
      .usbmon(WrittenUsbmon(isLong: false)),
      .usbmon(WrittenUsbmon(isLong: false, isBigEndian: true)),
      .usbmon(WrittenUsbmon(program: .qemu)),
      .usbmon(WrittenUsbmon(program: .sigrok, isBigEndian: true)),
      .usbmon(WrittenUsbmon(program: .converter, isLong: false)),
      .usbmonText(WrittenUsbmonText()), .usbmonText(WrittenUsbmonText(showsInterval: false)),
      .usbmonText(WrittenUsbmonText(showsBus: false)),
      .usbpcap(WrittenUSBPcap()), .usbpcap(WrittenUSBPcap(isStaged: true)),
      .darwin(WrittenDarwin()), .darwin(WrittenDarwin(isOldFamily: true)), .freeBSD,
      .totalPhase(WrittenTotalPhase()), .totalPhase(WrittenTotalPhase(isNested: true)),
      .totalPhase(WrittenTotalPhase(isNested: true, hasPacketsOnly: true)),
    ]
    + [.any, .low, .full, .high].map { .wire(WrittenWire(speed: $0)) }
    + [.naks, .retries].map { .wire(WrittenWire(speed: .full, trouble: $0)) }
    + [.wire(WrittenWire(speed: .high, trouble: .split))]

  /// The largest packet of endpoint 0 of a device that this dialect can be written for.
  package var maxPacketSize: UInt8 {
    if case .wire(let wire) = self, wire.speed == .low { 8 } else { 64 }
  }

  /// The link type (tcpdump.org/linktypes); nil for text.
  package var linkType: UInt32? {
    switch self {
    case .usbmon(let form): form.isLong ? 220 : 189
    case .usbpcap: 249
    case .darwin: 266
    case .freeBSD: 186
    case .wire(let wire): wire.speed.rawValue
    case .usbmonText, .totalPhase: nil
    }
  }

  /// The records of a story; empty for text.
  package func records(of story: BusStory) -> [WrittenRecord] {
    switch self {
    case .usbmon(let form): form.records(of: story)
    case .usbpcap(let form): form.records(of: story)
    case .darwin(let form): form.records(of: story)
    case .freeBSD: WrittenFreeBSD.records(of: story)
    case .wire(let form): form.records(of: story)
    case .usbmonText, .totalPhase: []
    }
  }

  /// A file of a story: a text, or a pcap of nanoseconds in the byte order of the records.
  package func file(of story: BusStory) -> [UInt8] {
    switch self {
    case .usbmonText(let form): Array(form.text(of: story).utf8)
    case .totalPhase(let form): Array(form.text(of: story).utf8)
    case .usbmon, .usbpcap, .darwin, .freeBSD, .wire:
      WrittenContainer(isBigEndian: isBigEndian).file(records(of: story), linkType: linkType ?? 0)
    }
  }

  /// Whether the records have the numbers of a big-endian host, and so must their file.
  package var isBigEndian: Bool {
    if case .usbmon(let form) = self { form.isBigEndian } else { false }
  }

  /// `220 sigrok, big-endian`.
  package var description: String {
    let parts: [String] =
      switch self {
      case .usbmon(let form): ["\(form.program)"] + (form.isBigEndian ? ["big-endian"] : [])
      case .usbmonText(let form):
        ["usbmon's text"] + (form.showsBus ? [] : ["no bus"])
          + (form.showsInterval ? [] : ["no interval"])
      case .usbpcap(let form): [form.isStaged ? "USBPcap in stages" : "USBPcap"]
      case .darwin(let form): [form.isOldFamily ? "macOS, old statuses" : "macOS"]
      case .freeBSD: ["FreeBSD"]
      case .wire(let form):
        ["wire \(form.speed)"] + (form.trouble == .none ? [] : ["\(form.trouble)"])
      case .totalPhase(let form):
        ["Total Phase"] + (form.hasPacketsOnly ? ["packets"] : form.isNested ? ["nested"] : [])
      }
    return (linkType.map { "\($0) " } ?? "") + parts.joined(separator: ", ")
  }
}
