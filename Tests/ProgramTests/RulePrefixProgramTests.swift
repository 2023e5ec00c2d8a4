import Foundation
import Testing

@Suite struct RulePrefixProgramTests {
  private let clean = "captures/vhci-download-upload"
  /// A device that the overlay of its generation explains.
  private let explained = "captures/xua-4.2.0-xhci-xmosdfu"

  @Test(arguments: [
    ("/dfu/host", "it begins with a slash", "dfu/host"),
    ("dfu/host//", "a part between two slashes is empty", "dfu/host"),
    ("dfu//host", "a part between two slashes is empty", "dfu/host"),
    ("dfu/A.2.", "a dot has nothing before or behind it", "dfu/A.2.1"),
    ("/", "it begins with a slash", "dfu"),
  ])
  func `what is no path of rules is refused, with the reason and what is near`(
    prefix: String, reason: String, near: String
  ) throws {
    for command in [["check", clean], ["run", "none.json", "--model", "dfu-1.1"]] {
      let run = try Program.run(command + ["-Y", prefix])
      #expect(run.status == 64)
      #expect(run.output.isEmpty)
      let beginning = "dfutrace: '\(prefix)' is no path of rules: \(reason); near it: "
      #expect(run.complaint.hasPrefix(beginning))
      let names = run.complaint.dropFirst(beginning.count).dropLast().split(separator: ", ")
      #expect(names.contains(Substring(near)), "\(run.complaint)")
    }
  }

  @Test func `a profile's rule selects the findings that it explains`() throws {
    let all = try Program.run("check", explained)
    let lines = all.output.split(separator: "\n")
    let declared = lines.count { $0.contains(" declared by xmos/") }
    #expect(declared > 0)
    let some = try Program.run("check", explained, "-Y", "xmos")
    #expect(some.status == all.status)
    let shown = some.output.split(separator: "\n").filter { $0.contains("    frame ") }
    #expect(shown.count == declared)
    #expect(shown.allSatisfy { $0.contains(" declared by xmos/") })
    #expect(some.output.contains("only rules below xmos are shown: "))
  }

  @Test func `a rule that a profile takes back or replaces is shown and explained under it`() throws
  {
    let capture = "captures/dfuse-download-leave"
    let run = try Program.run("check", capture, "--profile", "dfuse", "-Y", "dfuse")
    let shown = run.output.split(separator: "\n").filter { $0.contains("    frame ") }
    #expect(shown.count == 2)
    #expect(shown.count { $0.contains("declared by dfuse/host/H07.block") } == 1)
    #expect(run.output.contains("      and 1 more like it, the last at frame "))
    #expect(shown.count { $0.contains("declared by dfuse/host/H08") } == 1)
    for rule in ["dfu/host/H08", "dfu/host/H07.block"] {
      let said = try Program.run("spec", "explain", rule, "--profile", "dfuse")
      #expect(said.status == 0)
      #expect(said.output.contains(rule))
      #expect(said.output.contains("  evidence    ST AN2662"))
    }
  }

  @Test func `a dotted segment counts whole`() throws {
    let both = "captures/xhci-detach-reset-download-upload"
    let run = try Program.run("check", both, "-Y", "dfu/A.2.1", "--format", "json")
    #expect(run.output.contains("\"dfu/A.2.1/"))
    #expect(!run.output.contains("\"dfu/A.2.10/"))
    let wide = try Program.run("check", both, "-Y", "dfu/A.2", "--format", "json")
    #expect(wide.output.contains("\"dfu/A.2.1/"))
    #expect(wide.output.contains("\"dfu/A.2.10/"))
  }
}

@Suite struct ParameterProgramTests {
  @Test(arguments: [
    (#"{"attrs": 15, "xfer_size": -}"#, "at byte 28"), (#"{"attrs" 15}"#, "at byte 9"),
    (#"{"attrs": 15} x"#, "at byte 14"),
  ])
  func `an error of a JSON object names its byte`(text: String, place: String) throws {
    let commands = [
      ["replay", "captures/vhci-download-upload/capture.pcap", "--model", "dfu-1.1"],
      ["run", "specs/vectors/host-tools.json", "--model", "dfu-1.1"],
      ["serve", "--model", "dfu-1.1", "--listen", "127.0.0.1:0"],
    ]
    for command in commands {
      let run = try Program.run(command + ["--config", text])
      #expect(run.status == 64)
      #expect(run.complaint.contains("the parameters cannot be read: "))
      #expect(run.complaint.contains(place), "\(run.complaint)")
    }
  }
}
