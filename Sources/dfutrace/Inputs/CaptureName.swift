import Files

/// Recognises the captures among the files of a folder.
enum CaptureName {
  /// Captures are found under these names, compressed ones too.
  private static let suffixes = [".pcap", ".pcapng", ".cap"].flatMap { suffix in
    ["", ".gz", ".zst", ".xz", ".bz2", ".lz4"].map { Array((suffix + $0).utf8) }
  }

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
    let bytes = path.utf8.span
    for suffix in suffixes where bytes.count >= suffix.count {
      let end = bytes.extracting(last: suffix.count)
      var same = 0
      while same < end.count, lowercase(end[same]) == suffix[same] { same += 1 }
      if same == end.count { return true }
    }
    return false
  }

  private static func lowercase(_ byte: UInt8) -> UInt8 {
    UInt8(ascii: "A")...UInt8(ascii: "Z") ~= byte ? byte | 0x20 : byte
  }

  private static func beginsLikeOne(_ path: String) -> Bool {
    guard let start = try? InputFile(path).read(upTo: 4) else { return false }
    return beginnings.contains(start)
  }
}
