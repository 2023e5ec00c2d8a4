// Files: reads and writes files and streams through the system's calls, and says why it failed in
// the system's words. It is small on purpose: Foundation's own handles would bring 30 MB along.
import Glibc

/// A file that is open for reading. It is closed when this value goes out of use.
package struct InputFile: ~Copyable {
  private let descriptor: Int32

  /// Opens a file.
  package init(_ path: String) throws(SystemError) {
    descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw SystemError() }
  }

  private init(descriptor: Int32) { self.descriptor = descriptor }

  /// Standard input; it stays open.
  package static var standardInput: InputFile { InputFile(descriptor: STDIN_FILENO) }

  deinit {
    if descriptor > STDERR_FILENO { close(descriptor) }
  }

  /// Reads the next bytes, at most `count`; none at the end. A pipe may give fewer before its end.
  package func read(upTo count: Int) throws(SystemError) -> [UInt8] {
    var bytes: [UInt8] = []
    _ = try append(upTo: count, to: &bytes)
    return bytes
  }

  /// Reads everything up to the end; nil where there are more bytes than `most`.
  package func readAll(atMost most: Int) throws(SystemError) -> [UInt8]? {
    let step = 1 << 16
    var all: [UInt8] = []
    all.reserveCapacity(min(size, most) + step)
    while try append(upTo: step, to: &all) > 0 {
      if all.count > most { return nil }
    }
    return all
  }

  /// Appends the next bytes, or those at a place; gives how many.
  private func append(
    upTo count: Int, at place: Int? = nil, to bytes: inout [UInt8]
  ) throws(SystemError) -> Int {
    var got = 0
    bytes.append(addingCapacity: count) { room in
      unsafe room.withUnsafeMutableBufferPointer { buffer, filled in
        repeat {
          got =
            if let place {
              unsafe pread(descriptor, buffer.baseAddress, count, off_t(place))
            } else {
              unsafe Glibc.read(descriptor, buffer.baseAddress, count)
            }
        } while got < 0 && errno == EINTR
        filled = max(0, got)
      }
    }
    guard got >= 0 else { throw SystemError() }
    return got
  }

  /// The size of the file in bytes; a pipe has none: 0.
  package var size: Int {
    var status = stat()
    return unsafe fstat(descriptor, &status) == 0 ? max(0, Int(status.st_size)) : 0
  }

  /// The size of a file in bytes; nil when there is no such file. A pipe has none: 0.
  package static func size(of path: String) -> Int? {
    var status = stat()
    return unsafe stat(path, &status) == 0 ? Int(status.st_size) : nil
  }

  /// Whether it is a file whose bytes stay there when they are read; a pipe is none.
  package static func isRegular(_ path: String) -> Bool {
    var status = stat()
    return unsafe stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
  }

  /// Appends a part of the file to `bytes`; throws where the file ends before it.
  package func append(_ range: Range<Int>, to bytes: inout [UInt8]) throws(SystemError) {
    var place = range.lowerBound
    while place < range.upperBound {
      let got = try append(upTo: range.upperBound - place, at: place, to: &bytes)
      guard got > 0 else { throw SystemError(code: EIO) }
      place += got
    }
  }

  /// Reads a whole file, or standard input as `-`; nil where it has more bytes than `most`.
  package static func bytes(
    of path: String, atMost most: Int
  ) throws(SystemError) -> [UInt8]? {
    try path == "-" ? standardInput.readAll(atMost: most) : InputFile(path).readAll(atMost: most)
  }
}
