import Foundation
import Testing

/// The commands that read or write vectors.
@Suite struct VectorCommandTests {
  private static let detach = #"{"op":"request","bmRequestType":33,"bRequest":0,"wIndex":"dfu"}"#
  private static let abort = #"{"op":"request","bmRequestType":33,"bRequest":6,"wIndex":"dfu"}"#

  private static func document(_ steps: String...) -> Data {
    Data(
      (#"{"schema":"dfutrace.vectors/1","vectors":[{"id":"mine","steps":["#
        + steps.joined(separator: ",") + "]}]}").utf8)
  }

  private func run(_ arguments: String..., input: Data) throws -> Program {
    let words = arguments.map { "'\($0)'" }.joined(separator: " ")
    let scratch = try Scratch()
    let file = scratch.url.appending(path: "v.json")
    try input.write(to: file)
    return try Program.line("cd '\(scratch.url.path)'; $dfutrace run v.json \(words)")
  }

  @Test(arguments: ["captures/will-detach/capture.pcap", "README.md"])
  func `a file of another kind is no file of vectors, and the way out is told`(
    _ file: String
  ) throws {
    let run = try Program.run("run", file, "--model", "dfu-1.1")
    #expect(run.status == 65)
    #expect(
      run.complaint
        == "dfutrace: \(file): is no file of vectors; dfutrace extract makes one of a capture.\n")
  }

  @Test func `a device that does as it should is a pass, and the vector is named`() throws {
    let result = try run("--model", "dfu-1.1", input: Self.document(Self.abort))
    #expect(result.status == 0)
    #expect(result.output.contains("session: vector mine, "))
    #expect(result.output.contains("device     DFU 1.1: pass"))
    #expect(result.output.contains("host violation; xmos: violation (on purpose), dfu/host/"))
    #expect(result.output.contains("v.json: device pass (with profile: pass); 0 findings; 1 of"))
    #expect(result.output.contains("vectors on dfu-1.1"))
  }

  @Test func `the shipped vectors blame a device by the book for nothing`() throws {
    let run = try Program.run(
      "run", "specs/vectors/dfu-1.1.json", "--model", "dfu-1.1", "--format", "junit")
    #expect(run.status == 0)
    #expect(run.output.contains("failures=\"0\""))
    #expect(run.output.contains("on purpose: "))
  }

  @Test func `a device that breaks the specification is blamed, whatever the vector does`() throws {
    let run = try Program.run(
      "run", "specs/vectors/xmos-lib_xua-5.json", "--model", "xmos/lib_xua-5")
    #expect(run.status == 1)
  }

  @Test(arguments: ["json", "markdown", "junit"])
  func `the report is printed in every form`(_ format: String) throws {
    let result = try run(
      "--model", "xmos", "--format", format, input: Self.document(Self.detach))
    #expect(result.status == 0)
    #expect(result.output.contains("mine"))
  }

  @Test func `a profile and parameters are taken`() throws {
    let input = Self.document(Self.detach, #"{"op":"enumerate"}"#, Self.detach)
    let plain = try run("--model", "xmos/lib_xua-5", input: input)
    #expect(plain.status == 1)
    let declared = try run(
      "--model", "xmos/lib_xua-5", "--profile", "xmos/lib_xua-5", "--config", "max_upgrade=65536",
      input: input)
    #expect(declared.status == 0)
  }

  @Test func `a file that is no file of vectors ends with 65, one that is missing with 66`() throws
  {
    #expect(try run("--model", "xmos", input: Data("{".utf8)).status == 65)
    #expect(try Program.run("run", "no-such-file", "--model", "xmos").status == 66)
    #expect(try run("--model", "xmos", "--config", "x", input: Data("{".utf8)).status == 64)
  }

  @Test func `extract writes vectors that run takes`() throws {
    let name = "xhci-detach-reset-download-upload"
    let run = try Program.line(
      "$dfutrace extract captures/\(name) | $dfutrace run - --model dfu-1.1 --config xfer_size=128")
    #expect(run.status == 0)
    #expect(run.output.contains("vector \(name), "))
    #expect(try Program.run("extract", "no-such-file").status == 66)
  }

  @Test func `a folder is no file of vectors`() throws {
    let run = try Program.run("run", "specs/vectors", "--model", "xmos")
    #expect(run.status == 64)
    #expect(run.complaint.contains("specs/vectors: The file of vectors is a folder"))
  }

  @Test func `extract tells what it leaves out`() throws {
    let scratch = try Scratch()
    let capture = "captures/vhci-download-upload/capture.pcap"
    let run = try Program.line(
      "cp \(capture) '\(scratch.url.path)'; "
        + "$dfutrace extract \(capture) '\(scratch.url.path)' -o /dev/null")
    #expect(run.status == 0)
    #expect(run.output.isEmpty)
    #expect(run.complaint.contains("puts nothing new to the test"))
  }

  @Test func `coverage counts what vectors put to the test on models`() throws {
    let one = try Program.run(
      "spec", "coverage", "specs/vectors/host-tools.json", "--model", "dfu-1.1")
    let all = try Program.run("spec", "coverage", "specs/vectors/host-tools.json")
    #expect(one.status == 0 && all.status == 0)
    #expect(one.output.contains("\nrows: ") && one.output.contains("outcomes of rows: "))
    #expect(one.output != all.output)
    #expect(
      try Program.run("spec", "coverage", "specs/vectors/host-tools.json", "--model", "x").status
        == 64)
  }
}
