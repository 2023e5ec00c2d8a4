import Foundation
import Testing

/// Captures that somebody writes to, or replaces, while they are copied.
@Suite struct ChangedCaptureTests {
  private let scratch: Scratch

  /// The capture is larger than a pipe: the copy ends when a reader has taken its beginning.
  init() throws {
    scratch = try Scratch()
    let shipped = Program.root.appending(path: "captures/xua-5.3.0-vhci-xmosdfu/capture.pcap")
    _ = try scratch.file("c", [UInt8](Data(contentsOf: shipped)))
  }

  @Test(
    arguments: ["check c --annotate p", "redact c p"],
    ["echo more >> c", "cp c d; mv d c", "rm c", ":"])
  func `a copy of what was not read before is refused`(
    command: String, change: String
  ) throws {
    // The program has opened the pipe when its reader has: behind its first reading.
    let run = try Program.line(
      """
      mkfifo p; $dfutrace \(command) > report & exec 3<p; \(change)
      cat <&3 > copy; wait $!; echo $?
      """, folder: scratch.url)
    let isChanged = change != ":"
    // The findings of the capture come before what cannot be written.
    #expect(run.output == (command.hasPrefix("check") ? "1\n" : isChanged ? "74\n" : "0\n"))
    #expect(run.complaint.contains("c: was written to, or replaced") == isChanged)
  }
}
