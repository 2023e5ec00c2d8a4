import Foundation
import Report
import Suite

/// Standard output, written in large pieces. When its reader has gone, as `head` does, the rest
/// is dropped quietly.
struct StandardOutput {
  private var buffer = ""
  private var failure: CheckFailure?
  /// Whether anybody still reads.
  private(set) var isOpen = true

  /// Bytes that are collected before they are written.
  private static let pieceLength = 1 << 16

  /// Writes `text` and a line break.
  mutating func writeLine(_ text: String) {
    buffer += text
    buffer += "\n"
    if buffer.utf8.count >= Self.pieceLength { empty() }
  }

  /// Writes UTF-8 as it stands.
  mutating func write(_ text: [UInt8]) {
    buffer += String(decoding: text, as: UTF8.self)
    if buffer.utf8.count >= Self.pieceLength { empty() }
  }

  /// Writes `text` and all that was collected.
  mutating func finish(with text: String = "") throws(CheckFailure) {
    buffer += text
    empty()
    if let failure { throw failure }
  }

  private mutating func empty() {
    defer { buffer = "" }
    guard isOpen else { return }
    do {
      try FileHandle.standardOutput.write(contentsOf: Data(buffer.utf8))
    } catch {
      isOpen = false
      if POSIXErrorCode(of: error) != .EPIPE {
        failure = OutputFile.failure("standard output", error)
      }
    }
  }
}
