import Glibc

/// A file open for writing. It is closed when this value goes out of use.
struct OutputDescriptor: ~Copyable {
  private let path: String
  private let descriptor: Int32

  /// Creates the file, or empties an existing one.
  init(path: String) throws(CaptureError) {
    let descriptor = unsafe open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else { throw Self.failure(path, errno) }
    self.path = path
    self.descriptor = descriptor
  }

  deinit { close(descriptor) }

  /// Writes all of the bytes.
  func write(_ bytes: [UInt8]) throws(CaptureError) {
    var written = 0
    while written < bytes.count {
      let count = unsafe bytes.withUnsafeBytes {
        unsafe Glibc.write(descriptor, $0.baseAddress?.advanced(by: written), $0.count - written)
      }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { throw Self.failure(path, errno) }
      written += count
    }
  }

  private static func failure(_ path: String, _ code: Int32) -> CaptureError {
    switch code {
    case EISDIR: .isDirectory(file: path)
    case EACCES, EPERM, EROFS: .mayNotWrite(file: path)
    default: .cannotWrite(file: path, reason: unsafe String(cString: strerror(code)))
    }
  }
}
