import Foundation
import TestSupport
import Testing

/// What the program does with files and names: it destroys none, passes none over in silence, and
/// lets no name steer the terminal.
@Suite struct FileCareTests {
  private let scratch: Scratch

  init() throws { scratch = try Scratch() }
  private let capture = Program.root.path + "/captures/will-detach/capture.pcap"

  private func line(_ text: String) throws -> Program {
    try Program.line("capture='\(capture)'; \(text)", folder: scratch.url)
  }

  @Test(arguments: [
    "check x.pcap -o x.pcap", "check ./x.pcap -o link", "extract x.pcap -o x.pcap",
    "check - -o x.pcap < x.pcap", "extract - -o x.pcap < x.pcap",
  ])
  func `an input is never replaced by the output`(_ command: String) throws {
    let run = try line(
      "cp $capture x.pcap; ln -s x.pcap link; $dfutrace \(command); echo $?; cmp $capture x.pcap")
    #expect(run.output == "64\n")
    #expect(run.complaint.contains("x.pcap"))
  }

  @Test func `a report is written through a link, and a file keeps its permissions`() throws {
    let run = try line(
      """
      touch real; chmod 600 real; ln -s real link; ln -s later dangling
      $dfutrace check $capture -o link; $dfutrace check $capture -o dangling
      stat -c '%F %a' link real later; cmp real later
      """)
    #expect(run.output.hasPrefix("symbolic link 777\nregular file 600\nregular file "))
    #expect(run.status == 0)
  }

  @Test(arguments: [
    "--format json=d/new --format html=link/new", "--format json=d/new --annotate link/new",
    "--format json=d/new --format html=link/../d/new",
  ])
  func `two outputs to one new file in a linked folder are refused`(_ outputs: String) throws {
    let run = try line("mkdir d; ln -s d link; $dfutrace check $capture \(outputs); echo $?; ls d")
    #expect(run.output == "64\n")
  }

  @Test(arguments: ["run /dev/zero --model dfu-1.1", "firmware $capture --compare /dev/zero"])
  func `a file without an end is refused, and memory stays bounded`(_ command: String) throws {
    let run = try line("ulimit -v 4000000; $dfutrace \(command); echo $?")
    #expect(run.output == "65\n")
    #expect(run.complaint.contains("/dev/zero"))
  }

  @Test(arguments: ["check", "extract"])
  func `a table is never replaced by the output`(_ command: String) throws {
    let run = try line(
      "cp -r '\(Program.root.path)/specs' S; cp -r S T; "
        + "$dfutrace \(command) $capture --specs S -o S/dfu-1.1.yaml; echo $?; diff -r S T")
    #expect(run.output == "64\n" || run.output == "1\n")
    #expect(run.complaint.contains("S/dfu-1.1.yaml"))
  }

  @Test func `the index of a folder's reports replaces no report`() throws {
    let run = try line(
      "mkdir f; cp $capture f/README.pcap; cp $capture f/a.pcap; "
        + "$dfutrace check f --format markdown -o out/; ls out")
    #expect(run.output == "README-2.md\nREADME.md\na.md\n")
  }

  @Test func `a link to a capture in a folder is judged, and no folder without end`() throws {
    let run = try line(
      "mkdir f; ln -s $capture f/a.pcap; ln -s . f/loop; ln -s none f/gone.pcap; "
        + "$dfutrace show f; echo $?")
    #expect(run.output.hasSuffix("66\n") && run.output.contains("DFU_GETSTATUS"))
    #expect(run.complaint.contains("f/gone.pcap") && !run.complaint.contains("loop"))
  }

  @Test func `a name with a line break takes one line`() throws {
    let run = try line("mkdir f; touch $'f/b\\n\\xff.pcap'; $dfutrace check f; echo $?")
    #expect(run.complaint.split(separator: "\n").count == 1)
  }

  @Test func `the recording and the image need a file each`() throws {
    let run = try line("$dfutrace serve --model dfu-1.1 --record A --flash ./A; echo $?; ls")
    #expect(run.output == "64\n")
  }

  @Test func `a bus to watch and a capture exclude each other`() throws {
    let run = try line("$dfutrace check $capture --live usbmon1; echo $?")
    #expect(run.output == "64\n" && run.complaint.contains("one or the other"))
  }

  @Test func `two captures whose paths fold into one name get two reports`() throws {
    let run = try line(
      "mkdir q; cp $capture q/z.pcap; cp $capture q-z.pcap; "
        + "$dfutrace check q/z.pcap q-z.pcap -o o/; cat o/* | grep -c ^session; ls o | wc -l")
    #expect(run.output.hasSuffix("2\n"))
  }

  @Test func `a name that is not UTF-8 and a folder without permission are told`() throws {
    let run = try line(
      "mkdir f; cp $capture f/a.pcap; cp $capture $'f/b\\xff.pcap'; "
        + "$dfutrace check f > /dev/null; echo $?")
    #expect(run.output == "66\n")
    #expect(run.complaint.contains("not UTF-8"))
    guard getuid() != 0 else { return }
    let closed = try line("mkdir -p g/h; chmod 0 g/h; cp $capture g; $dfutrace check g; echo $?")
    #expect(closed.output.hasSuffix("77\n"))
  }

  @Test func `escapes in names are shown and not sent to the terminal`() throws {
    let run = try line(
      "cp $capture $'a\\e[31m.pcap'; $dfutrace check *.pcap; $dfutrace check $'no\\e]0;x\\a.pcap'")
    #expect(!run.output.contains("\u{1B}") && !run.complaint.contains("\u{1B}"))
    #expect(run.output.hasPrefix("a\\u{1B}[31m.pcap\n"))
    #expect(run.complaint.contains("no\\u{1B}]0;x\\u{7}.pcap"))
  }

  @Test(arguments: ["{\"schema\":\"dfutrace.vectors/1\",\"vectors\":[]}", ""])
  func `a file without a vector proves nothing`(_ vectors: String) throws {
    let run = try line("echo '\(vectors)' > v.json; $dfutrace run v.json --model dfu-1.1; echo $?")
    #expect(run.output.hasSuffix("66\n"))
  }

  @Test(arguments: ["<&-", "< /"])
  func `vectors that cannot be read end with 74`(_ input: String) throws {
    let run = try line("$dfutrace run - --model dfu-1.1 \(input); echo $?")
    #expect(run.output.hasSuffix("74\n"))
  }

  @Test(arguments: ["dfu-1.1", "xmos/lib_xua-4", "xmos/lib_xua-5", "xmos/lib_dfu-2", "dfuse"])
  func `an image that the device cannot hold is refused`(_ model: String) throws {
    let run = try line(
      "head -c 3000000 /dev/zero | tr '\\0' a > image; "
        + "timeout 5 $dfutrace serve --model \(model) --flash image --listen 127.0.0.1:0; echo $?")
    #expect(run.output.hasSuffix("74\n"))
    #expect(run.complaint.contains("larger"))
  }

  @Test func `a flash file that could not be kept is refused at the start`() throws {
    let run = try line(
      "timeout 5 $dfutrace serve --model dfu-1.1 --flash none/f --listen 127.0.0.1:0; echo $?")
    #expect(run.output == "74\n")
  }

  @Test func `a port is a number up to 65535, and a socket in use is not taken over`() throws {
    #expect(try line("$dfutrace serve --model xmos --usbredir 70000; echo $?").output == "64\n")
    let run = try line(
      """
      $dfutrace serve --model xmos --usbredir s > /dev/null & first=$!
      while [ ! -S s ]; do sleep 0.05; done
      timeout 5 $dfutrace serve --model xmos --usbredir s; echo $?
      kill $first; wait $first; echo $?
      """)
    #expect(run.output == "69\n0\n")
  }

  @Test func `show takes several captures and folders`() throws {
    let run = try line("mkdir f; cp $capture f/a.pcap; cp $capture f/b.pcap; $dfutrace show f")
    let titles = run.output.split(separator: "\n").filter { $0.hasPrefix("==> ") }
    #expect(titles == ["==> f/a.pcap <==", "==> f/b.pcap <=="])
    #expect(run.status == 0)
  }

  @Test func `a pattern with many stars takes no time`() throws {
    let run = try line("touch $(printf 'a%.0s' {1..200}); $dfutrace check '*a*a*a*a*a*a*a*a*b'")
    #expect(run.status == 66)
  }

  @Test(arguments: [
    ["check", "x", "--format", "\u{1B}[31m"], ["run", "x", "--model", "\u{1B}[31m\u{202E}"],
    ["check", "x", "--shard", "\u{1B}[31m"], ["check", "x", "--today", "\u{1B}[31m"],
    ["\u{1B}[31m"], ["check", "x", "--\u{1B}[31m"],
  ])
  func `a wrong word on the command line does not steer the terminal`(_ words: [String]) throws {
    let run = try Program.run(words)
    #expect(run.status == 64)
    #expect(run.complaint.contains("\\u{1B}[31m"))
    #expect(!run.complaint.contains("\u{1B}") && !run.complaint.contains("\u{202E}"))
  }
}
