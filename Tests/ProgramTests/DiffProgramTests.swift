import Foundation
import TestSupport
import Testing
import USB

/// `dfutrace diff`, run as a user would.
@Suite struct DiffProgramTests {
  private let clean = "captures/will-detach/capture.pcap"
  private let one = "captures/xua-4.2.0-xhci-dfu-util/capture.pcap"
  private let other = "captures/xua-5.3.0-vhci-dfu-util/capture.pcap"

  @Test func `a capture beside itself ends with 0`() throws {
    let run = try Program.run("diff", clean, clean)
    #expect(run.status == 0)
    #expect(run.output.hasSuffix("Nothing differs.\n"))
    #expect(run.complaint.isEmpty)
  }

  @Test func `other firmware ends with 1, and the first difference comes first`() throws {
    let run = try Program.run("diff", one, other)
    #expect(run.status == 1)
    #expect(run.output.contains("bcdDevice      A: 0420h (4.20)   B: 0530h (5.30)"))
    #expect(run.output.contains("first difference: device, frame 99 in A, frame 114 in B"))
    #expect(run.output.contains("leaves the bus  A: no   B: yes"))
    #expect(run.output.contains("image 1 that was sent"))
    #expect(run.complaint.isEmpty)
  }

  @Test func `what is ignored is not told, and the report says so`() throws {
    let run = try Program.run("diff", one, other, "--ignore", "payload", "--ignore", "version")
    #expect(run.status == 1)
    #expect(run.output.contains("ignored: payload, version"))
    #expect(!run.output.contains("image 1"))
    #expect(!run.output.contains("bcdDevice"))
  }

  @Test func `where a recording is cut, no side is blamed`() throws {
    let cut = try Program.line("head -c 30000 \(one) | $dfutrace diff \(one) -; echo $?")
    #expect(cut.output.hasSuffix("\n1\n"))
    #expect(cut.output.contains("records are missing here, so that the recording may be the cause"))
    #expect(!cut.output.contains("The host did something else"))
  }

  @Test func `a file that is cut behind the last exchange is not told as equal`() throws {
    let size = try Data(contentsOf: Program.root.appending(path: one)).count
    let cut = try Program.line("head -c \(size - 7) \(one) | $dfutrace diff \(one) -; echo $?")
    let verdict = "Nothing differs in what was compared, and not everything was.\n1\n"
    #expect(cut.output.hasSuffix(verdict))
  }

  @Test func `JSON says the same`() throws {
    let run = try Program.run("diff", one, other, "--format", "json")
    #expect(run.status == 1)
    #expect(run.output.contains("\"schema\": \"dfutrace.diff/1\""))
    #expect(run.output.contains("\"frameA\": 99"))
    #expect(run.output == (try Program.run("diff", one, other, "--format", "json")).output)
  }

  @Test func `one of the captures can come through a pipe`() throws {
    let direct = try Program.run("diff", one, other)
    let first = try Program.line("$dfutrace diff - \(other) < \(one)")
    let second = try Program.line("cat \(other) | $dfutrace diff \(one) -")
    #expect(first.output == direct.output.replacing(one, with: "-"))
    #expect(second.output == direct.output.replacing(other, with: "-"))
    #expect(try Program.line("$dfutrace diff - - < \(one)").status == 64)
  }

  @Test func `a wrong command line ends with 64`() throws {
    #expect(try Program.run("diff", clean).status == 64)
    let ignored = try Program.run("diff", clean, clean, "--ignore", "everything")
    #expect(ignored.status == 64)
    #expect(ignored.complaint.contains("payload, serial, version, times"))
    let three = ["--address", "1.5", "--address", "1.6", "--address", "1.7"]
    #expect(try Program.run(["diff", clean, clean] + three).status == 64)
    #expect(try Program.run("diff", clean, clean, "--dialect", "nobody").status == 64)
  }

  @Test func `what cannot be compared has a status and a sentence`() throws {
    let scratch = try Scratch()
    let junk = try scratch.file("junk.pcap", Array("no capture at all".utf8))
    #expect(try Program.run("diff", clean, junk).status == 65)
    #expect(try Program.run("diff", "nowhere.pcap", clean).status == 66)
    let silent = try Program.run("diff", clean, "captures/qemu-one-sided/capture.pcap")
    #expect(silent.status == 66)
    #expect(silent.messages.first?.contains("take them with --address 0.1.") == true)
  }

  @Test func `addresses can be named for each capture`() throws {
    let one = "captures/qemu-one-sided/capture.pcap"
    #expect(try Program.run("diff", one, one, "--address", "0.1").status == 0)
    let two = try Program.run("diff", one, clean, "--address", "0.1", "--address", "1.7")
    #expect(two.status == 1)
    #expect(two.output.contains("1209:0d10 at 1.7"))
  }

  // MARK: - Reports

  /// A JSON report of captures.
  private func report(_ scratch: Scratch, _ name: String, _ captures: String...) throws -> String {
    let path = scratch.url.appending(path: name).path
    _ = try Program.run(["check", "--format", "json", "-o", path] + captures)
    return path
  }

  @Test func `two reports are compared by what they say`() throws {
    let scratch = try Scratch()
    let first = try report(scratch, "a.json", one)
    let again = try report(scratch, "b.json", one)
    let same = try Program.run("diff", first, again)
    #expect(same.status == 0)
    #expect(same.output.hasSuffix("Nothing differs: 1 capture.\n"))
    let folder = "captures/error-block-verify"
    let two = try report(scratch, "two.json", one, folder)
    let more = try Program.run("diff", first, two)
    #expect(more.status == 1)
    #expect(more.output.contains("error-block-verify/capture.pcapng is in B only"))
  }

  @Test func `a report with other verdicts, findings and updates differs in these`() throws {
    let scratch = try Scratch()
    let path = try report(scratch, "a.json", "captures/manifestation-intolerant-reset")
    let text = try String(contentsOf: URL(filePath: path), encoding: .utf8)
    let changed = text.replacing("dfu/host/H17.quiet", with: "dfu/host/H18")
      .replacing("\"bytes\": 600", with: "\"bytes\": 599")
    let other = try scratch.file("b.json", Array(changed.utf8))
    let run = try Program.run("diff", path, other, "-v")
    #expect(run.status == 1)
    #expect(run.output.contains("A: 600   B: 599"))
    #expect(run.output.contains("host violation, dfu/host/H17.quiet"))
    #expect(run.output.contains("host violation, dfu/host/H18"))
    let piped = try Program.line("$dfutrace diff \(path) - < \(other)")
    #expect(piped.status == 1)
    let json = try Program.run("diff", path, other, "--format", "json")
    #expect(json.output.contains("\"schema\": \"dfutrace.reports-diff/1\""))
  }

  @Test func `a report beside a capture, or a damaged one, ends with 65`() throws {
    let scratch = try Scratch()
    let path = try report(scratch, "a.json", clean)
    #expect(try Program.run("diff", path, clean).status == 65)
    #expect(try Program.run("diff", clean, path).status == 65)
    let foreign = try scratch.file("foreign.json", Array("{\"schema\": \"other/1\"}".utf8))
    let run = try Program.run("diff", path, foreign)
    #expect(run.status == 65)
    #expect(run.messages.first?.contains("other/1") == true)
    #expect(try Program.run("diff", path, path, "--ignore", "serial").status == 64)
    let filtered = scratch.url.appending(path: "filtered.json").path
    _ = try Program.run("check", clean, "--format", "json", "-o", filtered, "-Y", "dfu/A.2")
    #expect(try Program.run("diff", path, filtered).status == 65)
  }

  /// A device whose serial number is an escape sequence, half a character and a direction mark.
  private func capture(serial: [UInt16]) -> [UInt8] {
    var writer = CaptureWriter()
    writer.setAddress(5)
    writer.getDescriptor(
      type: 1, reply: [18, 1, 0, 2, 0, 0, 0, 64, 9, 0x12, 7, 0, 0, 1, 0, 0, 3, 1])
    writer.getDescriptor(
      type: 2,
      reply: [9, 2, 27, 0, 1, 1, 0, 0x80, 50, 9, 4, 0, 0, 0, 0xFE, 1, 2, 0]
        + [9, 0x21, 7, 0xE8, 3, 64, 0, 0x10, 1])
    let text = serial.flatMap { [UInt8(truncatingIfNeeded: $0), UInt8($0 >> 8)] }
    writer.getDescriptor(
      type: 3, index: 3, language: 0x0409, reply: [UInt8(2 + text.count), 3] + text, length: 255)
    writer.setConfiguration(1)
    writer.control(
      SetupPacket(requestType: .classInterfaceIn, request: 3, length: 6), data: [0, 0, 0, 0, 2, 0])
    return writer.bytes
  }

  @Test func `a hostile string of a device stays a string`() throws {
    let scratch = try Scratch()
    let plain = try scratch.file("plain.pcap", capture(serial: Array("A1".utf16)))
    let hostile: [UInt16] =
      [0x1B] + Array("[2J</script>\n".utf16) + [0x202E, 0xD800, 0x061C]
      + [UInt16](repeating: 0x41, count: 100)
    let file = try scratch.file("hos\ntile.pcap", capture(serial: hostile))
    let run = try Program.run("diff", plain, file, "-v")
    #expect(run.status == 1)
    #expect(run.output.contains("iSerialNumber"))
    for scalar in ["\u{1B}", "\u{202E}", "\u{61C}", "hos\n"] {
      #expect(!run.output.contains(scalar))
    }
    let json = try Program.run("diff", plain, file, "--format", "json")
    let object = try JSONSerialization.jsonObject(with: Data(json.output.utf8))
    #expect(object is [String: Any])
  }

  // MARK: - Recordings that are cut

  /// The first records of a capture, and with `isTorn` a part of the next one.
  private func cut(_ scratch: Scratch, _ count: Int, isTorn: Bool) throws -> String {
    let url = Program.root.appending(path: "captures/vhci-download-upload/capture.pcap")
    var bytes = try PcapExcerpt.frames(1...count, of: url)
    if isTorn {
      let longer = try PcapExcerpt.frames(1...(count + 1), of: url)
      bytes = Array(longer.prefix(bytes.count + 30))
    }
    return try scratch.file("cut-\(count)-\(isTorn).pcap", bytes)
  }

  @Test func `what a cut recording has not is told apart`() throws {
    let scratch = try Scratch()
    let whole = "captures/vhci-download-upload/capture.pcap"
    let torn = try cut(scratch, 200, isTorn: true)
    for pair in [[whole, torn], [torn, whole]] {
      let run = try Program.run(["diff"] + pair)
      #expect(run.status == 1)
      #expect(run.output.contains("\nNothing differs for certain; at 1 place records are missing"))
    }
    let early = try Program.run("diff", whole, try cut(scratch, 200, isTorn: false))
    #expect(early.output.contains("Nothing follows in B: its host stopped, or its recording ends"))
    #expect(early.output.hasSuffix("\nDifferent: the host at 1 place, the device at 0 places.\n"))
  }

  @Test func `an image that a cut recording breaks off is no other image for certain`() throws {
    let scratch = try Scratch()
    let long = try cut(scratch, 200, isTorn: true)
    let short = try cut(scratch, 165, isTorn: true)
    for pair in [[long, short], [short, long]] {
      let run = try Program.run(["diff"] + pair)
      #expect(run.output.contains("blocks: 9"))
      #expect(run.output.contains("\nNothing differs for certain; at 1 place"), "\(run.output)")
    }
    let ended = try Program.run("diff", long, try cut(scratch, 166, isTorn: false))
    #expect(ended.output.contains("\nDifferent: the host at 1 place"))
  }

  @Test func `reports of one capture each are compared whatever its name`() throws {
    let scratch = try Scratch()
    let whole = try report(scratch, "a.json", "captures/vhci-download-upload")
    let torn = try report(scratch, "b.json", try cut(scratch, 200, isTorn: true))
    let run = try Program.run("diff", whole, torn)
    #expect(run.status == 1)
    #expect(run.output.contains("A: complete   B: partial"))
    #expect(run.output.contains("A: completed   B: recordingEnded"))
  }
}
