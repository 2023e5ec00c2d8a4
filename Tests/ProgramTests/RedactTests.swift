import Foundation
import TestSupport
import Testing

/// `redact` as a user runs it, and the script for Wireshark.
@Suite struct RedactTests {
  private let scratch: Scratch

  init() throws { scratch = try Scratch() }

  private func line(_ text: String) throws -> Program {
    try Program.line(
      "c=\(Program.root.path)/captures/xua-5.3.0-vhci-xmosdfu/capture.pcap; \(text)",
      folder: scratch.url)
  }

  @Test(arguments: AnnotateTests.captures.filter { !$0.contains("qemu-one-sided") })
  func `check and replay say the same of a copy`(_ capture: String) throws {
    let run = try line(
      """
      mkdir a b; cp '\(Program.root.path)/\(capture)' a/x
      $dfutrace redact a/x b/x 2> said || cat said
      for f in a b; do (cd $f; $dfutrace check x > check; $dfutrace replay x --model auto > replay
        $dfutrace show x > show); done
      cmp a/check b/check && cmp a/replay b/replay && cmp a/show b/show && echo same
      """)
    #expect(run.output == "same\n")
  }

  @Test(.enabled(if: AnnotateTests.hasTshark))
  func `tshark reads the copy without complaint, with the same frames and times`() throws {
    let run = try line(
      """
      $dfutrace redact $c copy 2> /dev/null
      for f in $c copy; do
        tshark -r $f -T fields -e frame.number -e frame.time_epoch -e usb.urb_type \
          -e usb.urb_status -e usb.setup.wLength > $(basename $f).txt || echo failed
        tshark -r $f -Y '_ws.malformed' 2>/dev/null | wc -l
      done
      cmp capture.pcap.txt copy.txt && echo same
      """)
    #expect(run.output == "0\n0\nsame\n")
  }

  @Test func `what cannot be redacted is refused, and leaves no file`() throws {
    _ = try line(
      """
      cp $c c; ln -s c link; echo rubbish > r; cp $(dirname $c)/../qemu-one-sided/capture.pcap q
      printf 'ffff 1 S Ci:1:002:0 s 80 06 0100 0000 0040 64 <\\n' > t
      """)
    let cases = [
      ("redact - out < c", 64, "cat > FILE"), ("redact c c", 64, "the capture itself"),
      ("redact c link", 64, "the capture itself"), ("redact c -", 64, "writes a file"),
      ("redact t out", 64, "is text"), ("redact r out", 65, "r: "),
      ("redact none out", 66, "no such file"), ("redact c none/out", 74, "no such folder"),
      ("redact q out", 66, "--address 0.1"),
    ]
    for (command, status, reason) in cases {
      let run = try line("$dfutrace \(command); echo $?; test -e out && echo written; cmp $c c")
      #expect(run.output == "\(status)\n", "\(command): \(run.output)")
      #expect(run.complaint.contains(reason), "\(command): \(run.complaint)")
    }
  }

  @Test func `a compressed capture gives the same copy, and what is left out is told`() throws {
    let run = try line(
      """
      p=\(Program.root.path)/captures/error-block-verify/capture.pcapng
      gzip -c $p > z; $dfutrace redact $p a; $dfutrace redact z b 2> /dev/null; cmp a b && echo same
      """)
    #expect(run.output == "same\n")
    #expect(run.complaint.contains("6 comments and other options"))
  }

  @Test func `a folder is told as one`() throws {
    let run = try Program.run("redact", "captures/will-detach", scratch.url.path + "/copy.pcap")
    #expect(run.status == 64)
    #expect(run.complaint.contains("captures/will-detach is a folder; name a file in it."))
  }

  @Test(.enabled(if: AnnotateTests.hasTshark))
  func `the script for Wireshark shows every finding`() throws {
    let script = Program.root.path + "/packaging/wireshark/dfutrace.lua"
    let run = try line(
      """
      $dfutrace check $c --format json -o report.json
      show() { tshark -X lua_script:'\(script)' "$@" -T fields -e frame.number -e dfutrace.verdict \
        -e dfutrace.side -e dfutrace.rule; }
      show -o dfutrace.program:"$dfutrace" -r $c -Y dfutrace > run
      show -o dfutrace.report:report.json -r $c -Y dfutrace > read
      cmp run read && wc -l < run; grep -c . run
      show -o dfutrace.program:none -r $c -Y dfutrace | wc -l
      show -o dfutrace.program:"$dfutrace" -o 'dfutrace.options:--profile nobody' -r $c \
        -Y dfutrace -e _ws.expert.message | grep -c "no report: .*there is no profile 'nobody'"
      show -o dfutrace.program:"$dfutrace" -r $c -Y 'dfutrace.verdict == "violation"' | head -1
      $dfutrace check $c --baseline report.json --format json -o known.json
      show -o dfutrace.report:known.json -r $c -Y 'dfutrace.accepted == "known"' | grep -c .
      """)
    #expect(
      run.output == """
        10
        10
        1
        1
        375\tviolation,violation\tdevice,host\tdfu/A.2.3/dfuIDLE.DETACH,dfu/host/H20
        6

        """)
  }
}
