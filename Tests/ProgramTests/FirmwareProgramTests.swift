import Foundation
import TestSupport
import Testing

/// `dfutrace firmware` on the shipped captures, and as a user runs it.
@Suite struct FirmwareProgramTests {
  /// A capture of the guest, and how many bytes its host sent or read: `seq 1000000 1999999`, as
  /// far as they go (Tests/Guest/run).
  struct Known: Sendable {
    var capture: String
    var transfer: Int
    var bytes = 2000
  }

  private static let counted = Array(
    (1_000_000..<1_000_300).map { "\($0)\n" }.joined().utf8.prefix(2_000))

  @Test(arguments: [
    Known(capture: "dfuse-download-leave", transfer: 1),
    Known(capture: "dfuse-download-leave", transfer: 2),
    Known(capture: "dfuse-firmware-corrupt", transfer: 1),
    Known(capture: "dfuse-protected", transfer: 2),
    Known(capture: "dfuse-protected", transfer: 3),
    Known(capture: "fwupd-verify-too-early", transfer: 1),
    Known(capture: "fwupd-verify-too-early", transfer: 2),
  ])
  func `the image of a scenario is what its host sent`(_ known: Known) throws {
    let scratch = try Scratch()
    let path = scratch.url.appending(path: "image").path
    let run = try Program.run(
      "firmware", capture(known.capture), "--transfer", "\(known.transfer)", "-o", path)
    #expect(run.status == 0)
    #expect(Array(try Data(contentsOf: URL(filePath: path))) == Self.counted)
  }

  @Test func `standard input is read once only`() throws {
    let run = try Program.run("firmware", "-", "--compare", "-")
    #expect(run.status == 64)
    #expect(run.complaint.contains("Standard input can be read once only."))
  }

  @Test(arguments: ["vhci-download-upload", "xhci-detach-reset-download-upload"])
  func `what was downloaded is what was read back`(_ name: String) throws {
    let scratch = try Scratch()
    let path = scratch.url.appending(path: "image").path
    #expect(try Program.run("firmware", capture(name), "-o", path).status == 0)
    let read = try Program.run("firmware", capture(name), "--upload", "--compare", path)
    #expect(read.status == 0)
    #expect(read.output.contains(", as it is: the same bytes"))
  }

  @Test(arguments: [
    ("manifestation-intolerant-reset", 600), ("will-detach", 600),
    ("xua-4.2.0-xhci-dfu-util", 4100), ("xua-5.3.0-vhci-dfu-util", 4100),
  ])
  func `the only download of a capture is complete`(_ name: String, _ size: Int) throws {
    let run = try Program.run("firmware", capture(name))
    #expect(run.status == 0)
    #expect(run.output.contains("\(size) bytes, complete\n"))
  }

  @Test(arguments: ["xua-4.2.0-xhci-xmosdfu", "xua-5.3.0-vhci-xmosdfu"])
  func `a read-back that is padded to whole pages is told by its length`(_ name: String) throws {
    let scratch = try Scratch()
    let path = scratch.url.appending(path: "image").path
    #expect(try Program.run("firmware", capture(name), "-o", path).status == 0)
    let read = try Program.run("firmware", capture(name), "--upload", "--compare", path)
    #expect(read.status == 1)
    #expect(read.output.contains("image 3072, file 3008"))
  }

  private func capture(_ name: String) -> String {
    let path = "captures/\(name)/capture.pcap"
    let exists = FileManager.default.fileExists(
      atPath: Program.root.appending(path: path).path)
    return exists ? path : path + "ng"
  }

  // MARK: - What is not complete

  @Test(arguments: [
    ("nkdfu-unfinished-download", "ended it with DFU_ABORT, without the zero-length DFU_DNLOAD"),
    ("error-block-verify", "the device refused it"),
    ("stall-upload-not-supported", "the device refused it"),
  ])
  func `an image that is not complete says why, and the status too`(
    _ name: String, _ reason: String
  ) throws {
    let run = try Program.run("firmware", capture(name))
    #expect(run.status == 1)
    #expect(run.output.contains(reason))
  }

  @Test func `an image that is not complete is written only if it is asked for`() throws {
    let scratch = try Scratch()
    let path = scratch.url.appending(path: "image").path
    let name = capture("nkdfu-unfinished-download")
    let refused = try Program.run("firmware", name, "-o", path)
    #expect(refused.status == 1)
    #expect(refused.complaint.contains("--partial"))
    #expect(!FileManager.default.fileExists(atPath: path))
    let written = try Program.run("firmware", name, "-o", path, "--partial")
    #expect(written.status == 1)
    #expect(written.output.contains("written to"))
    #expect(Array(try Data(contentsOf: URL(filePath: path))) == Self.counted)
  }

  // MARK: - The command line

  @Test func `several downloads need a choice, and are listed`() throws {
    let run = try Program.run("firmware", capture("aborted-download"), "-o", "/dev/null")
    #expect(run.status == 64)
    #expect(run.complaint.contains("session 1, transfer 2: download"))
    let chosen = try Program.line(
      "$dfutrace firmware \(capture("aborted-download")) --session 1 --transfer 2 -o - | wc -c")
    #expect(chosen.output == "600\n")
    #expect(chosen.complaint.contains("600 bytes, complete"))
  }

  private static let refused: [(arguments: [String], status: Int32)] = [
    (["captures/qemu-one-sided/capture.pcap"], 66),
    (["captures/will-detach/capture.pcap", "--upload"], 66),
    (["captures/will-detach/capture.pcap", "--transfer", "0"], 64),
    (["captures/will-detach/capture.pcap", "--partial"], 64),
    (["captures/will-detach/capture.yaml"], 65),
    (["captures/no-such"], 66),
    (["captures/will-detach/capture.pcap", "--compare", "no-such-file"], 66),
    (["captures/will-detach/capture.pcap", "-o", "captures/will-detach/capture.pcap"], 64),
  ]

  @Test(arguments: refused)
  func `what cannot be done has its status`(_ arguments: [String], _ status: Int32) throws {
    let run = try Program.run(["firmware"] + arguments)
    #expect(run.status == status)
    #expect(!run.complaint.isEmpty)
  }

  @Test func `JSON has the image and its SHA-256`() throws {
    let run = try Program.run(
      "firmware", capture("dfuse-download-leave"), "--upload", "--format", "json")
    let report = try #require(
      try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any])
    #expect(report["schema"] as? String == "dfutrace.firmware/1")
    let images = try #require(report["images"] as? [[String: Any]])
    let elements = try #require(images.first?["elements"] as? [[String: Any]])
    #expect(elements.first?["address"] as? Int == 0x0800_0000)
    #expect(
      elements.first?["sha256"] as? String
        == "3b1365b3eea400c6e15055b51e0f3743141e216be258d7a4b65dc4d8f7c0db55")
  }

  @Test func `the name of a DFU file may have large letters`() throws {
    let scratch = try Scratch()
    let path = scratch.url.appending(path: "IMAGE.DFU").path
    let run = try Program.run("firmware", capture("will-detach"), "-o", path)
    #expect(run.output.hasSuffix("written to \(path), as a DFU file with its suffix\n"))
  }

  // MARK: - Agreement with dfu-util's own tools

  private static let hasTools = ["dfu-suffix", "dfu-prefix"].allSatisfy {
    FileManager.default.isExecutableFile(atPath: "/usr/bin/" + $0)
  }

  @Test(.enabled(if: hasTools), arguments: ["dfuse-download-leave", "will-detach"])
  func `dfu-suffix accepts the suffix that is written`(_ name: String) throws {
    let scratch = try Scratch()
    let path = scratch.url.appending(path: "image.dfu").path
    let run = try Program.run("firmware", capture(name), "--transfer", "1", "-o", path)
    #expect(run.status == 0)
    let check = try Program.line("dfu-suffix -c '\(path)'")
    #expect(check.status == 0)
    #expect(check.output.contains(name == "will-detach" ? "0x0D11" : "0xDF11"))
    #expect(check.output.contains(name == "will-detach" ? "0x0100\nLength" : "0x011A\nLength"))
  }

  @Test(
    .enabled(if: hasTools),
    arguments: [
      ("-L", "NXP LPC, 16 bytes: 1 pages of 512 bytes follow"),
      ("-s 0x6000", "TI Stellaris, 8 bytes: address 00006000h, 100 bytes follow"),
    ])
  func `what dfu-prefix and dfu-suffix have added is known when it was sent`(
    _ option: String, _ words: String
  ) throws {
    let scratch = try Scratch()
    let path = try scratch.file("file", [UInt8](repeating: 0x41, count: 100))
    #expect(try Program.line("dfu-prefix \(option) -a '\(path)'").status == 0)
    #expect(try Program.line("dfu-suffix -v 1209 -p 7 -d 0100 -a '\(path)'").status == 0)
    var talk = FirmwareWriter(transferSize: 256)
    talk.down(0, Array(try Data(contentsOf: URL(filePath: path))))
    talk.end(1)
    let run = try Program.run("firmware", scratch.file("a.pcapng", talk.writer.bytes))
    #expect(run.output.contains("prefix     " + words))
    #expect(run.output.contains("idProduct 0007h, idVendor 1209h, bcdDFU 0100h"))
    #expect(run.output.contains("h: right\n"))
  }
}
