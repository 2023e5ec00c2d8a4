import CLinux
import Dispatch
import Glibc
import Synchronization

extension OutputStream {
  /// Writes the pieces that `next` gives, in order. A piece is written on another thread while the
  /// next ones are made; at most two wait.
  package func write(pieces next: () -> ArraySlice<UInt8>?) throws(SystemError) {
    let writer = PieceWriter(descriptor)
    while let piece = next(), writer.isWriting { writer.add(piece) }
    try writer.finish()
  }

  /// The same on this thread: for one that works beside another, which has the other core. What one
  /// core writes and another reads can take twice as long.
  package func write(inTurn next: () -> ArraySlice<UInt8>?) throws(SystemError) {
    var reserve = FileReserve(descriptor)
    keep_freed_memory(1 << 22)
    while let piece = next() {
      reserve.prepare(piece.count)
      try Self.write(piece.span, to: descriptor)
    }
    try reserve.giveBack()
  }
}

/// Writes to a descriptor on another thread.
private final class PieceWriter: Sendable {
  private let descriptor: Int32
  private let queue = DispatchQueue(label: "PieceWriter")
  /// Signalled for each piece that is written.
  private let room = DispatchSemaphore(value: 2)
  private let failure = Mutex<SystemError?>(nil)
  private let reserve: Mutex<FileReserve>

  init(_ descriptor: Int32) {
    self.descriptor = descriptor
    reserve = Mutex(FileReserve(descriptor))
    // Otherwise the system clears every fourth page of a large copy.
    FreedMemory.keep()
  }

  /// Whether nothing has failed so far.
  var isWriting: Bool { failure.withLock { $0 == nil } }

  /// Takes the next piece; waits while two are not written yet.
  func add(_ piece: ArraySlice<UInt8>) {
    room.wait()
    queue.async {
      self.write(piece)
      self.room.signal()
    }
  }

  private func write(_ piece: ArraySlice<UInt8>) {
    guard isWriting else { return }
    do throws(SystemError) {
      reserve.withLock { $0.prepare(piece.count) }
      try OutputStream.write(piece.span, to: descriptor)
    } catch {
      failure.withLock { $0 = error }
    }
  }

  /// Waits until all is written.
  func finish() throws(SystemError) {
    queue.sync {}
    if let error = failure.withLock({ $0 }) { throw error }
    try reserve.withLock { reserve throws(SystemError) in try reserve.giveBack() }
  }
}

/// Room on the disk for what is written to the end of a file: it is asked for in large parts ahead,
/// and what is left of it is given back. ext4 then takes half of the time for a piece.
private struct FileReserve {
  private let descriptor: Int32
  /// How many bytes were written, and for how many there is room.
  private var written = 0
  private var reserved = 0
  private var isPossible = true

  private static let part = 1 << 26

  init(_ descriptor: Int32) { self.descriptor = descriptor }

  /// Makes room for the next bytes. Where the system cannot, they are written without.
  mutating func prepare(_ count: Int) {
    written += count
    while isPossible, reserved < written {
      isPossible = reserve_room(descriptor, off_t(reserved), off_t(Self.part)) == 0
      if isPossible { reserved += Self.part }
    }
  }

  /// Gives back the room that was not used.
  func giveBack() throws(SystemError) {
    guard reserved > written else { return }
    guard ftruncate(descriptor, off_t(written)) == 0 else { throw SystemError() }
  }
}
