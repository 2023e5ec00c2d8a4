import Foundation
import FoundationXML
import TestSupport
import Testing
import USB

@Suite struct ProgramTests {
  private let clean = "captures/vhci-download-upload"
  private let wrong = "captures/manifestation-intolerant-reset"

  @Test func `a clean capture ends with 0`() throws {
    let run = try Program.run("check", clean)
    #expect(run.status == 0)
    #expect(run.complaint.isEmpty)
    #expect(run.output.contains("device pass, host pass; 0 findings"))
  }

  @Test func `a clean capture whose records were cut is never blamed`() throws {
    let scratch = try Scratch()
    for length in [64, 66, 69] {
      let cut = "'\(scratch.url.path)/cut.pcap'"
      let run = try Program.line(
        "editcap -s \(length) \(clean)/capture.pcap \(cut) && "
          + "$dfutrace check --address 1.2 \(cut)")
      #expect(run.status == 0, "\(length)")
      #expect(run.output.contains("partial"))
      #expect(run.output.contains("the recorder kept only the beginning of"))
    }
  }

  @Test func `a violation ends with 1, and names frame, rule and clause`() throws {
    let run = try Program.run("check", wrong)
    #expect(run.status == 1)
    #expect(run.output.contains("frame 147"))
    #expect(run.output.contains("dfu/host/H17.quiet"))
    #expect(run.output.contains("DFU 1.1, 7, p. 26"))
  }

  /// Without options the command line goes another way. `--format text` asks for the same.
  @Test(arguments: [
    "captures/vhci-download-upload", "no/such/file.pcap", "captures/qemu-one-sided",
  ])
  func `check tells the same without options and with one that changes nothing`(
    _ name: String
  ) throws {
    for names in [[name], [name, wrong]] {
      let plain = try Program.run(["check"] + names)
      let parsed = try Program.run(["check"] + names + ["--format", "text"])
      #expect(plain.status == parsed.status)
      #expect(plain.output == parsed.output)
      #expect(plain.messages == parsed.messages)
    }
  }

  @Test func `an option that is wrong is told beside the usage of its command`() throws {
    for command in ["check", "replay", "show"] {
      let run = try Program.run(command, "--no-such-option")
      #expect(run.status == 64)
      #expect(run.complaint.contains("Usage: dfutrace \(command) "))
    }
    #expect(try Program.run("check", "--help").output.contains("USAGE: dfutrace check "))
  }

  @Test func `a filter hides and never changes the status`() throws {
    let run = try Program.run("check", wrong, "-Y", "dfu/A.2")
    #expect(run.status == 1)
    #expect(!run.output.contains("H17.quiet"))
    #expect(run.output.contains("dfuMANIFEST-WAIT-RESET.GETSTATUS"))
  }

  @Test func `an explicit profile decides the status, a suggestion does not`() throws {
    // From the first GETSTATUS on: no descriptor names the dialect, only its commands do.
    let frames = try PcapExcerpt.frames(
      75...111, of: Program.root.appending(path: "captures/dfuse-firmware-corrupt/capture.pcap"))
    let scratch = try Scratch()
    let excerpt = try scratch.file("commands.pcap", frames)
    let base = try Program.run("check", excerpt)
    #expect(base.status == 1)
    #expect(base.output.contains("--profile dfuse"))
    let declared = try Program.run("check", excerpt, "--profile", "dfuse")
    #expect(declared.output.contains("host       DFU 1.1: violation; dfuse: declared"))
  }

  @Test func `input that cannot be judged has a status and a sentence`() throws {
    let scratch = try Scratch()
    let empty = try scratch.file("empty.pcap", [])
    let zipped = try scratch.file("a.pcap.gz", [0x1F, 0x8B, 8, 0])
    let other = try scratch.file("text.pcap", Array("nothing of the kind".utf8))
    #expect(try Program.run("check", empty).status == 65)
    let compressed = try Program.run("check", zipped)
    #expect(compressed.status == 65)
    #expect(compressed.complaint.contains("the gzip data ends in the middle"))
    #expect(try Program.run("check", other).status == 65)
    #expect(try Program.run("check", "no/such/file.pcap").status == 66)
    #expect(try Program.run("check", scratch.url.path + "/nothing").status == 66)
  }

  @Test func `coverage is of all captures together, and fails where one cannot be judged`() throws {
    let one = try Program.run("spec", "coverage", clean)
    #expect(one.status == 0)
    #expect(one.output.contains("| dfuIDLE | - /2 |"))
    let both = try Program.run("spec", "coverage", clean, "captures/error-block-verify")
    #expect(both.output.contains("| dfuERROR | - /2 | - /2 | - /2 | 1/2 | 1/2 |"))
    #expect(try Program.run("spec", "coverage", clean, "no/such/file.pcap").status == 66)
  }

  @Test func `coverage takes the captures and the vectors of a folder`() throws {
    let folder = "specs/vectors"
    let files = ["dfu-1.1", "dfuse", "host-tools", "xmos-lib_dfu-2", "xmos-lib_xua-4"]
    let all = files + ["xmos-lib_xua-5", "xmos-sc_usb_audio-6", "xmos-tinyusb"]
    let model = ["--model", "dfu-1.1"]
    let whole = try Program.run(["spec", "coverage", folder] + model)
    #expect(whole.status == 0)
    let named = try Program.run(["spec", "coverage"] + all.map { "\(folder)/\($0).json" } + model)
    #expect(whole.output == named.output)
    #expect(try Program.run("spec", "coverage", "Tests/CheckerTests").status == 66)
  }

  @Test func `a folder without captures is no input`() throws {
    let scratch = try Scratch()
    #expect(try Program.run("check", scratch.url.path).status == 66)
  }

  @Test func `no DFU traffic ends with 66, or with 0 when that is allowed`() throws {
    let run = try Program.run("check", "captures/qemu-one-sided")
    #expect(run.status == 66)
    #expect(run.complaint.contains("--address 0.1"))
    #expect(try Program.run("check", "captures/qemu-one-sided", "--allow-empty").status == 0)
  }

  @Test func `what a capture cannot tell is inconclusive, and counts with --strict`() throws {
    let plain = try Program.run("check", "captures/qemu-one-sided", "--address", "0.1")
    #expect(plain.status == 0)
    #expect(plain.output.contains("inconclusive"))
    #expect(!plain.output.contains("violation"))
    let strict = try Program.run(
      "check", "captures/qemu-one-sided", "--address", "0.1", "--strict")
    #expect(strict.status == 2)
  }

  @Test func `wrong arguments end with 64`() throws {
    #expect(try Program.run("check", clean, "--profile", "nobody").status == 64)
    #expect(try Program.run("check", clean, "--no-such-option").status == 64)
    for command in [["check", clean], ["diff", clean, clean]] {
      let run = try Program.run(command + ["--address", "1"])
      #expect(run.status == 64)
      #expect(run.complaint.contains("--address takes BUS.ADDR, such as 1.5"))
    }
    #expect(try Program.run("check", clean, "--tolerance", "-1").status == 64)
    #expect(try Program.run("check", clean, "--tolerance", "1e30").status == 64)
    #expect(try Program.run("spec", "explain", "dfu/B.9").status == 64)
  }

  @Test(arguments: [["check"], ["show"], ["extract"], ["replay", "--model", "dfu-1.1"]])
  func `a dialect can be named wherever captures are read`(command: [String]) throws {
    let file = clean + "/capture.pcap"
    #expect(try Program.run(command + [file, "--dialect", "usbmon"]).status == 0)
    let wrong = try Program.run(command + [file, "--dialect", "usbpcap"])
    #expect(wrong.status == 64)
    #expect(wrong.complaint.contains("it takes usbmon, qemu, sigrok, converted."))
    #expect(try Program.run(command + [file, "--dialect", "windows"]).status == 64)
  }

  @Test func `a watched bus has no dialect to choose`() throws {
    let run = try Program.run("check", "--live", "usbmon1", "--dialect", "usbmon")
    #expect(run.status == 64)
    #expect(run.complaint.contains("--dialect is for captures"))
  }

  @Test func `a complaint names its file once, and no file where none is meant`() throws {
    let scratch = try Scratch()
    let zipped = try scratch.file("a.pcap.gz", [0x1F, 0x8B, 8, 0])
    #expect(
      try Program.run("check", zipped).complaint.hasPrefix(
        "dfutrace: \(zipped): is compressed with gzip, and "))
    #expect(
      try Program.run("replay", scratch.url.path, "--model", "xmos").complaint.hasPrefix(
        "dfutrace: \(scratch.url.path): is a folder; "))
    #expect(
      try Program.run("check", clean, "--specs", "no/such/folder").complaint.hasPrefix(
        "dfutrace: no/such/folder: cannot be read: "))
    #expect(
      try Program.run("check", clean, "--profile", "nobody").complaint.hasPrefix(
        "dfutrace: there is no profile 'nobody'; known: dfuse, "))
    let nameless = try Program.run("check", "")
    #expect(nameless.status == 66)
    #expect(nameless.complaint == "dfutrace: An empty name names no file.\n")
  }

  @Test func `a tolerance below 0 is told its range`() throws {
    let run = try Program.run("check", clean, "--tolerance", "-5")
    #expect(run.status == 64)
    #expect(run.complaint.contains("milliseconds from 0 to 60000; got -5.0."))
  }

  @Test func `a filter that no rule is below is a usage error, and told what is near`() throws {
    let wrongPath = try Program.run("check", clean, "-Y", "dfu/hosts")
    #expect(wrongPath.status == 64)
    #expect(wrongPath.complaint.hasPrefix("dfutrace: there is no rule below dfu/hosts; near it: "))
    #expect(wrongPath.complaint.contains(" dfu/host,"))
    #expect(
      try Program.run("check", clean, "-Y", "H09").complaint.hasSuffix("near it: dfu/host/H09\n"))
    #expect(
      try Program.run("run", "none.json", "--model", "dfu-1.1", "-Y", "dfu/no").status == 64)
    for known in ["dfu/host", "dfu/host/", "dfu/A.2", "xmos/X14", "dfuse", ""] {
      #expect(try Program.run("check", clean, "-Y", known).status == 0, "\(known)")
    }
  }

  @Test func `a deviation is explained by every overlay that declares it`() throws {
    for name in ["X14", "xmos/X14"] {
      let run = try Program.run("spec", "explain", name)
      #expect(run.status == 0)
      #expect(run.output.contains("xmos/lib_xua-5"))
      #expect(run.output.contains("\nxmos/X14\n  declared "))
      let one = try Program.run("spec", "explain", name, "--profile", "xmos/lib_xua-5")
      #expect(run.output.contains(one.output))
    }
    #expect(try Program.run("spec", "explain", "X99").status == 64)
  }

  @Test func `a broken table ends with 65 and names the line`() throws {
    let scratch = try Scratch()
    _ = try scratch.file("table.yaml", Array("schema: dfutrace.table/1\ntable: t\n".utf8))
    let run = try Program.run("check", clean, "--specs", scratch.url.path)
    #expect(run.status == 65)
    #expect(run.complaint.contains("table.yaml"))
  }

  @Test func `edited tables are read from their folder`() throws {
    let run = try Program.run("check", wrong, "--specs", "specs")
    #expect(run.status == 1)
    #expect(run.output == (try Program.run("check", wrong)).output)
  }

  @Test func `standard input is a capture`() throws {
    let data = try Data(
      contentsOf: Program.root.appending(path: clean + "/capture.pcap"))
    let run = try Program.run("check", "-", input: data)
    #expect(run.status == 0)
    #expect(run.output.contains("53 judged"))
  }

  @Test func `a reader that goes away is no error`() throws {
    let run = try Program.line("$dfutrace check captures | head -1; echo ${PIPESTATUS[0]} >&2")
    #expect(run.output.split(separator: "\n").count == 1)
    #expect(!run.complaint.contains("rror"))
    #expect(run.complaint.hasSuffix("1\n"))
  }

  @Test func `several captures have a summary, and a bad one stops nothing`() throws {
    let run = try Program.run("check", "no-such.pcap", clean, wrong)
    #expect(run.status == 1)
    #expect(run.complaint.contains("no-such.pcap"))
    #expect(run.output.contains("2 captures, 2 sessions"))
    let quoted = try Program.run("check", "captures/*download-upload/*.pcap")
    #expect(quoted.status == 0)
    #expect(quoted.output.contains("2 captures"))
  }

  @Test func `JSON is the same twice and holds the names that others rely on`() throws {
    let first = try Program.run("check", wrong, "--format", "json")
    let second = try Program.run("check", wrong, "--format", "json")
    #expect(first.output == second.output)
    let report = try #require(
      JSONSerialization.jsonObject(with: Data(first.output.utf8)) as? [String: Any])
    #expect(report["schema"] as? String == "dfutrace.report/1")
    let capture = try #require((report["captures"] as? [[String: Any]])?.first)
    #expect((capture["sha256"] as? String)?.count == 64)
    #expect(capture["integrity"] as? String == "complete")
    let session = try #require((capture["sessions"] as? [[String: Any]])?.first)
    let findings = try #require(session["findings"] as? [[String: Any]])
    let finding = try #require(findings.first { $0["rule"] as? String == "dfu/host/H17.quiet" })
    #expect(finding["frame"] as? Int == 147)
    #expect(finding["completionFrame"] as? Int == 148)
    #expect(finding["actor"] as? String == "host")
  }

  @Test func `JUnit is well-formed and fails where the host does`() throws {
    let run = try Program.run("check", wrong, "--format", "junit")
    #expect(XMLParser(data: Data(run.output.utf8)).parse())
    #expect(run.output.contains("<failure"))
  }

  @Test func `a report is written whole, or not at all`() throws {
    let scratch = try Scratch()
    let path = scratch.url.path + "/report.md"
    let run = try Program.run("check", clean, "--format", "markdown", "-o", path)
    #expect(run.status == 0)
    #expect(run.output.isEmpty)
    #expect(try String(contentsOfFile: path, encoding: .utf8).hasPrefix("# "))
    let nowhere = try Program.run("check", clean, "-o", scratch.url.path + "/no/such/report")
    #expect(nowhere.status == 74)
  }

  @Test func `the program runs from any folder`() throws {
    let scratch = try Scratch()
    let capture = Program.root.appending(path: wrong + "/capture.pcapng").path
    #expect(try Program.run("check", capture, folder: scratch.url).status == 1)
    #expect(try Program.run("spec", "lint", folder: scratch.url).status == 0)
  }

  @Test func `a capture that is cut says so and is judged up to there`() throws {
    let scratch = try Scratch()
    let whole = try Data(
      contentsOf: Program.root.appending(path: clean + "/capture.pcap"))
    let cut = try scratch.file("cut.pcap", Array(whole.prefix(whole.count - 5_000)))
    let run = try Program.run("check", cut)
    #expect(run.status == 0)
    #expect(run.output.contains("partial"))
    #expect(!run.output.contains("violation"))
    #expect(try Program.run("check", cut, "--strict").status == 2)
  }

  @Test func `show prints a line per transfer and folds polls`() throws {
    let run = try Program.run("show", clean + "/capture.pcap")
    #expect(run.status == 0)
    #expect(run.output.contains("DFU_DNLOAD, wBlockNum 0, wLength 256"))
    let all = try Program.run("show", clean + "/capture.pcap", "--all")
    #expect(all.output.split(separator: "\n").count >= run.output.split(separator: "\n").count)
  }

  /// A device in dfuIDLE that accepts DFU_CLRSTATUS, so often; then a host that detaches it.
  private func manyFindings(_ count: Int, in scratch: Scratch) throws -> String {
    var writer = CaptureWriter()
    let status = SetupPacket(requestType: .classInterfaceIn, request: 3, length: 6)
    let clear = SetupPacket(requestType: .classInterfaceOut, request: 4)
    writer.control(status, data: [0, 0, 0, 0, 2, 0])
    for _ in 0..<count {
      writer.control(clear)
      writer.control(status, data: [0, 0, 0, 0, 2, 0])
    }
    writer.control(SetupPacket(requestType: .classInterfaceOut, request: 0))
    return try scratch.file("many.pcap", writer.bytes)
  }

  @Test func `ten thousand findings are folded, and none is lost`() throws {
    let scratch = try Scratch()
    let path = try manyFindings(4_999, in: scratch)
    let text = try Program.run("check", path)
    #expect(text.status == 1)
    #expect(text.output.contains("10000 findings: 10000 violation"))
    #expect(!text.output.contains("not listed"))
    let json = try Program.run("check", path, "--format", "json")
    #expect(json.output.components(separatedBy: #""rule": "dfu/host/H14.outside""#).count == 5_001)
  }

  @Test func `what is more is counted by rule, and a kind that comes late is listed`() throws {
    let scratch = try Scratch()
    let path = try manyFindings(20_000, in: scratch)
    let text = try Program.run("check", path)
    #expect(text.output.contains("40002 findings: 40002 violation"))
    #expect(text.output.contains("not listed 15000 more: host violation, dfu/host/H14.outside\n"))
    #expect(text.output.contains("host violation, dfu/host/H20\n"))
    let json = try Program.run("check", path, "--format", "json")
    let report = try #require(
      JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [String: Any])
    let capture = try #require((report["captures"] as? [[String: Any]])?.first)
    let session = try #require((capture["sessions"] as? [[String: Any]])?.first)
    let unlisted = try #require(session["unlisted"] as? [[String: Any]])
    #expect(unlisted.map { $0["count"] as? Int } == [15_000, 15_000])
    #expect((session["findings"] as? [Any])?.count == 10_002)
    let filtered = try Program.run("check", path, "-Y", "dfu/host")
    #expect(filtered.output.contains("are shown: 20001 of 40002 findings"))
    let junit = try Program.run("check", path, "--format", "junit")
    #expect(junit.output.contains("15000 more: device violation"))
  }

  @Test func `version and help are there`() throws {
    #expect(try Program.run("--version").output == "0.1.0\n")
    #expect(try Program.run("help", "check").output.contains("Exit status"))
  }
}
