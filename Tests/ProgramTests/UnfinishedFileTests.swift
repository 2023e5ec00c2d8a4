import Foundation
import TestSupport
import Testing

/// A program that is ended while it writes leaves neither a part of its output nor another file.
@Suite struct UnfinishedFileTests {
  /// Writes a capture that takes seconds to copy.
  private func writeLong(to scratch: Scratch) throws {
    let url = Program.root.appending(path: "captures/will-detach/capture.pcap")
    let bytes = Array(try Data(contentsOf: url))
    var long = bytes
    for _ in 0..<600 { long += bytes.dropFirst(24) }
    _ = try scratch.file("long.pcap", long)
  }

  private func names(in scratch: Scratch) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: scratch.url.path).sorted()
  }

  /// Runs what stands behind it as a terminal does: the threads of the tests block signals, and a
  /// shell ignores Ctrl-C in what it starts behind itself.
  static let unblocked =
    "python3 -c 'import os, signal, sys; signal.pthread_sigmask(signal.SIG_SETMASK, []); "
    + "signal.signal(signal.SIGINT, signal.SIG_DFL); os.execv(sys.argv[1], sys.argv[1:])'"

  @Test(arguments: ["INT", "TERM", "HUP"], [false, true])
  func `a signal in the middle of a copy leaves what was there`(
    signal: String, isThere: Bool
  ) throws {
    let scratch = try Scratch()
    try writeLong(to: scratch)
    if isThere { _ = try scratch.file("copy.pcap", Array("before".utf8)) }
    let before = try names(in: scratch)
    let run = try Program.line(
      """
      \(Self.unblocked) $dfutrace redact long.pcap copy.pcap & pid=$!
      for turn in $(seq 2000); do ls | grep -q '[.]new$' && break; sleep 0.01; done
      ls | grep '[.]new$'; kill -\(signal) $pid; wait $pid; echo $?
      """, folder: scratch.url)
    let lines = run.output.split(separator: "\n")
    #expect(lines.first?.hasSuffix(".new") == true, "\(run)")
    // bash adds 128 to the number of the signal.
    #expect(lines.last == ["INT": "130", "TERM": "143", "HUP": "129"][signal])
    #expect(try names(in: scratch) == before)
    if isThere {
      let path = scratch.url.path + "/copy.pcap"
      #expect(try String(contentsOfFile: path, encoding: .utf8) == "before")
    }
  }

  @Test func `a signal that was ignored is ignored in the middle of a copy too`() throws {
    let scratch = try Scratch()
    try writeLong(to: scratch)
    let run = try Program.line(
      """
      trap '' HUP; \(Self.unblocked) $dfutrace redact long.pcap copy.pcap & pid=$!
      for turn in $(seq 2000); do ls | grep -q '[.]new$' && break; sleep 0.01; done
      kill -HUP $pid; wait $pid; echo $?
      """, folder: scratch.url)
    #expect(run.output == "0\n")
    #expect(try names(in: scratch) == ["copy.pcap", "long.pcap"])
  }

  @Test(arguments: [
    "check C --format html -o out.html", "redact C out.pcap", "check C --annotate out.pcapng",
  ])
  func `the limit of the size of files is an error of writing`(command: String) throws {
    let scratch = try Scratch()
    let capture = "'\(Program.root.path)/captures/will-detach/capture.pcap'"
    let run = try Program.line(
      "ulimit -f 8; $dfutrace \(command.replacing(" C ", with: " \(capture) "))",
      folder: scratch.url)
    #expect(run.status == 74, "\(run.complaint)")
    #expect(run.complaint.contains("File too large"))
    #expect(try names(in: scratch).isEmpty)
  }

  @Test(arguments: [
    "show C", "check C --format json", "diff C C", "spec table", "extract C",
    "replay C --model dfu-1.1", "check C -o /dev/full --format html", "redact C /dev/full",
    "check C --annotate /dev/full", "--help", "check --help", "--version",
    "--generate-completion-script zsh",
  ])
  func `a full disk is told, and nothing hangs`(command: String) throws {
    let capture = "captures/will-detach/capture.pcap"
    let run = try Program.line(
      "$dfutrace \(command.replacing(" C", with: " \(capture)")) > /dev/full")
    #expect(run.status == 74, "\(run.complaint)")
    #expect(run.complaint.contains("no space is left"))
  }

  @Test(arguments: [true, false])
  func `files that go or become folders while a folder is judged are told`(isGone: Bool) throws {
    let scratch = try Scratch()
    try writeLong(to: scratch)
    let capture = "'\(Program.root.path)/captures/will-detach/capture.pcap'"
    let run = try Program.line(
      """
      mkdir f; mv long.pcap f/a.pcap; cp \(capture) f/b.pcap; cp \(capture) f/c.pcap
      $dfutrace check f -j 1 > report & pid=$!
      for turn in $(seq 2000); do ls -l /proc/$pid/fd | grep -q a.pcap && break; sleep 0.01; done
      rm f/c.pcap; \(isGone ? "true" : "mkdir f/c.pcap"); wait $pid; echo $?
      """, folder: scratch.url)
    #expect(run.output == (isGone ? "66\n" : "64\n"), "\(run)")
    #expect(run.messages.contains { $0.hasPrefix("dfutrace: f/c.pcap: ") })
    let report = try String(contentsOfFile: scratch.url.path + "/report", encoding: .utf8)
    #expect(report.contains("a.pcap") && report.contains("b.pcap"))
  }
}
