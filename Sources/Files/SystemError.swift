import FoundationEssentials
import Glibc

/// Why the system did not read or write a file.
package struct SystemError: Error, Hashable, Sendable {
  /// The number that `errno` had; 0 when it is not known.
  package var code: Int32

  /// The error of the system's call that has just failed.
  init() { code = errno }

  /// The error with this number.
  package init(code: Int32) { self.code = code }

  /// Takes the system's number out of an error of Foundation.
  package init(of error: any Error) {
    if let error = error as? SystemError {
      self = error
      return
    }
    var next: (any Error)? = error
    while let current = next {
      if let posix = current as? POSIXError {
        code = posix.code.rawValue
        return
      }
      next = (current as? CocoaError)?.underlying
    }
    code = 0
  }

  /// What happened in the system's words: `No such file or directory`.
  package var reason: String {
    code == 0 ? "Unknown error" : unsafe String(cString: strerror(code))
  }

  /// Whether the system denies it to this user, or on this file system.
  package var isForbidden: Bool { [EACCES, EPERM, EROFS].contains(code) }

  /// Whether there is no such file.
  package var isMissing: Bool { [ENOENT, ENOTDIR].contains(code) }

  /// Whether it came from reading a folder as a file.
  package var isFolder: Bool { code == EISDIR }
}
