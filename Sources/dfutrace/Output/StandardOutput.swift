import Files
import Glibc
import Report
import Suite

/// Writes to standard output in large pieces. When the reader closes the pipe, as `head` does, the
/// rest is dropped without an error.
struct StandardOutput {
  private var buffer = ""
  private var failure: CheckFailure?
  /// Whether the reader has not closed the pipe.
  private(set) var isOpen = true

  /// The number of bytes that are collected before they are written.
  private static let pieceLength = 1 << 16

  /// Writes `text` and a line break.
  mutating func writeLine(_ text: String) {
    buffer += text
    buffer += "\n"
    if buffer.utf8.count >= Self.pieceLength { empty() }
  }

  /// Writes UTF-8 text without adding a line break.
  mutating func write(_ text: [UInt8]) {
    buffer += String(decoding: text, as: UTF8.self)
    if buffer.utf8.count >= Self.pieceLength { empty() }
  }

  /// Writes the collected bytes and `text`; throws if any write has failed.
  mutating func finish(with text: String = "") throws(CheckFailure) {
    buffer += text
    empty()
    if let failure { throw failure }
  }

  private mutating func empty() {
    defer { buffer = "" }
    guard isOpen else { return }
    do throws(SystemError) {
      try OutputStream.standardOutput.write(buffer)
    } catch {
      isOpen = false
      if error.code != EPIPE {
        failure = OutputFile.failure("standard output", error)
      }
    }
  }
}
