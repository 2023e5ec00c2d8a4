import Files

/// Recognises the captures among the files of a folder.
enum CaptureName {
  private static let suffixes = [".pcap", ".pcapng", ".cap"]
  /// Compressed captures are found too. The program cannot read them, so it reports each of them
  /// instead of ignoring it.
  private static let compressions = ["", ".gz", ".zst", ".xz", ".bz2", ".lz4"]

  /// The first four bytes of pcap files, in both byte orders and both time resolutions, and of
  /// pcapng files.
  private static let beginnings: [[UInt8]] = [
    [0xA1, 0xB2, 0xC3, 0xD4], [0xD4, 0xC3, 0xB2, 0xA1], [0xA1, 0xB2, 0x3C, 0x4D],
    [0x4D, 0x3C, 0xB2, 0xA1], [0x0A, 0x0D, 0x0D, 0x0A],
  ]

  /// Whether the file's name or its first bytes show that it is a capture.
  static func isCapture(_ path: String) -> Bool {
    let name = path.lowercased()
    let isNamed = suffixes.contains { suffix in
      compressions.contains { name.hasSuffix(suffix + $0) }
    }
    return isNamed || beginsLikeOne(path)
  }

  private static func beginsLikeOne(_ path: String) -> Bool {
    guard let start = try? InputFile(path).read(upTo: 4) else { return false }
    return beginnings.contains(start)
  }
}
