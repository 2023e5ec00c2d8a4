import Files
import Glibc
import Report
import Suite

/// Writes to standard output in large pieces. When the reader closes the pipe, as `head` does, the
/// rest is dropped without an error.
struct StandardOutput {
  private var buffer: [UInt8] = []
  private var failure: CheckFailure?
  /// Whether the reader has not closed the pipe.
  private(set) var isOpen = true

  /// The number of bytes that are collected before they are written.
  private static let pieceLength = 1 << 16

  /// Writes `text` and a line break.
  mutating func writeLine(_ text: String) {
    buffer += text.utf8
    buffer.append(UInt8(ascii: "\n"))
    if buffer.count >= Self.pieceLength { empty() }
  }

  /// Writes UTF-8 text without adding a line break.
  mutating func write(_ text: [UInt8]) {
    buffer += text
    if buffer.count >= Self.pieceLength { empty() }
  }

  /// Writes text of any length, without a line break, in pieces.
  mutating func write(_ text: String) {
    var rest = text.utf8[...]
    while !rest.isEmpty {
      write(Array(rest.prefix(Self.pieceLength)))
      rest = rest.dropFirst(Self.pieceLength)
    }
  }

  /// Writes the collected bytes and `text`, piece by piece; throws if any write has failed.
  mutating func finish(with text: String = "") throws(CheckFailure) {
    write(text)
    empty()
    if let failure { throw failure }
  }

  private mutating func empty() {
    defer { buffer.removeAll(keepingCapacity: true) }
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
