import Files

/// Recognises the captures among the files of a folder.
enum CaptureName {
  /// Compressed captures are found too. The program cannot read them, so it reports each of them
  /// instead of ignoring it.
  private static let suffixes = [".pcap", ".pcapng", ".cap"].flatMap { suffix in
    ["", ".gz", ".zst", ".xz", ".bz2", ".lz4"].map { Array((suffix + $0).utf8) }
  }
  private static let longest = suffixes.map(\.count).max() ?? 0

  /// The first four bytes of pcap files, in both byte orders and both time resolutions, and of
  /// pcapng files.
  private static let beginnings: [[UInt8]] = [
    [0xA1, 0xB2, 0xC3, 0xD4], [0xD4, 0xC3, 0xB2, 0xA1], [0xA1, 0xB2, 0x3C, 0x4D],
    [0x4D, 0x3C, 0xB2, 0xA1], [0x0A, 0x0D, 0x0D, 0x0A],
  ]

  /// Whether the file's name or its first bytes show that it is a capture.
  static func isCapture(_ path: String) -> Bool {
    isNamed(path) || beginsLikeOne(path)
  }

  /// Compares bytes: to compare characters from their ends takes ten times as long.
  private static func isNamed(_ path: String) -> Bool {
    let end = path.utf8.suffix(longest).map { byte in
      UInt8(ascii: "A")...UInt8(ascii: "Z") ~= byte ? byte | 0x20 : byte
    }
    return suffixes.contains { end.suffix($0.count).elementsEqual($0) }
  }

  private static func beginsLikeOne(_ path: String) -> Bool {
    guard let start = try? InputFile(path).read(upTo: 4) else { return false }
    return beginnings.contains(start)
  }
}
