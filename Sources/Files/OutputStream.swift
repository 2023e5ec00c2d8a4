import Glibc

/// A stream that is open for writing: standard output, standard error, a pipe or a device.
package struct OutputStream: ~Copyable {
  let descriptor: Int32

  /// Opens a file that exists, without emptying it.
  package init(_ path: String) throws(SystemError) {
    descriptor = unsafe open(path, O_WRONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw SystemError() }
  }

  /// Takes over a descriptor that is open for writing.
  init(owning descriptor: Int32) { self.descriptor = descriptor }

  /// Standard output; it stays open.
  package static var standardOutput: OutputStream { OutputStream(owning: STDOUT_FILENO) }
  /// Standard error; it stays open.
  package static var standardError: OutputStream { OutputStream(owning: STDERR_FILENO) }

  deinit {
    if descriptor > STDERR_FILENO { close(descriptor) }
  }

  /// Whether the stream is a terminal.
  package var isTerminal: Bool { isatty(descriptor) == 1 }

  /// Writes all of the text as UTF-8.
  package func write(_ text: String) throws(SystemError) {
    try Self.write(text.utf8.span, to: descriptor)
  }

  /// Writes all of the bytes.
  package func write(_ bytes: [UInt8]) throws(SystemError) {
    try Self.write(bytes.span, to: descriptor)
  }

  /// Writes bytes over those at the beginning of a file.
  package func overwrite(_ bytes: [UInt8]) throws(SystemError) {
    try Self.write(bytes.span, to: descriptor, at: 0)
  }

  /// Writes all of the bytes to a descriptor, at a place or behind what was written last.
  static func write(
    _ bytes: Span<UInt8>, to descriptor: Int32, at place: Int? = nil
  ) throws(SystemError) {
    var written = 0
    while written < bytes.count {
      let count = unsafe bytes.extracting(written...).withUnsafeBytes { rest in
        if let place {
          unsafe pwrite(descriptor, rest.baseAddress, rest.count, off_t(place + written))
        } else {
          unsafe Glibc.write(descriptor, rest.baseAddress, rest.count)
        }
      }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { throw SystemError() }
      written += count
    }
  }
}
