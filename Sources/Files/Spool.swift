import Glibc

/// Bytes that are kept for later: the first in memory, more of them in a file without a name.
///
/// The file is made when it is needed, and the system removes it at the end of the program.
package final class Spool {
  /// What is not in the file yet.
  private var waiting: [UInt8] = []
  /// How many bytes are in the file.
  private var written = 0
  private var file: Int32 = -1
  /// Why a write has failed; nil when none has.
  private var failure: SystemError?

  /// The most bytes that wait in memory.
  private static let memoryLimit = 1 << 20

  /// A spool without bytes.
  package init() {}

  deinit {
    if file >= 0 { close(file) }
  }

  /// Keeps bytes; gives their place. A failure is thrown when they are read.
  package func keep(_ bytes: [UInt8]) -> Range<Int> {
    let start = written + waiting.count
    waiting += bytes
    if waiting.count > Self.memoryLimit, failure == nil {
      do throws(SystemError) {
        try empty()
      } catch {
        failure = error
      }
    }
    return start..<start + bytes.count
  }

  /// Passes the bytes of a place to `body`, in pieces.
  package func read(
    _ place: Range<Int>, _ body: ([UInt8]) throws(SystemError) -> Void
  ) throws(SystemError) {
    if let failure { throw failure }
    var start = place.lowerBound
    while start < min(place.upperBound, written) {
      let piece = try piece(at: start, min(place.upperBound, written) - start)
      try body(piece)
      start += piece.count
    }
    if start < place.upperBound {
      try body(Array(waiting[start - written..<place.upperBound - written]))
    }
  }

  private func piece(at start: Int, _ count: Int) throws(SystemError) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: min(count, Self.memoryLimit))
    let got = unsafe bytes.withUnsafeMutableBytes {
      unsafe pread(file, $0.baseAddress, $0.count, off_t(start))
    }
    guard got > 0 else { throw SystemError() }
    bytes.removeLast(bytes.count - got)
    return bytes
  }

  private func empty() throws(SystemError) {
    if file < 0 { file = try Self.open() }
    var done = 0
    while done < waiting.count {
      let count = unsafe waiting.withUnsafeBytes {
        unsafe Glibc.write(file, $0.baseAddress?.advanced(by: done), $0.count - done)
      }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { throw SystemError() }
      done += count
    }
    written += waiting.count
    waiting.removeAll(keepingCapacity: true)
  }

  /// Opens a new file in `TMPDIR`, or in the folder for large temporary files, and takes its name
  /// away.
  private static func open() throws(SystemError) -> Int32 {
    let chosen = unsafe getenv("TMPDIR").map { unsafe String(cString: $0) }
    for folder in [chosen, "/var/tmp", "/tmp"].compactMap({ $0 }) {
      var name = Array("\(folder)/dfutrace.XXXXXX".utf8CString)
      let file = unsafe mkstemp(&name)
      guard file >= 0 else { continue }
      unsafe unlink(name)
      return file
    }
    throw SystemError()
  }
}
