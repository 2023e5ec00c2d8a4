import Foundation
import Testing

/// `--waivers` and `--baseline`, as a build calls them.
@Suite struct GateProgramTests {
  /// It holds two violations of its host: H17.quiet and H20.
  private let broken = "captures/manifestation-intolerant-reset"
  private let clean = "captures/vhci-download-upload"

  private func waivers(_ rules: String..., expires: String = "never") -> [UInt8] {
    let text = rules.map {
      "  - rule: \($0)\n    reason: the lab's old dfu-util\n    expires: \(expires)\n"
    }
    return Array(("schema: dfutrace.waivers/1\nwaivers:\n" + text.joined()).utf8)
  }

  @Test func `waivers decide the status, and their last day counts`() throws {
    let scratch = try Scratch()
    let both = try scratch.file("both.yaml", waivers("dfu/host/H17", "dfu/host/H20"))
    let run = try Program.run("check", broken, "--waivers", both)
    #expect(run.status == 0)
    #expect(run.output.contains("host violation (waived), dfu/host/H20"))
    #expect(run.output.contains("waived     the lab's old dfu-util (\(both):6)"))
    let one = try scratch.file("one.yaml", waivers("dfu/host/H17"))
    #expect(try Program.run("check", broken, "--waivers", one).status == 1)
    let old = try scratch.file(
      "old.yaml", waivers("dfu/host/H17", "dfu/host/H20", expires: "2027-03-31"))
    let last = try Program.run("check", broken, "--waivers", old, "--today", "2027-03-31")
    #expect(last.status == 0)
    let after = try Program.run("check", broken, "--waivers", old, "--today", "2027-04-01")
    #expect(after.status == 1)
    #expect(after.output.contains("expired after 2027-03-31 and waives nothing"))
  }

  @Test func `a waiver that is not needed any more is told, and counts with strict`() throws {
    let scratch = try Scratch()
    let file = try scratch.file("w.yaml", waivers("dfu/host/H08"))
    let run = try Program.run("check", clean, "--waivers", file)
    #expect(run.status == 0)
    #expect(run.output.contains("(unexpected pass)"))
    #expect(try Program.run("check", clean, "--waivers", file, "--strict").status == 2)
  }

  @Test func `the table of captures and the comments of a copy tell what is waived`() throws {
    let scratch = try Scratch()
    let file = try scratch.file("w.yaml", waivers("dfu/host/H17"))
    let table = try Program.run("check", broken, clean, "--waivers", file)
    #expect(table.status == 1)
    #expect(table.output.contains("\ngate: 1 finding waived, 1 not accepted\n"))
    let capture = "\(Program.root.path)/\(broken)/capture.pcapng"
    let copy = try Program.line(
      "$dfutrace check '\(capture)' --waivers '\(file)' --annotate a.pcapng > said; cat a.pcapng",
      folder: scratch.url)
    #expect(copy.output.contains("dfutrace violation (waived), host, dfu/host/H17.quiet, "))
    #expect(copy.output.contains("(waived: the lab's old dfu-util (\(file):3))"))
    #expect(copy.output.contains("dfutrace violation, host, dfu/host/H20, "))
    #expect(copy.output.contains("dfutrace gate: 1 finding waived, 1 not accepted"))
  }

  @Test func `a file of waivers that is wrong is 65 with its line`() throws {
    let scratch = try Scratch()
    let file = try scratch.file("w.yaml", waivers("dfu/host/H0999"))
    for command in [["check", clean], ["run", "specs/vectors/dfuse.json", "--model", "dfuse"]] {
      let run = try Program.run(command + ["--waivers", file])
      #expect(run.status == 65)
      #expect(run.complaint.contains("w.yaml:3: The waiver is malformed"))
      #expect(run.complaint.contains("near it: dfu/host/H09"))
      #expect(run.output.isEmpty)
    }
    let deep = "schema: dfutrace.waivers/1\nwaivers: " + String(repeating: "[", count: 100_000)
    let nested = try scratch.file("deep.yaml", Array(deep.utf8))
    let refused = try Program.run("check", clean, "--waivers", nested)
    #expect(refused.status == 65 && refused.complaint.contains("deep.yaml:2: "))
    #expect(try Program.run("check", clean, "--waivers", "none.yaml").status == 66)
    #expect(try Program.run("check", clean, "--today", "2027-01-01").status == 64)
    let noDay = try Program.run("check", clean, "--waivers", file, "--today", "tomorrow")
    #expect(noDay.status == 64)
  }

  @Test func `a baseline lets known findings pass, from another folder too`() throws {
    let scratch = try Scratch()
    let report = scratch.url.appending(path: "old.json").path
    #expect(try Program.run("check", broken, clean, "--format", "json", "-o", report).status == 1)
    let run = try Program.run("check", broken, "--baseline", report)
    #expect(run.status == 0)
    #expect(run.output.contains("host violation (known), dfu/host/H20"))
    let moved = try Program.line(
      "$dfutrace check -v \(Program.root.path)/captures --baseline \(report)", folder: scratch.url)
    #expect(moved.status == 1)
    #expect(moved.output.contains("host violation (known), dfu/host/H20"))
    #expect(moved.output.contains("not in the baseline: "))
    let fixed = try Program.run("check", clean, "--baseline", report)
    #expect(fixed.output.contains("in the baseline, and not judged: \(broken)"))
  }

  @Test func `a finding that the baseline lacks gives status 1`() throws {
    let scratch = try Scratch()
    let report = scratch.url.appending(path: "old.json").path
    _ = try Program.run("check", broken, "--format", "json", "-o", report)
    let text = try String(contentsOfFile: report, encoding: .utf8)
    let less = try scratch.file(
      "less.json", Array(text.replacing("\"dfu/host/H20\"", with: "\"dfu/host/H21\"").utf8))
    let run = try Program.run("check", broken, "--baseline", less)
    #expect(run.status == 1)
    #expect(run.output.contains("gate: 1 finding known, 1 new"))
    #expect(run.output.contains("host violation, dfu/host/H20"))
  }

  @Test(arguments: ["- --waivers -", "- --baseline -", "captures --waivers - --baseline -"])
  func `standard input is read once only`(_ arguments: String) throws {
    let run = try Program.line("$dfutrace check \(arguments) < captures/will-detach/capture.pcap")
    #expect(run.status == 64)
    #expect(run.complaint.contains("Standard input can be read once only."))
  }

  @Test func `a baseline that is none is 65, and no output replaces it`() throws {
    let scratch = try Scratch()
    let foreign = try scratch.file("x.json", Array("{}".utf8))
    let run = try Program.run("check", clean, "--baseline", foreign)
    #expect(run.status == 65)
    #expect(run.complaint.contains("no JSON report of dfutrace"))
    let report = scratch.url.appending(path: "old.json").path
    _ = try Program.run("check", clean, "--format", "json", "-o", report)
    let same = try Program.run(
      "check", clean, "--baseline", report, "--format", "json", "-o", report)
    #expect(same.status == 64)
  }
}
