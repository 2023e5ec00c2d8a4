import Foundation

/// Tells captures from the other files of a folder.
enum CaptureName {
  private static let suffixes = [".pcap", ".pcapng", ".cap"]
  /// Compressed captures are found too, so that they are refused by name and not passed over.
  private static let compressions = ["", ".gz", ".zst", ".xz", ".bz2", ".lz4"]

  /// The first four bytes of pcap in either byte order and resolution, and of pcapng.
  private static let beginnings: [[UInt8]] = [
    [0xA1, 0xB2, 0xC3, 0xD4], [0xD4, 0xC3, 0xB2, 0xA1], [0xA1, 0xB2, 0x3C, 0x4D],
    [0x4D, 0x3C, 0xB2, 0xA1], [0x0A, 0x0D, 0x0D, 0x0A],
  ]

  /// Whether a file is a capture, by its name or by how it begins.
  static func isCapture(_ path: String) -> Bool {
    let name = path.lowercased()
    let isNamed = suffixes.contains { suffix in
      compressions.contains { name.hasSuffix(suffix + $0) }
    }
    return isNamed || beginsLikeOne(path)
  }

  private static func beginsLikeOne(_ path: String) -> Bool {
    guard let handle = FileHandle(forReadingAtPath: path) else { return false }
    defer { try? handle.close() }
    guard let start = try? handle.read(upToCount: 4) else { return false }
    return beginnings.contains(Array(start))
  }
}
