import Foundation
import TestSupport
import Testing

/// `check --annotate`, with Wireshark's own reader as the judge of what was written.
@Suite struct AnnotateTests {
  private let scratch: Scratch

  init() throws { scratch = try Scratch() }

  static let hasTshark = (try? Command.output("tshark", ["--version"]).isEmpty) == false
  static let captures = ((try? Program.line("ls captures/*/capture.pcap*"))?.output ?? "")
    .split(separator: "\n").map(String.init)

  private func line(_ text: String) throws -> Program {
    try Program.line("root='\(Program.root.path)'; \(text)", folder: scratch.url)
  }

  /// What tshark reads in a file: of each packet its number, time, lengths and bytes.
  private func packets(_ path: String) throws -> [UInt8] {
    try Command.bytes(
      "tshark",
      [
        "-n", "-r", path, "-T", "fields", "-e", "frame.number", "-e", "frame.time_epoch", "-e",
        "frame.len", "-e", "frame.cap_len", "-e", "usb.urb_id", "-e",
        "usb.capdata", "-e", "usb.data_fragment", "-e", "usb.control.Response",
      ])
  }

  private struct Finding: Decodable {
    var rule: String
    var frame: Int?
    var verdict: String
    var actor: String
  }

  private struct Document: Decodable {
    struct Capture: Decodable { var sessions: [Session] }
    struct Session: Decodable { var findings: [Finding] }
    var captures: [Capture]
  }

  @Test(.enabled(if: hasTshark), arguments: captures)
  func `tshark reads the same packets and times, and each finding as a comment`(
    _ capture: String
  ) throws {
    let path = Program.root.path + "/" + capture
    let run = try line(
      "$dfutrace check '\(path)' --format json -o r.json --annotate a.pcapng --allow-empty")
    #expect([0, 1].contains(run.status) && run.complaint == "")
    let copy = scratch.url.path + "/a.pcapng"
    #expect(try packets(path) == packets(copy))
    let report = try JSONDecoder().decode(
      Document.self, from: Data(contentsOf: scratch.url.appending(path: "r.json")))
    let findings = report.captures[0].sessions.flatMap(\.findings)
    let told = try Command.output(
      "tshark",
      [
        "-n", "-r", copy, "-T", "fields", "-E", "separator=|", "-e", "frame.number", "-e",
        "frame.comment", "-Y", "frame.comment",
      ]
    ).split(separator: "\n")
    #expect(told.count == Set(findings.compactMap(\.frame)).count)
    for finding in findings {
      guard let frame = finding.frame else { continue }
      let start = "dfutrace \(finding.verdict)"
      #expect(
        told.contains {
          $0.hasPrefix("\(frame)|dfutrace ") && $0.contains(start)
            && $0.contains(", \(finding.actor), \(finding.rule), ")
        })
    }
  }

  @Test(.enabled(if: hasTshark))
  func `Wireshark's filter finds a rule, and capinfos the whole verdict`() throws {
    let run = try line(
      """
      $dfutrace check $root/captures/will-detach/capture.pcap --annotate a.pcapng > /dev/null
      tshark -r a.pcapng -Y 'frame.comment contains "dfu/5.1"' -T fields -e frame.number 2>/dev/null
      capinfos -k a.pcapng | grep -o 'dfutrace' | wc -l
      """)
    #expect(run.output.hasPrefix("155\n") && run.output.hasSuffix("\n6\n"))
  }

  @Test(arguments: ["gzip", "xz", "zstd -q", "bzip2", "lz4 -q"])
  func `a compressed capture gives the same copy`(_ compressor: String) throws {
    let run = try line(
      """
      c=$root/captures/will-detach/capture.pcap
      \(compressor) -c < $c > c; cp $c p
      $dfutrace check c --annotate a >/dev/null; $dfutrace check p --annotate b > /dev/null
      cmp a b && test -s a && echo same
      """)
    #expect(run.output == "same\n")
  }

  @Test func `what cannot be annotated is refused before anything is judged`() throws {
    let text = "ffff 1 S Ci:1:002:0 s 80 06 0100 0000 0040 64 <\\n"
    let cases = [
      ("$dfutrace check c c.pcap --annotate a", "2 are named"),
      ("$dfutrace check f --annotate a", "2 are named"),
      ("$dfutrace check - --annotate a < c", "cat > FILE"),
      ("$dfutrace check <(cat c) --annotate a", "cat > FILE"),
      ("$dfutrace check c --annotate c", "the capture itself"),
      ("$dfutrace check c --annotate ./link", "the capture itself"),
      ("$dfutrace check c --annotate -", "writes a file"),
      ("$dfutrace check c -o a --annotate a", "the same file"),
      ("$dfutrace check c --format json=./a --annotate a", "the same file"),
      ("$dfutrace check t --annotate a", "is text"),
      ("$dfutrace check --live usbmon1 --annotate a", "watched bus"),
    ]
    _ = try line(
      """
      cp $root/captures/will-detach/capture.pcap c; cp c c.pcap; mkdir f; cp c f/a.pcap
      cp c f/b.pcap; ln -s c link; printf '\(text)' > t
      """)
    for (command, reason) in cases {
      let run = try line("\(command); echo $?; test -e a && echo written")
      #expect(run.output == "64\n", "\(command): \(run.output)")
      #expect(run.complaint.contains(reason), "\(command): \(run.complaint)")
    }
    #expect(try line("cmp $root/captures/will-detach/capture.pcap c").status == 0)
  }

  @Test func `a copy that cannot be written leaves no file, and is told`() throws {
    let run = try line(
      """
      $dfutrace check $root/captures/will-detach/capture.pcap --annotate none/a > r; echo $?
      ulimit -f 4; trap '' XFSZ
      $dfutrace check $root/captures/will-detach/capture.pcap --annotate b > /dev/null; echo $?
      ls
      """)
    #expect(run.output == "74\n74\nr\n")
    #expect(run.complaint.contains("none/a") && run.complaint.contains("b: "))
  }

  @Test func `the report is the one without the option`() throws {
    let run = try line(
      """
      c=$root/captures/xua-5.3.0-vhci-xmosdfu/capture.pcap*
      $dfutrace check $c > one; $dfutrace check $c --annotate a > other; cmp one other && echo same
      """)
    #expect(run.output == "same\n")
  }

  @Test func `a capture that cannot be read leaves no copy`() throws {
    let run = try line("echo rubbish > c; $dfutrace check c --annotate a; echo $?; ls")
    #expect(run.output == "65\nc\n")
  }
}
