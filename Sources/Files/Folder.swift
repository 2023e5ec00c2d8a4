import Glibc

/// Lists folders.
package enum Folder {
  /// What a name in a folder stands for.
  package enum Kind: Hashable, Sendable {
    case file, folder
    /// A symbolic link to a file, or to nothing.
    case link
    /// A link to anything else, a pipe, a socket or a device.
    case other
  }

  /// A name in a folder.
  package struct Entry: Hashable, Sendable {
    /// The name, without the folder.
    package var name: String
    /// Whether `name` is the name itself: false where the bytes are not UTF-8, so that no text can
    /// give them.
    package var isNameExact: Bool
    /// What stands behind it.
    package var kind: Kind
  }

  /// Whether a path leads to a folder.
  package static func isOne(_ path: String) -> Bool {
    var status = stat()
    return unsafe stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }

  /// All names in a folder except `.` and `..`, sorted.
  package static func entries(of path: String) throws(SystemError) -> [Entry] {
    guard let stream = unsafe opendir(path) else { throw SystemError() }
    defer { unsafe closedir(stream) }
    var entries: [Entry] = []
    errno = 0
    while let next = unsafe readdir(stream) {
      let (name, isExact) = unsafe name(next)
      if name != ".", name != ".." {
        entries.append(
          Entry(
            name: name, isNameExact: isExact,
            kind: unsafe kind(next) ?? kind(of: "\(path)/\(name)")))
      }
      errno = 0
    }
    guard errno == 0 else { throw SystemError() }
    return entries.sorted { $0.name < $1.name }
  }

  /// The name, and whether it is the name itself.
  private static func name(
    _ entry: UnsafeMutablePointer<dirent>
  ) -> (String, isExact: Bool) {
    unsafe withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
      let text = unsafe bytes.assumingMemoryBound(to: CChar.self)
      guard let start = text.baseAddress else { return ("", true) }
      if let name = unsafe String(validatingCString: start) { return (name, true) }
      return (unsafe String(cString: start), false)
    }
  }

  /// What the folder itself says of a file or a folder; nil where it says nothing, and for a link.
  private static func kind(_ entry: UnsafeMutablePointer<dirent>) -> Kind? {
    switch unsafe Int(entry.pointee.d_type) {
    case Int(DT_REG): .file
    case Int(DT_DIR): .folder
    default: nil
    }
  }

  private static func kind(of path: String) -> Kind {
    var status = stat()
    guard unsafe lstat(path, &status) == 0 else { return .other }
    return switch status.st_mode & S_IFMT {
    case S_IFREG: .file
    case S_IFDIR: .folder
    case S_IFLNK: isFileOrNothing(path) ? .link : .other
    default: .other
    }
  }

  /// Whether a link leads to a file, or to nothing that can be looked at.
  private static func isFileOrNothing(_ path: String) -> Bool {
    var status = stat()
    return unsafe stat(path, &status) != 0 || status.st_mode & S_IFMT == S_IFREG
  }
}
