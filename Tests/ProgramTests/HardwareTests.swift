import Foundation
import Testing

/// Hardware commands on a machine that has none, and what they say there.
@Suite struct HardwareTests {
  private let vectors = #"{"id":1,"steps":[]}"#

  private func vectorFile(_ scratch: Scratch) throws -> String {
    try scratch.file("v.jsonl", Array(vectors.utf8))
  }

  @Test func `a device that is not there ends with 69, and nothing is written`() throws {
    let scratch = try Scratch()
    let file = try vectorFile(scratch)
    let run = try Program.run("run", file, "-d", "fffe:fffe", folder: scratch.url)
    #expect(run.status == 69)
    #expect(run.complaint.contains("No such device with a DFU interface is there."))
    #expect(run.output.isEmpty)
    let record = try Program.run("record", "-d", "fffe:fffe", "-w", "a.pcapng", folder: scratch.url)
    #expect(record.status == 69)
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: scratch.url.path) == ["v.jsonl"])
  }

  @Test(.enabled(if: !WatchingTests.hasUsbmon, "this machine has usbmon"))
  func `a bus is not recorded without usbmon`() throws {
    let scratch = try Scratch()
    let run = try Program.run("record", "--bus", "1", "-w", "a.pcapng", folder: scratch.url)
    #expect(run.status == 69)
    #expect(run.complaint.contains("sudo modprobe usbmon"))
    #expect(!FileManager.default.fileExists(atPath: scratch.url.path + "/a.pcapng"))
  }

  @Test(.enabled(if: !WatchingTests.hasUsbmon, "this machine has usbmon"))
  func `doctor names what is missing and how to get it`() throws {
    let run = try Program.run("doctor")
    #expect(run.status == 69)
    #expect(run.output.contains("not ok usbmon"))
    #expect(run.output.contains("to do       sudo modprobe usbmon"))
    #expect(run.output.contains("libusb"))
  }

  @Test func `what the program tells to copy is shipped`() throws {
    for file in ["60-dfutrace.rules", "dfutrace.conf", "README.md"] {
      let path = Program.root.appending(path: "packaging/\(file)").path
      #expect(FileManager.default.fileExists(atPath: path))
    }
  }

  @Test(arguments: [
    ["run", "v.jsonl"], ["run", "v.jsonl", "-d", "20b1"], ["run", "v.jsonl", "-p", "x"],
    ["run", "v.jsonl", "--model", "dfu-1.1", "--allow-writes"],
    ["run", "v.jsonl", "-d", "1:2", "--record", "a", "--no-record"],
    ["run", "v.jsonl", "-d", "1:2", "--model", "nobody"],
    ["run", "v.jsonl", "-d", "1:2", "--config", "attrs=7"],
    ["run", "v.jsonl", "-d", "1:2", "--model", "dfu-1.1", "--trace"],
    ["record", "-w", "a.pcapng"], ["record", "-d", "1:2"],
    ["record", "-d", "1:2", "--bus", "0", "-w", "a.pcapng"],
    ["record", "--bus", "1", "-w", "a.pcapng", "--ring", "4000"],
  ])
  func `a wrong command line ends with 64`(arguments: [String]) throws {
    let scratch = try Scratch()
    _ = try vectorFile(scratch)
    let line = "$dfutrace " + arguments.joined(separator: " ")
    #expect(try Program.line(line, folder: scratch.url).status == 64)
  }

  @Test(arguments: [
    "--save a -o a", "--save a --format json=./a", "--record a --format junit=a",
    "--save a --record ./a",
  ])
  func `what was on the device, the recording and the reports are files of their own`(
    _ outputs: String
  ) throws {
    let scratch = try Scratch()
    _ = try vectorFile(scratch)
    let run = try Program.line("$dfutrace run v.jsonl -d 1:2 \(outputs)", folder: scratch.url)
    #expect(run.status == 64)
    #expect(run.complaint.contains("name the same file; each needs its own"))
  }

  @Test func `vectors that cannot be read end with 65, and none with 66`() throws {
    let scratch = try Scratch()
    let wrong = try scratch.file("wrong.jsonl", Array("{}\n".utf8))
    #expect(try Program.run("run", wrong, "-d", "fffe:fffe").status == 65)
    #expect(try Program.run("run", "no-such-file", "-d", "fffe:fffe").status == 66)
  }
}
