import Crypto
import Files
import USB

/// SHA-256 in lower-case hexadecimal digits, as a report carries it.
enum SHA256Digest {
  /// The digest of some bytes.
  static func text(of bytes: [UInt8]) -> String { Hex.pairs(SHA256.hash(data: bytes)) }

  /// The digest of a file from its current position on. Reads pieces of 1 MiB.
  static func text(of file: borrowing InputFile) -> String {
    var hash = SHA256()
    while let piece = try? file.read(upTo: 1 << 20), !piece.isEmpty {
      hash.update(data: piece)
    }
    return Hex.pairs(hash.finalize())
  }
}
