import Dispatch
import Glibc
import Synchronization

/// A file that another thread reads, some pieces ahead of who takes them.
///
/// Nothing is copied: a piece is handed over with the memory that it stands in, and memory of the
/// same size comes back for it. Each memory is held by one side at a time; between them it is a
/// number, its address.
@safe
final class ReadAhead: Sendable {
  /// A piece of the file, behind the first `lead` bytes of its memory.
  @safe
  struct Piece {
    /// Memory of `size` bytes, which is now the taker's.
    let memory: UnsafeMutableRawPointer
    /// The number of bytes that were read, at least 1.
    let count: Int
  }

  private struct State {
    /// What was read, in order: the address of the memory, and the number of bytes.
    var filled: [(address: Int, count: Int)] = []
    /// The addresses of memory for what is read next.
    var free: [Int] = []
    var failure: Int32?
    var isStopped = false
  }

  /// The bytes before a piece, for what is left of the one before.
  static let lead = 1 << 16
  /// The bytes of a piece's memory. Threads that hand over smaller pieces wake each other so often
  /// that nothing is gained.
  static let size = lead + 1 << 20
  /// The number of pieces that are read at most before one is taken.
  private static let most = 2

  private let descriptor: Int32
  private let queue = DispatchQueue(label: "ReadAhead")
  private let state = Mutex(State())
  /// Signalled for each memory that is free, and for each piece and the end.
  private let room = DispatchSemaphore(value: 0)
  private let news = DispatchSemaphore(value: 0)

  /// Begins to read what is left of a file.
  init(_ descriptor: Int32) {
    self.descriptor = descriptor
    for _ in 0..<Self.most { unsafe giveBack(Self.memory()) }
    queue.async { self.readAll() }
  }

  deinit {
    let left = state.withLock { $0.free + $0.filled.map(\.address) }
    for address in left { unsafe UnsafeMutableRawPointer(bitPattern: address)?.deallocate() }
  }

  /// Memory for a piece.
  static func memory() -> UnsafeMutableRawPointer {
    .allocate(byteCount: size, alignment: 4096)
  }

  /// The system's number of the error that ended the reading; nil when none has. Known at the end.
  var failure: Int32? { state.withLock { $0.failure } }

  /// The next piece; waits for it. Nil at the end, behind which nothing may be taken.
  func take() -> Piece? {
    news.wait()
    let piece = state.withLock { $0.filled.isEmpty ? nil : $0.filled.removeFirst() }
    guard let piece, let memory = unsafe UnsafeMutableRawPointer(bitPattern: piece.address) else {
      return nil
    }
    return unsafe Piece(memory: memory, count: piece.count)
  }

  /// Takes memory for a further piece.
  func giveBack(_ memory: UnsafeMutableRawPointer) {
    let address = Int(bitPattern: memory)
    state.withLock { $0.free.append(address) }
    room.signal()
  }

  /// Ends the reading. It has to be called before the file is closed.
  func stop() {
    state.withLock { $0.isStopped = true }
    room.signal()
    queue.sync {}
  }

  // MARK: - The other thread

  private func readAll() {
    while let address = nextFree() {
      let count = read(to: address)
      state.withLock { state in
        if count > 0 {
          state.filled.append((address, count))
        } else {
          state.free.append(address)
          if count < 0 { state.failure = Int32(-count) }
        }
      }
      news.signal()
      guard count > 0 else { return }
    }
  }

  /// Waits for free memory; nil when the reading is to end.
  private func nextFree() -> Int? {
    room.wait()
    return state.withLock { $0.isStopped ? nil : $0.free.popLast() }
  }

  /// Reads a piece. Gives the number of its bytes; 0 at the end, and the system's number of an
  /// error below 0.
  private func read(to address: Int) -> Int {
    guard let memory = unsafe UnsafeMutableRawPointer(bitPattern: address) else { return 0 }
    var got = 0
    repeat {
      got = unsafe Glibc.read(descriptor, memory + Self.lead, Self.size - Self.lead)
    } while got < 0 && errno == EINTR
    return got < 0 ? -Int(errno) : got
  }
}
