import Foundation
import Testing

/// Several reports from one run.
@Suite struct SeveralFormatsTests {
  private let scratch: Scratch

  init() throws { scratch = try Scratch() }
  private let wrong = "captures/manifestation-intolerant-reset/capture.pcapng"
  private let clean = "captures/will-detach/capture.pcap"

  /// Runs a line in the scratch folder, in which `$root` is the project's.
  private func line(_ text: String) throws -> Program {
    try Program.line("root='\(Program.root.path)'; \(text)", folder: scratch.url)
  }

  @Test func `each report is the one of a run of its own`() throws {
    let run = try line(
      """
      ln -s "$root/captures" captures
      $dfutrace check captures --format text --format json=a.json --format junit=a.xml \
        --format markdown=a.md --format json=one/ --format markdown=one/ > a.txt 2> a.log; echo $?
      $dfutrace check captures > b.txt 2> b.log; cmp a.txt b.txt
      for log in a b; do grep -v -e 'captures: ' -e 'the index of' $log.log > $log.told; done
      cmp a.told b.told
      for format in json:json junit:xml markdown:md; do
        $dfutrace check captures --format ${format%:*} 2> b.log > b.${format#*:}
        cmp a.${format#*:} b.${format#*:}
      done
      $dfutrace check captures --format json -o two/ 2> b.log
      $dfutrace check captures --format markdown -o two/ 2> b.log
      diff -r one two; ls one | wc -l
      """)
    #expect(run.output == "1\n35\n")
  }

  @Test func `without a place a report goes where --output says`() throws {
    let run = try line(
      """
      $dfutrace check $root/\(clean) --format json -o a.json --format junit=a.xml; echo $?
      $dfutrace check $root/\(clean) --format markdown=- --format junit=b.xml | head -c 3
      head -c 1 a.json; cmp a.xml b.xml
      """)
    #expect(run.output == "0\n# `{")
  }

  @Test(arguments: [
    "--format text --format json", "--format json=- --format markdown", "--format json=-  -o x",
    "--format json=a --format markdown=./a", "--format json=a/ --format json=./a/",
    "--format json=a --format markdown=a/", "--format json=l --format markdown=r",
    "--format json=astray --format markdown=nowhere",
    "--format text --format json=printed", "--format json=", "--format sarif", "--format html5=x",
  ])
  func `two reports never go to one place, and each has a format`(_ options: String) throws {
    let run = try line(
      "touch r; ln -s r l; ln -s nowhere astray; $dfutrace check $root/\(wrong) \(options) "
        + "> printed; echo $? >&2; ls; cat printed r")
    #expect(run.complaint.hasSuffix("64\n"))
    #expect(run.output == "astray\nl\nprinted\nr\n")
  }

  @Test func `a pipe has a name too, and one report at most`() throws {
    let run = try line(
      """
      $dfutrace check $root/\(clean) --format json > a
      $dfutrace check $root/\(clean) --format json -o /dev/stdout | cmp - a
      $dfutrace check $root/\(clean) --format json=/dev/stdout --format markdown=- | wc -c
      echo ${PIPESTATUS[0]}
      """)
    #expect(run.output == "0\n64\n")
  }

  @Test func `a pipe that is read is not written`() throws {
    let run = try line(
      """
      mkfifo pipe; (cat $root/\(wrong) > pipe) &
      timeout 60 $dfutrace check pipe -o pipe; echo $?
      timeout 60 cat pipe > rest; cmp rest $root/\(wrong)
      cat $root/\(wrong) | timeout 60 $dfutrace check - -o /dev/stdin; echo ${PIPESTATUS[1]}
      """)
    #expect(run.output == "64\n64\n")
  }

  @Test(arguments: [
    "check x.pcapng --format text --format json=./x.pcapng", "check . --format json=x.pcapng",
    "check x.pcapng --specs S --format junit=S/dfu-1.1.yaml", "check - --format json=x.pcapng",
    "run v.json --model dfu-1.1 --format json=v.json",
    "replay x.pcapng --model auto --format json=x.pcapng",
    "replay x.pcapng --model auto --specs S --format json=S/dfu-1.1.yaml",
  ])
  func `no input and no table is replaced, and nothing is judged before`(_ command: String) throws {
    let run = try line(
      """
      cp $root/\(wrong) x.pcapng; cp $root/specs/vectors/dfuse.json v.json; cp -r $root/specs S
      sha256sum x.pcapng v.json S/*.yaml > sums
      $dfutrace \(command) < x.pcapng; echo $?; sha256sum --quiet -c sums
      """)
    #expect(run.output == "64\n")
    #expect(run.complaint.contains("is the same file as"))
  }

  @Test func `a file of a folder replaces no other report`() throws {
    let run = try line(
      "mkdir o; $dfutrace check $root/\(clean) --format json=o/README.md --format markdown=o/; "
        + "echo $?; ls o; head -c 1 o/README.md")
    #expect(run.output == "64\nREADME.md\ncapture.md\n{")
  }

  @Test(arguments: [(0, "will-detach", 74), (1, "manifestation-intolerant-reset", 1)])
  func `one report that cannot be written keeps no other from being written`(
    _ number: Int, _ name: String, _ status: Int
  ) throws {
    let run = try line(
      "$dfutrace check $root/captures/\(name) --format json=none/a.json --format markdown=a.md "
        + "--format junit=/dev/full --format text | head -c 8; echo ${PIPESTATUS[0]}; ls")
    #expect(run.output.hasSuffix("\(status)\na.md\n"))
    #expect(run.messages.count == 2)
  }

  @Test func `a replay is written in both formats`() throws {
    let run = try line(
      "$dfutrace replay $root/\(clean) --model auto --format text --format json=r.json > r.txt; "
        + "$dfutrace replay $root/\(clean) --model auto | cmp - r.txt; "
        + "$dfutrace replay $root/\(clean) --model auto --format json | cmp - r.json; "
        + "$dfutrace replay $root/\(clean) --model auto --format json=f/; echo $?")
    #expect(run.output == "64\n")
  }

  @Test func `vectors are reported in several formats`() throws {
    let run = try line(
      "$dfutrace run $root/specs/vectors/dfuse.json --model dfuse --format junit=r.xml "
        + "--format json=r.json; echo $?; ls")
    #expect(run.output.hasSuffix("\nr.json\nr.xml\n"))
  }

  // MARK: - The table

  @Test func `several captures are a table, and -v prints their findings`() throws {
    let run = try Program.run("check", "captures")
    #expect(run.status == 1)
    let lines = run.output.split(separator: "\n")
    #expect(lines.contains { $0.hasPrefix("qemu-one-sided ") && $0.contains("no DFU traffic") })
    #expect(lines.allSatisfy { $0.count <= 100 } && lines.count <= 24)
    let verbose = try Program.run("check", "captures", "-v")
    #expect(verbose.output.contains("\n      clause     DFU 1.1, "))
    #expect(verbose.status == 1)
  }

  @Test func `one capture is printed as it is, with and without -v`() throws {
    let plain = try Program.run("check", wrong)
    #expect(plain.output.contains("\n      clause     DFU 1.1, "))
    #expect(try Program.run("check", wrong, "-v").output == plain.output)
  }

  @Test func `a file has the findings of several captures`() throws {
    let run = try line("$dfutrace check $root/captures -o a.txt; grep -c '^      clause ' a.txt")
    #expect((Int(run.output.dropLast()) ?? 0) > 20)
  }
}
