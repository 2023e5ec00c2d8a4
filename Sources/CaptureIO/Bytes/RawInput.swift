import Glibc

/// An open file, each byte read once. A listener sees the same bytes.
@safe
final class RawInput {
  /// The open file.
  let descriptor: Int32
  private let listener: (([UInt8]) -> Void)?
  private var isAtEnd = false
  /// The number of bytes read so far.
  private(set) var count = 0
  /// The system's number of the error that ended the reading; nil when none has.
  private(set) var failure: Int32?

  /// Opens a file, or standard input for `-`. `listener` receives every piece that is read.
  init(_ path: String, _ listener: (([UInt8]) -> Void)?) throws(CaptureError) {
    descriptor = path == "-" ? dup(STDIN_FILENO) : unsafe open(path, O_RDONLY | O_CLOEXEC)
    self.listener = listener
    guard descriptor >= 0 else { throw CaptureError(opening: path, errno) }
  }

  deinit {
    if descriptor >= 0 { close(descriptor) }
  }

  /// Reads the next bytes; gives their number, 0 at the end or when reading fails.
  func read(into buffer: UnsafeMutableRawBufferPointer) -> Int {
    if isAtEnd { return 0 }
    var got = 0
    repeat {
      got = unsafe Glibc.read(descriptor, buffer.baseAddress, buffer.count)
    } while got < 0 && errno == EINTR
    if got < 0 { failure = errno }
    isAtEnd = got <= 0
    guard got > 0 else { return 0 }
    count += got
    if let listener { unsafe listener(Array(buffer[..<got])) }
    return got
  }

  /// Reads the rest, for the listener.
  func readRest() {
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 16, alignment: 4096)
    defer { unsafe buffer.deallocate() }
    while unsafe read(into: buffer) > 0 {}
  }
}

extension CaptureError {
  /// The error for a system's call on `path` that failed with `code`.
  init(opening path: String, _ code: Int32) {
    self =
      switch code {
      case ENOENT, ENOTDIR: .missing(file: path)
      case EISDIR: .isDirectory(file: path)
      case EACCES, EPERM: .noPermission(file: path)
      default: .cannotOpen(file: path, reason: unsafe String(cString: strerror(code)))
      }
  }
}
