/// Recognises, by its first bytes, content that is no capture or that nobody here can read.
enum Signature {
  /// Whether it is content that `CaptureFile` reads: pcap or pcapng.
  ///
  /// The magic numbers are in draft-ietf-opsawg-pcap, 4, and draft-ietf-opsawg-pcapng, 4.1; in
  /// either byte order. A1B2CD34 is the one of a variant of pcap that libpcap reads too.
  static func isRecords(_ beginning: [UInt8]) -> Bool {
    let magic = beginning.prefix(4)
    return [
      [0x0A, 0x0D, 0x0D, 0x0A], [0xA1, 0xB2, 0xC3, 0xD4], [0xA1, 0xB2, 0x3C, 0x4D],
      [0xA1, 0xB2, 0xCD, 0x34],
    ].contains { magic.elementsEqual($0) || magic.elementsEqual($0.reversed()) }
  }

  /// The error that names the content. For unknown content it gives `reason`.
  static func refusal(_ path: String, _ beginning: [UInt8], reason: String) -> CaptureError {
    if let kind = ForeignFile(path, beginning) { return .foreign(file: path, kind) }
    if isUsbmonText(beginning) { return .usbmonText(file: path) }
    return .notACapture(file: path, reason: reason)
  }

  /// Whether the file is usbmon's text form. It has one line per event: tag, microseconds, `S`, `C`
  /// or `E`, and an address word such as `Ci:1:001:0` (kernel documentation, usb/usbmon). Comment
  /// lines occur.
  private static func isUsbmonText(_ beginning: [UInt8]) -> Bool {
    let text = String(decoding: beginning.prefix { $0 != 0 }, as: UTF8.self)
    let line = text.split(separator: "\n").first { !$0.hasPrefix("#") }
    let words = (line ?? "").split(separator: " ")
    guard words.count >= 4, ["S", "C", "E"].contains(words[2]) else { return false }
    let address = Array(words[3].utf8.prefix(3))
    return UInt64(words[0], radix: 16) != nil && UInt64(words[1]) != nil && address.count == 3
      && "CZIB".utf8.contains(address[0]) && "io".utf8.contains(address[1])
      && address[2] == UInt8(ascii: ":")
  }
}
