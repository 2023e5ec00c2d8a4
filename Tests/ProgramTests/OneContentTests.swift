import Foundation
import TestSupport
import Testing
import USB

/// A capture gives the same report however its bytes arrive.
@Suite struct OneContentTests {
  private static let status = SetupPacket(requestType: .classInterfaceIn, request: 3, length: 6)

  /// A device that shows dfuIDLE and then dfuUPLOAD-IDLE (DFU 1.1, A.2.3 r6), and in the middle of
  /// the file what its recorder lost.
  private static func sample(lost: UInt64, placed: UInt64?) -> [UInt8] {
    var writer = CaptureWriter(.pcapng, resolution: 6)
    writer.control(status, data: [0, 0, 0, 0, 2, 0])
    writer.control(status, data: [0, 0, 0, 0, 9, 0])
    writer.appendStatistics([(5, lost)])
    writer.lostBefore = placed
    for _ in 0..<3_000 { writer.control(status, data: [0, 0, 0, 0, 9, 0]) }
    return writer.bytes
  }

  private static let samples: [String: [UInt8]] = [
    "whole": sample(lost: 0, placed: nil), "lossy": sample(lost: 3, placed: nil),
    "placed": sample(lost: 3, placed: 3),
    "cut": Array(sample(lost: 3, placed: nil).dropLast(30)),
    "damaged": sample(lost: 3, placed: nil) + [UInt8](repeating: 0xEE, count: 300_000),
  ]

  @Test(
    arguments: ["whole", "lossy", "placed", "cut", "damaged"], ["json", "text", "markdown", "html"])
  func `a file, standard input and pipes give one report`(name: String, format: String) throws {
    let scratch = try Scratch()
    let bytes = try #require(Self.samples[name])
    let file = try scratch.file("a.pcapng", bytes)
    let options = "--format \(format)"
    func report(_ line: String) throws -> String {
      let run = try Program.line("cd \(scratch.url.path); \(line)")
      #expect(
        run.status == (["lossy", "cut", "damaged"].contains(name) ? 0 : 1), "\(run.complaint)")
      return run.output.replacing("a.pcapng", with: "-").replacing("fifo", with: "-")
        .replacing(/\/dev\/fd\/[0-9]+/, with: "-")
    }
    let direct = try report("$dfutrace check a.pcapng \(options)")
    #expect(try report("$dfutrace check - \(options) < a.pcapng") == direct)
    #expect(try report("cat a.pcapng | $dfutrace check - \(options)") == direct)
    #expect(try report("$dfutrace check <(cat a.pcapng) \(options)") == direct)
    let fifo = "mkfifo fifo; dd if=a.pcapng of=fifo bs=100 status=none &"
    #expect(try report("\(fifo) timeout 60 $dfutrace check fifo \(options)") == direct)
    if format == "json" {
      let sum = try Program.line("sha256sum < \(file)").output.prefix(64)
      #expect(direct.contains(sum))
    }
  }

  @Test(arguments: ["gzip", "zstd", "xz", "bzip2", "lz4"])
  func `a compressed capture gives the report of the capture, but for its hash`(
    tool: String
  ) throws {
    let scratch = try Scratch()
    _ = try scratch.file("a.pcapng", Self.sample(lost: 3, placed: 3))
    let line = "cd \(scratch.url.path); \(tool) -c a.pcapng > packed; rm -f fifo; mkfifo fifo; "
    func report(_ command: String) throws -> String {
      let run = try Program.line(line + command)
      #expect(run.status == 1, "\(run.complaint)")
      return run.output.replacing(/^(a.pcapng|packed|fifo)/.anchorsMatchLineEndings(), with: "-")
    }
    let plain = try report("$dfutrace check a.pcapng")
    #expect(try report("$dfutrace check packed") == plain)
    #expect(try report("$dfutrace check - < packed") == plain)
    #expect(try report("dd if=packed bs=100 status=none | $dfutrace check -") == plain)
    #expect(try report("cat packed > fifo & timeout 60 $dfutrace check fifo") == plain)
    let hashed = try Program.line(line + "$dfutrace check packed --format json; sha256sum packed")
    let sum = try #require(hashed.output.split(separator: "\n").last?.prefix(64))
    #expect(hashed.output.contains("\"sha256\": \"\(sum)\""))
  }

  @Test func `no command opens a pipe twice`() throws {
    let scratch = try Scratch()
    _ = try scratch.file("a.pcapng", Self.sample(lost: 0, placed: nil))
    let commands = [
      "check", "show", "extract", "replay --model auto", "check --format json", "spec coverage",
    ]
    for command in commands {
      let run = try Program.line(
        "cd \(scratch.url.path); rm -f fifo; mkfifo fifo; cat a.pcapng > fifo & "
          + "timeout 60 $dfutrace \(command) fifo")
      #expect(run.status != 124 && !run.output.isEmpty, "\(command): \(run.complaint)")
    }
  }
}
