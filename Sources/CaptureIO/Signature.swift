/// Recognises, by its first bytes, a file that libpcap does not know.
enum Signature {
  /// The error that names the content. For unknown content it gives libpcap's own reason.
  static func refusal(_ path: String, _ beginning: [UInt8], reason: String) -> CaptureError {
    if beginning.starts(with: [0x1F, 0x8B]) { return .compressed(file: path, by: .gzip) }
    if beginning.starts(with: [0x28, 0xB5, 0x2F, 0xFD]) {
      return .compressed(file: path, by: .zstd)
    }
    if beginning.starts(with: [0xFD, 0x37, 0x7A, 0x58, 0x5A, 0x00]) {
      return .compressed(file: path, by: .xz)
    }
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
