import Glibc

/// Replaces files as a whole or not at all.
package enum WholeFile {
  /// Writes `bytes` to the file at `path`.
  package static func write(_ bytes: [UInt8], to path: String) throws(SystemError) {
    try write(to: path) { output throws(SystemError) in try output.write(bytes) }
  }

  /// Writes what `body` writes to the file at `path`.
  ///
  /// For this, writes another file in the same folder and renames it. A symbolic link stays one:
  /// the file that it leads to is replaced. The permissions of a file that exists are kept. A pipe
  /// or a device is written to as it is. A signal that ends the program removes the other file.
  package static func write(
    to path: String, _ body: (borrowing OutputStream) throws(SystemError) -> Void
  ) throws(SystemError) {
    var status = stat()
    let exists = unsafe stat(path, &status) == 0
    guard !exists || status.st_mode & S_IFMT == S_IFREG else {
      return try body(OutputStream(path))
    }
    let target = target(of: path)
    let name = unfinishedName(of: target)
    try UnfinishedFile.during(name) { () throws(SystemError) in
      try write(name, mode: exists ? status.st_mode & 0o7777 : nil, renamedTo: target, body)
    }
  }

  /// The name under which a file is written. It is cut where it would be longer than names can be.
  private static func unfinishedName(of target: String) -> String {
    let folder = folder(of: target)
    let suffix = ".\(getpid()).new"
    var own = target.dropFirst(folder.count)
    while own.utf8.count + suffix.utf8.count > Int(NAME_MAX) { own.removeLast() }
    return folder + own + suffix
  }

  /// Writes the new file `name`, gives it the permissions `mode`, and renames it. nil: those of any
  /// new file.
  private static func write(
    _ name: String, mode: mode_t?, renamedTo target: String,
    _ body: (borrowing OutputStream) throws(SystemError) -> Void
  ) throws(SystemError) {
    let descriptor = unsafe open(name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else { throw SystemError() }
    do throws(SystemError) {
      try body(OutputStream(owning: descriptor))
      if let mode, unsafe chmod(name, mode) != 0 { throw SystemError() }
      guard unsafe rename(name, target) == 0 else { throw SystemError() }
    } catch {
      unsafe unlink(name)
      throw error
    }
  }

  /// The file that a path leads to. Follows symbolic links, also one whose target does not exist.
  package static func target(of path: String) -> String {
    var path = path
    for _ in 0..<mostLinks {
      guard let link = link(at: path) else { break }
      path = link.hasPrefix("/") ? link : folder(of: path) + link
    }
    return path
  }

  /// As many links as Linux follows.
  private static let mostLinks = 40

  private static func link(at path: String) -> String? {
    var buffer = [CChar](repeating: 0, count: Int(PATH_MAX))
    let length = unsafe readlink(path, &buffer, buffer.count)
    guard length > 0 else { return nil }
    return String(decoding: buffer.prefix(length).map(UInt8.init(bitPattern:)), as: UTF8.self)
  }

  /// The folder of a path with its last slash; empty for a name without a folder.
  private static func folder(of path: String) -> String {
    path.lastIndex(of: "/").map { String(path[...$0]) } ?? ""
  }
}

extension WholeFile {
  /// Whether both paths lead to the same regular file or pipe, which exists.
  package static func isSame(_ one: String, _ other: String) -> Bool {
    guard let first = FileIdentity(of: one), let second = FileIdentity(of: other) else {
      return false
    }
    return first == second
  }

  /// Whether both paths lead to one place, where there may be nothing yet.
  package static func isOnePlace(_ one: String, _ other: String) -> Bool {
    place(of: one) == place(of: other) || isSame(one, other)
  }

  /// A path without links, `.` and `..` for what is there, or may come into a folder that is.
  private static func place(of path: String) -> String {
    if let real = real(path) { return real }
    var target = target(of: path)
    while target.count > 1, target.hasSuffix("/") { target.removeLast() }
    let folder = folder(of: target)
    guard let real = real(folder.isEmpty ? "." : folder) else { return target }
    return real + "/" + target.dropFirst(folder.count)
  }

  private static func real(_ path: String) -> String? {
    guard let real = unsafe realpath(path, nil) else { return nil }
    defer { unsafe free(real) }
    return unsafe String(cString: real)
  }

  /// Whether standard input reads the regular file at `path`, or the pipe.
  package static func isStandardInput(_ path: String) -> Bool {
    isOpen(as: STDIN_FILENO, path)
  }

  /// Whether standard output writes the regular file at `path`, or the pipe.
  package static func isStandardOutput(_ path: String) -> Bool {
    isOpen(as: STDOUT_FILENO, path)
  }

  private static func isOpen(as descriptor: Int32, _ path: String) -> Bool {
    guard let first = FileIdentity(of: descriptor), let second = FileIdentity(of: path) else {
      return false
    }
    return first == second
  }

  /// Why no file could be written at `path`; nil when nothing stands in the way.
  package static func obstacle(at path: String) -> SystemError? {
    let folder = folder(of: target(of: path))
    return unsafe access(folder.isEmpty ? "." : folder, W_OK | X_OK) == 0 ? nil : SystemError()
  }
}

/// What tells regular files and pipes apart, whatever their names. A device, such as a terminal or
/// `/dev/null`, may be read and written, and has none.
package struct FileIdentity: Equatable, Sendable {
  private let device: dev_t
  private let number: ino_t

  /// Looks at what a path leads to; nil where there is no such file and no pipe.
  package init?(of path: String) {
    var status = stat()
    guard unsafe stat(path, &status) == 0 else { return nil }
    self.init(status)
  }

  /// Looks at a pipe; nil for anything else. `-` is standard input.
  package init?(ofPipe path: String) {
    var status = stat()
    let isThere =
      unsafe (path == "-" ? fstat(STDIN_FILENO, &status) : stat(path, &status)) == 0
    guard isThere, status.st_mode & S_IFMT == S_IFIFO else { return nil }
    self.init(status)
  }

  fileprivate init?(of descriptor: Int32) {
    var status = stat()
    guard unsafe fstat(descriptor, &status) == 0 else { return nil }
    self.init(status)
  }

  private init?(_ status: stat) {
    guard [S_IFREG, S_IFIFO].contains(status.st_mode & S_IFMT) else { return nil }
    (device, number) = (status.st_dev, status.st_ino)
  }
}
