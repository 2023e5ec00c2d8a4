import Foundation
import FoundationXML
import Testing

/// What a capture, a file name, a waiver and a vector say stays text in every format: it is no
/// markup, and steers no terminal, no page and no reader's eye.
@Suite struct HostileTextTests {
  private static let hostile = "e\u{202E}x]]>|`</script><script>\u{61C}\u{85}\u{200F}\u{2066}"
  /// A name of a file has no slash.
  private static let name = hostile.replacing("/", with: "-") + ".pcap"
  /// Strings of the capture, and what stands in their place, with as many characters each.
  private static let strings = [
    ("STM32  BOOTLOADER", "\u{202E}]]>|`xy`</script"),
    ("STM32 application", "\u{200E}\u{200F}\u{61C}\u{2066}\u{2069}\u{202A}\u{85}</b>|`\"'x!"),
    ("@Internal Flash  /0x08000000/64*002Kg", "</script><script>window.hacked=1//<!-"),
  ]

  private static func units(_ text: String) -> [UInt8] {
    text.utf16.flatMap { [UInt8(truncatingIfNeeded: $0), UInt8($0 >> 8)] }
  }

  /// Writes a capture of hostile strings under a hostile name, and waivers.
  private func write(to scratch: Scratch) throws {
    let source = Program.root.appending(path: "captures/dfuse-download-leave/capture.pcap")
    var bytes = Data(try Data(contentsOf: source))
    for (old, new) in Self.strings {
      #expect(old.utf16.count == new.utf16.count)
      let (old, new) = (Data(Self.units(old)), Data(Self.units(new)))
      while let place = bytes.firstRange(of: old) { bytes.replaceSubrange(place, with: new) }
    }
    try bytes.write(to: scratch.url.appending(path: Self.name))
    let reason = Self.hostile.unicodeScalars.map { scalar in
      let digits = String(0x10000 + scalar.value, radix: 16).dropFirst()
      return scalar.isASCII ? String(scalar) : "\\u\(digits)"
    }.joined()
    let waivers = """
      schema: dfutrace.waivers/1
      waivers:
        - rule: dfu
          reason: "\(reason)"
          expires: never

      """
    try Data(waivers.utf8).write(to: scratch.url.appending(path: "w.yaml"))
  }

  private static let steers = Set<UInt32>(
    Array(0..<0x0A) + Array(0x0B..<0x20) + Array(0x7F..<0xA0) + [0x61C, 0x200E, 0x200F]
      + Array(0x2028...0x202E) + Array(0x2066...0x2069))

  private func expectTame(_ run: Program, _ command: String) {
    for text in [run.output, run.complaint] {
      let wild = text.unicodeScalars.filter { Self.steers.contains($0.value) }
      #expect(wild.isEmpty, "\(command): \(wild.map { String($0.value, radix: 16) })")
    }
    #expect(!run.output.isEmpty, "\(command): \(run.complaint)")
  }

  @Test(arguments: [
    "check N --waivers w.yaml", "check N N -v", "check N --waivers w.yaml --format markdown",
    "check N --waivers w.yaml --format junit", "check N --waivers w.yaml --format html",
    "check N --waivers w.yaml --format json", "show N", "show N --descriptors",
    "diff N PLAIN -v", "diff N PLAIN --format json", "firmware N", "firmware N --format json",
    "replay N --model dfuse", "replay N --model dfuse --format json", "extract N",
  ])
  func `no format lets it steer`(command: String) throws {
    let scratch = try Scratch()
    try write(to: scratch)
    let plain = Program.root.path + "/captures/dfuse-download-leave/capture.pcap"
    let words = command.split(separator: " ").map { word in
      word == "N" ? Self.name : word == "PLAIN" ? plain : String(word)
    }
    expectTame(try Program.run(words, folder: scratch.url), command)
  }

  @Test func `JSON gives each text back as it was`() throws {
    let scratch = try Scratch()
    try write(to: scratch)
    let words = ["check", Self.name, "--waivers", "w.yaml", "--format", "json"]
    let run = try Program.run(words, folder: scratch.url)
    let report = try #require(
      try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any])
    let capture = (report["captures"] as? [[String: Any]])?.first
    #expect(capture?["file"] as? String == Self.name)
    let waivers = (report["gate"] as? [String: Any])?["waivers"] as? [[String: Any]]
    #expect(waivers?.first?["reason"] as? String == Self.hostile)
  }

  @Test func `JUnit is read by an XML parser, and spells what steers`() throws {
    let scratch = try Scratch()
    try write(to: scratch)
    let words = ["check", Self.name, "--waivers", "w.yaml", "--format", "junit"]
    let run = try Program.run(words, folder: scratch.url)
    let document = try XMLDocument(xmlString: run.output)
    let names = try document.nodes(forXPath: "//@name").compactMap(\.stringValue)
    #expect(names.contains { $0.contains("e\\u{202E}x]]>|`<-script><script>\\u{61C}\\u{85}") })
  }

  @Test func `two reports and their comparison stay text`() throws {
    let scratch = try Scratch()
    try write(to: scratch)
    let report = "r" + Self.hostile.replacing("/", with: "-") + ".json"
    let check = ["check", Self.name, "--format", "json", "-o", report]
    _ = try Program.run(check, folder: scratch.url)
    for form in ["text", "markdown", "html", "json"] {
      let words = ["compare", "\(Self.hostile)=\(report)", report, "--all", "--format", form]
      let run = try Program.run(words, folder: scratch.url)
      expectTame(run, "compare \(form)")
      if form == "html" { #expect(!run.output.contains("<script")) }
    }
    let reports = try Program.run(
      ["diff", report, report, "--format", "json"], folder: scratch.url)
    expectTame(reports, "diff")
  }

  @Test(arguments: ["text", "json", "markdown", "junit", "html"])
  func `the id of a vector stays text`(form: String) throws {
    let scratch = try Scratch()
    let made = try Program.run("extract", "captures/dfuse-download-leave/capture.pcap")
    var file = try #require(
      try JSONSerialization.jsonObject(with: Data(made.output.utf8)) as? [String: Any])
    var vectors = try #require(file["vectors"] as? [[String: Any]])
    vectors[0]["id"] = Self.hostile
    file["vectors"] = vectors
    try JSONSerialization.data(withJSONObject: file).write(
      to: scratch.url.appending(path: "v.json"))
    let words = ["run", "v.json", "--model", "dfuse", "--format", form]
    expectTame(try Program.run(words, folder: scratch.url), form)
  }
}
