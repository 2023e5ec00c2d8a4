import Crypto
import Dispatch
import Synchronization

/// A digest of bytes that come in pieces. A piece is taken on another thread, while the next one
/// comes.
final class ContentDigest: Sendable {
  private let queue = DispatchQueue(label: "ContentDigest")
  /// Signalled for each piece that is taken.
  private let room = DispatchSemaphore(value: 2)
  private let digest = Mutex(
    HMAC<SHA256>(key: SymmetricKey(data: Array("dfutrace redact".utf8))))

  /// Takes the next piece; waits while two are not taken yet.
  func take(_ piece: [UInt8]) {
    room.wait()
    queue.async {
      self.digest.withLock { $0.update(data: piece) }
      self.room.signal()
    }
  }

  /// A key that is the digest of all pieces and of `rest` behind them.
  func key(endingWith rest: [UInt8]) -> SymmetricKey {
    queue.sync {}
    var digest = digest.withLock { $0 }
    digest.update(data: rest)
    return SymmetricKey(data: digest.finalize())
  }
}
