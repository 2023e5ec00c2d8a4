import Foundation
import Testing

/// How it ended, as `check` tells it of shipped captures. The sizes are those that the captures'
/// `capture.yaml` and transcripts argue.
@Suite struct ImageProgramTests {
  private func lines(_ capture: String) throws -> [String] {
    let run = try Program.run("check", "captures/\(capture)")
    return run.output.split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }
      .filter { $0.hasPrefix("download ") || $0.hasPrefix("upload ") || $0.hasPrefix("commands ") }
  }

  @Test func `an update and its read-back are told of a clean capture`() throws {
    let lines = try lines("vhci-download-upload")
    #expect(lines.count == 2)
    #expect(lines[0].contains("12 blocks, 3000 bytes (at most 256 a block)"))
    #expect(lines[0].contains("completed with the zero-length DFU_DNLOAD, manifestation done"))
    #expect(lines[1].contains("12 blocks, 3000 bytes (at most 256 a block)"))
    #expect(lines[1].contains("completed with a short block"))
  }

  @Test func `a host that was stopped and one that finished are told apart`() throws {
    let lines = try lines("aborted-download")
    #expect(lines.count == 2)
    #expect(lines[0].contains("ended by the host with DFU_ABORT; last shown dfuIDLE, OK"))
    #expect(lines[1].contains("completed with the zero-length DFU_DNLOAD"))
  }

  @Test func `a recording without answers says what was sent, in every format`() throws {
    for format in ["text", "json", "markdown", "junit", "html"] {
      let run = try Program.run(
        "check", "captures/qemu-one-sided", "--address", "0.1", "--format", format)
      #expect(run.output.contains("8 blocks of 1000 bytes sent, their answers not recorded"))
    }
  }

  @Test func `a failed update says what it failed with`() throws {
    let lines = try lines("error-block-verify")
    #expect(lines[0].contains("refused by the device; last shown dfuERROR, errVERIFY (the "))
  }

  @Test func `an update that leaves the version is told`() throws {
    let lines = try lines("manifestation-intolerant-reset")
    #expect(lines.count == 1)
    #expect(lines[0].hasSuffix("bcdDevice 0100h before and after: not changed"))
  }

  @Test func `an update that changes the version is told`() throws {
    let lines = try lines("xua-4.2.0-xhci-dfu-util")
    #expect(lines[0].hasSuffix("bcdDevice 0420h before, 9901h after"))
  }

  @Test func `a read-back that the device refuses is told`() throws {
    let lines = try lines("stall-upload-not-supported")
    #expect(lines.count == 1)
    #expect(lines[0].hasSuffix("0 blocks, 0 bytes; refused by the device"))
  }
}
