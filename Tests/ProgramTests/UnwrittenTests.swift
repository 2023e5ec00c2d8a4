import Foundation
import TestSupport
import Testing

/// What becomes of a run whose output cannot be written.
@Suite struct UnwrittenTests {
  private let scratch: Scratch

  init() throws { scratch = try Scratch() }

  private func line(_ text: String) throws -> Program {
    let captures = Program.root.path + "/captures"
    return try Program.line(
      "good='\(captures)/will-detach/capture.pcap'; "
        + "bad='\(captures)/xua-4.2.0-xhci-dfu-util/capture.pcap'; \(text)", folder: scratch.url)
  }

  @Test(arguments: [
    "check $bad", "diff $good $bad", "compare good.json bad.json", "replay $bad --model xmos",
    "merge s.json", "firmware $good --compare $bad",
  ])
  func `a verdict of 1 comes before a full disk, which is told`(_ command: String) throws {
    let run = try line(
      """
      $dfutrace check $good --format json -o good.json
      $dfutrace check $bad --format json -o bad.json
      $dfutrace check $bad --format json --shard 1/1 -o s.json
      $dfutrace \(command) >/dev/full; echo $?
      """)
    #expect(run.output == "1\n")
    #expect(run.complaint.contains("standard output: "))
    #expect(run.complaint.contains("no space is left"))
  }

  @Test(arguments: ["diff $good $good", "compare good.json good.json", "firmware $good"])
  func `without a verdict of 1 a full disk ends with 74`(_ command: String) throws {
    let run = try line(
      "$dfutrace check $good --format json -o good.json; $dfutrace \(command) >/dev/full")
    #expect(run.status == 74)
  }

  @Test func `a copy that cannot be written is no file to judge`() throws {
    let run = try line(
      "$dfutrace check $good >a; $dfutrace check $good --annotate none/x >b; echo $?; cmp a b; "
        + "$dfutrace check $good --annotate none/x --format json -o r.json; grep none r.json")
    #expect(run.output == "74\n")
    #expect(run.complaint.contains("none/x: "))
  }

  @Test func `a report in a folder does not replace the copy`() throws {
    let run = try line(
      "mkdir d; $dfutrace check $good --annotate d/capture.html --format html=d/; echo $?; "
        + "head -c 4 d/capture.html | od -An -tx1")
    #expect(run.output == "64\n 0a 0d 0d 0a\n", "\(run.complaint)")
    #expect(run.complaint.contains("Output d/capture.html is the same file as d/capture.html"))
  }

  @Test func `a folder in the place of a copy is refused before anything is judged`() throws {
    for command in ["check $good --annotate .", "redact $good ."] {
      let run = try line("$dfutrace \(command)")
      #expect(run.status == 64 && run.output.isEmpty)
      #expect(run.complaint == "dfutrace: .: The output is a folder; name a file in it.\n")
    }
  }

  @Test(arguments: [
    "check x", "check - < x", "show x", "extract x", "firmware x -o -", "diff x x",
    "replay x --model xmos", "check $good --baseline j", "compare j j", "merge j",
  ])
  func `what is printed is not added to an input`(_ command: String) throws {
    let run = try line(
      "cp $good x; $dfutrace check x --format json -o j; cp j k; "
        + "$dfutrace \(command) >>$(expr '\(command)' : '.* j' >/dev/null && echo j || echo x); "
        + "echo $?; cmp $good x; cmp j k")
    #expect(run.output == "64\n", "\(run.complaint)")
    #expect(run.complaint.contains("send it to another file"))
  }

  @Test func `an image on standard output has no report behind it, by any name`() throws {
    let run = try line(
      "for o in - /dev/stdout /proc/self/fd/1; do $dfutrace firmware $good -o $o | wc -c; done; "
        + "$dfutrace firmware $good -o /dev/stdout >image; stat -c %s image")
    #expect(run.output == "600\n600\n600\n600\n")
    #expect(run.complaint.split(separator: "\n").count { $0.contains("written to standard") } == 4)
  }

  @Test(arguments: [
    "check $good --annotate /dev/stdout", "serve --model xmos --record /dev/stdout",
    "serve --model xmos --flash /dev/fd/1",
  ])
  func `two things do not go to standard output`(_ command: String) throws {
    let run = try line("timeout 5 $dfutrace \(command) | wc -c; echo ${PIPESTATUS[0]}")
    #expect(run.output == "0\n64\n")
    #expect(run.complaint.contains(/(is|names) standard output/))
  }

  @Test func `merge takes no pipe, and says so`() throws {
    let run = try line(
      "$dfutrace check $good --format json --shard 1/1 -o s.json; "
        + "$dfutrace merge <(cat s.json); echo $?")
    #expect(run.output == "64\n")
    #expect(run.complaint.contains("merge reads each report twice, which a pipe does not allow"))
  }
}
