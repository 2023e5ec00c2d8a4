import Dispatch
import Synchronization

extension OutputStream {
  /// Writes the pieces that `next` gives, in order. A piece is written on another thread while the
  /// next ones are made; at most two wait.
  package func write(pieces next: () -> [UInt8]?) throws(SystemError) {
    let writer = PieceWriter(descriptor)
    while let piece = next(), writer.isWriting { writer.add(piece) }
    try writer.finish()
  }
}

/// Writes to a descriptor on another thread.
private final class PieceWriter: Sendable {
  private let descriptor: Int32
  private let queue = DispatchQueue(label: "PieceWriter")
  /// Signalled for each piece that is written.
  private let room = DispatchSemaphore(value: 2)
  private let failure = Mutex<SystemError?>(nil)

  init(_ descriptor: Int32) { self.descriptor = descriptor }

  /// Whether nothing has failed so far.
  var isWriting: Bool { failure.withLock { $0 == nil } }

  /// Takes the next piece; waits while two are not written yet.
  func add(_ piece: [UInt8]) {
    room.wait()
    queue.async {
      self.write(piece)
      self.room.signal()
    }
  }

  private func write(_ piece: [UInt8]) {
    guard isWriting else { return }
    do throws(SystemError) {
      try OutputStream.write(piece, to: descriptor)
    } catch {
      failure.withLock { $0 = error }
    }
  }

  /// Waits until all is written.
  func finish() throws(SystemError) {
    queue.sync {}
    if let error = failure.withLock({ $0 }) { throw error }
  }
}
