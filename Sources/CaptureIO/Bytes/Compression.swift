/// A compression format of stored captures.
package enum Compression: String, Hashable, Sendable, CaseIterable {
  case gzip, zstd, xz, bzip2, lz4

  /// Recognises compressed content by its first bytes; nil for anything else.
  ///
  /// The numbers are in RFC 1952, 2.3.1; RFC 8878, 3.1; the .xz file format, 2.1.1.1; bzip2's
  /// manual; and the LZ4 frame format. Both zstd and lz4 may begin with a frame to skip; then the
  /// content is taken for zstd, whose tools write such frames.
  init?(_ beginning: [UInt8]) {
    let found = Self.allCases.first { format in
      format.signatures.contains { beginning.starts(with: $0) }
    }
    guard let found else { return nil }
    self = found
  }

  private var signatures: [[UInt8]] {
    switch self {
    case .gzip: [[0x1F, 0x8B]]
    case .zstd:
      [[0x28, 0xB5, 0x2F, 0xFD]] + (0x50...0x5F).map { [$0, 0x2A, 0x4D, 0x18] }
    case .xz: [[0xFD, 0x37, 0x7A, 0x58, 0x5A, 0x00]]
    case .bzip2: [Array("BZh".utf8)]
    case .lz4: [[0x04, 0x22, 0x4D, 0x18]]
    }
  }

  /// The command that prints the content of a file of this format.
  var command: String { self == .zstd ? "zstd -dc --long=31" : "\(rawValue) -dc" }

  /// The largest window of a format with windows of any size, as a power of two: 16 MiB.
  static let windowLimitLog = 24
}
