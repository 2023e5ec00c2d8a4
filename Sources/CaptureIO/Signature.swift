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
  /// `outer`: how the content is compressed.
  static func refusal(
    _ path: String, _ beginning: [UInt8], in outer: Compression?, reason: String
  ) -> CaptureError {
    if let kind = ForeignFile(path, beginning) { return .foreign(file: path, kind, in: outer) }
    return .notACapture(file: path, reason: reason)
  }
}
