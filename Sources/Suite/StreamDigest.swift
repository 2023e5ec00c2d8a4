import Crypto
import USB

/// The SHA-256 of bytes that come in pieces.
final class StreamDigest {
  private var hash = SHA256()

  /// Takes the next piece.
  func update(_ bytes: [UInt8]) { hash.update(data: bytes) }

  /// The digest of all pieces so far.
  var text: String { Hex.pairs(hash.finalize()) }
}
