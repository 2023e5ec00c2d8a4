import Testing

@testable import Report

@Suite struct MarkdownTests {
  @Test func `one capture is one document`() {
    let text = Sample.report.markdown
    #expect(
      text.hasPrefix("# `captures/early-poll/early-poll.pcap`\n\ndevice pass, host violation"))
    #expect(
      text.contains("\n| | DFU 1.1 |\n| --- | --- |\n| device | pass |\n| host | violation |"))
    #expect(text.contains("\n### frame 120 (answer in 121), 1.234568 s: host violation\n"))
    #expect(text.contains("\n- **rule:** `dfu/time/T1`\n- **state:** dfuDNBUSY\n"))
    #expect(text.contains("\n- **measured:** 3.2 ms; required: 100 ms\n"))
    #expect(text.hasSuffix("`).\n"))
    #expect(text.contains("Written by dfutrace 0.1.0 with the tables `dfu-1.1` (SHA-256 `1b1b"))
  }

  @Test func `several captures open with an index`() {
    let text = Sample.everything.markdown
    #expect(text.hasPrefix("# DFU conformance\n\n2 captures, 2 sessions: 1 with violations"))
    #expect(
      text.contains(
        "| [`captures/cut/cut.pcapng`](#capture-2) | device at 0.1 | partial "
          + "| violation; dfuse: declared | pass; dfuse: pass | 1 |\n"))
    #expect(text.contains("<a id=\"capture-2\"></a>\n\n## `captures/cut/cut.pcapng`\n"))
    #expect(text.contains("| | DFU 1.1 | dfuse |\n| --- | --- | --- |\n| device | violation |"))
    #expect(text.contains("`notes.txt` was not judged: This is no capture file."))
    #expect(text.contains("- **limit:** A \\<reset\\> is \\*not\\* shown.\n"))
  }

  @Test func `an index links to the files beside it`() {
    let text = Sample.everything.markdownIndex(names: ["early-poll.md", "cut.md"])
    #expect(text.contains("| [`captures/early-poll/early-poll.pcap`](early-poll.md) |"))
    #expect(!text.contains("## "))
  }

  /// RFC 3986, 2.1 and 2.3.
  @Test func `a link to a file is percent-encoded`() {
    let text = Sample.everything.markdownIndex(names: ["a b<\u{1B}.md", "ä)_~-1.md"])
    #expect(text.contains("](a%20b%3C%1B.md) |") && text.contains("](%C3%A4%29_~-1.md) |"))
  }

  @Test func `a report takes no reserved name, and its name steers no terminal`() {
    let files = ["a/README.pcap", "a/x\n\u{1B}y.pcap"]
    let report = Report.Document(captures: files.map { .init(file: $0, dialect: "usbmon") })
    #expect(report.split(reserved: ["README"]).map(\.name) == ["README-2", "x--y"])
  }

  @Test func `what could be markup is escaped`() {
    var finding = Sample.undecided
    finding.words.expected = "wLength < 6 | <b>*x*</b> [y](z) `q`"
    let session = Report.Session(devices: [], findings: [finding])
    let text = Sample.report([session], file: "odd|`name`.pcap").markdown
    #expect(text.contains(#"wLength \< 6 \| \<b\>\*x\*\</b\> \[y\](z) \`q\`"#))
    #expect(text.hasPrefix(#"# `` odd\|`name`.pcap ``"#))
  }

  /// GFM 0.29, 6.9: GitHub makes links of addresses, and mentions people.
  @Test(arguments: [
    ("@octocat me@b.c @ x", "@<!-- -->octocat me@<!-- -->b.c @ x"),
    ("https://a.b ftp://c www.a.b now. 12:30", #"https\://a.b ftp\://c www\.a.b now. 12:30"#),
    ("a_b _c_ _", #"a_b \_c\_ \_"#), ("&lt; $x$ #1 #", ##"\&lt; \$x\$ \#<!-- -->1 \#"##),
  ])
  func `what GitHub reads as a link, a mention or a formula is escaped`(
    _ text: String, _ escaped: String
  ) {
    #expect(escape(text) == escaped)
  }

  @Test(arguments: [
    (["captures/a/x.pcap", "captures/b/x.pcap"], ["a-x", "b-x"]),
    (["captures/a/x.pcap", "captures/a/y.pcapng"], ["x", "y"]),
    (["captures/a/x.pcap", "captures/a/x.pcapng"], ["x-pcap", "x-pcapng"]),
    (["captures/a/x.pcap"], ["x"]),
    (["x.pcap", "sub/x.pcap"], ["x", "sub-x"]),
    (["/r/s/x.pcap", "/r/t.pcap"], ["s-x", "t"]),
    (["-", ".pcap"], ["-", ".pcap"]),
    ([], []),
  ])
  func `each capture's report has a name of its own`(files: [String], names: [String]) {
    let report = Report.Document(captures: files.map { .init(file: $0, dialect: "usbmon") })
    #expect(report.split().map(\.name) == names)
    #expect(report.split().map(\.report.captures) == report.captures.map { [$0] })
  }
}
