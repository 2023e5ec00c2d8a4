/// Why a capture could not be opened or written, with what the operator can do.
package enum CaptureError: Error, Hashable, Sendable, CustomStringConvertible {
  /// There is no such file.
  case missing(file: String)
  /// A folder was named.
  case isDirectory(file: String)
  /// The operating system denies reading.
  case noPermission(file: String)
  /// Opening or reading failed for another reason of the operating system.
  case cannotOpen(file: String, reason: String)
  /// The file has no bytes.
  case empty(file: String)
  /// The file is compressed; libpcap reads plain files only.
  case compressed(file: String, by: Compression)
  /// The file is usbmon's text form (`1u`, `0u`, `1t`).
  case usbmonText(file: String)
  /// The content is nothing that libpcap knows, or is cut off before its first record.
  case notACapture(file: String, reason: String)
  /// A capture of something that is not read.
  case unsupportedLinkType(file: String, number: Int)
  /// A pcapng file with interfaces of several link types, one of which is read.
  case severalLinkTypes(file: String, numbers: [Int])
  /// A pcapng file with interfaces of several snap lengths.
  case severalSnapLengths(file: String)
  /// The operating system denies writing.
  case mayNotWrite(file: String)
  /// Writing failed for another reason of the operating system.
  case cannotWrite(file: String, reason: String)

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
    case .empty(let file): "\(file): is empty; its recorder has written nothing."
    case .compressed(let file, let by):
      "\(file): is compressed with \(by.rawValue). "
        + "Run: \(by.rawValue) -dc \(name(file)) | dfutrace check -"
    case .usbmonText(let file):
      "\(file): is usbmon's text form, which cuts data at 32 bytes and is not read. "
        + "Record with: tcpdump -i usbmonN -w FILE"
    case .notACapture(let file, let reason):
      "\(file): is not a pcap or pcapng file that can be read (\(reason)). "
        + "Record with: tcpdump -i usbmonN -w FILE"
    case .unsupportedLinkType(let file, let number):
      "\(file): has link type \(number) (\(LinkType.name(number))), which is not read. "
        + LinkType.wayOut(number)
    case .severalLinkTypes(let file, let numbers):
      "\(file): has interfaces of several link types ("
        + numbers.map { "\($0), \(LinkType.name($0))" }.joined(separator: "; ")
        + "), which libpcap does not read together. " + Self.wayOut(name(file), numbers)
    case .severalSnapLengths(let file):
      "\(file): has interfaces of several snap lengths, which libpcap does not read together. "
        + "Run: editcap -F pcap \(name(file)) NEW, then check NEW"
    case .mayNotWrite(let file): "\(file): may not be written; check its folder's permissions."
    case .cannotWrite(let file, let reason): "\(file): cannot be written: \(reason)."
    }
  }

  /// How to take the USB interface out of a file; run with tshark 4.0 on such files.
  static func wayOut(_ file: String, _ numbers: [Int]) -> String {
    let encapsulations = [(220, "usb-linux-mmap"), (189, "usb-linux")]
      .filter { numbers.contains($0.0) }
    let first = encapsulations.first?.1 ?? "usb-linux-mmap"
    let other = encapsulations.dropFirst().map { ", or \($0.1) where N has link type \($0.0)" }
    return "Keep the USB interface N (see capinfos): "
      + "tshark -r \(file) -Y 'frame.interface_id == N' -w PART; "
      + "editcap -F pcap -T \(first) PART NEW\(other.joined()), then check NEW"
  }

  /// The file as a command can name it; standard input has no name.
  private func name(_ file: String) -> String { file == "-" ? "FILE" : file }
}
