/// Why a capture could not be opened, with what the operator can do.
package enum CaptureError: Error, Hashable, Sendable, CustomStringConvertible {
  case missing(file: String)
  case isDirectory(file: String)
  case noPermission(file: String)
  case cannotOpen(file: String, reason: String)
  case empty(file: String)
  case compressed(file: String, by: Compression)
  case usbmonText(file: String)
  case notACapture(file: String, reason: String)
  case unsupportedLinkType(file: String, number: Int)
  case severalLinkTypes(file: String, reason: String)

  /// A way in which captures are stored compressed.
  package enum Compression: String, Hashable, Sendable {
    case gzip, zstd, xz
  }

  /// What happened, where, and what to do.
  package var description: String {
    switch self {
    case .missing(let file): "\(file): there is no such file."
    case .isDirectory(let file): "\(file): is a folder; name the captures in it."
    case .noPermission(let file): "\(file): may not be read; check its permissions."
    case .cannotOpen(let file, let reason): "\(file): cannot be opened: \(reason)."
    case .empty(let file): "\(file): is empty; no recorder has written to it."
    case .compressed(let file, let by):
      "\(file): is compressed with \(by.rawValue). "
        + "Run: \(by.rawValue) -dc \(file == "-" ? "FILE" : file) | dfutrace check -"
    case .usbmonText(let file):
      "\(file): is usbmon's text form, which cuts data at 32 bytes and is not read. "
        + "Record with: tcpdump -i usbmonN -w FILE"
    case .notACapture(let file, let reason):
      "\(file): is no pcap or pcapng file (\(reason)). "
        + "Record with: tcpdump -i usbmonN -w FILE"
    case .unsupportedLinkType(let file, let number):
      "\(file): has link type \(number) (\(LinkType.name(number))), which is not read. "
        + LinkType.wayOut(number)
    case .severalLinkTypes(let file, let reason):
      "\(file): has interfaces that libpcap cannot read together (\(reason)). "
        + "Keep the USB one: tshark -r FILE -Y 'frame.interface_id == N' -w ONE"
    }
  }
}

extension CaptureError {
  /// Nothing of the file could be read: libpcap's reason tells why.
  package init(unreadable file: String, reason: String) {
    let isMixed = reason.contains("different from the")
    self =
      isMixed
      ? .severalLinkTypes(file: file, reason: reason) : .notACapture(file: file, reason: reason)
  }
}
