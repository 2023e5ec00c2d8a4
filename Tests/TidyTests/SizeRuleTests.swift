import Testing

/// For each rule of size: one text that it rejects, and a similar text that it accepts.
@Suite struct SizeRuleTests {
  static func function(lines: Int, head: String = "func long() {") -> String {
    let body = String(repeating: "    work()\n", count: lines - 2)
    return "struct Sample {\n  \(head)\n\(body)  }\n\n  func next() {}\n}\n"
  }

  @Test(arguments: [
    "func long() {", "init(a: Int) {", "var long: Int {", "package static func long() {",
    "subscript(a: Int) -> Int {",
  ])
  func `a function of 61 lines is too long`(head: String) {
    let long = Self.function(lines: 61, head: head)
    #expect(SizeRules.functionLength(Sample.source(long)).map(\.line) == [2])
    let fits = Self.function(lines: 60, head: head)
    #expect(SizeRules.functionLength(Sample.source(fits)) == [])
  }

  @Test func `a signature of several lines counts`() {
    let head = "func long(\n    a: Int, b: Int\n  ) -> Int {"
    #expect(
      SizeRules.functionLength(Sample.source(Self.function(lines: 59, head: head))).count == 1)
    #expect(SizeRules.functionLength(Sample.source(Self.function(lines: 58, head: head))) == [])
  }

  @Test func `what has no body is no function`() {
    let many = String(repeating: "  func a()\n  var b: Int { get }\n", count: 40)
    #expect(SizeRules.functionLength(Sample.source("protocol P {\n\(many)}\n")) == [])
  }

  @Test func `files and lines have a limit`() {
    #expect(SizeRules.fileLength(Sample.source(String(repeating: "\n", count: 401))).count == 1)
    #expect(SizeRules.fileLength(Sample.source(String(repeating: "\n", count: 400))) == [])
    let line = String(repeating: "x", count: 100)
    #expect(SizeRules.lineLength(Sample.source("\n\(line)x\n")).map(\.line) == [2])
    #expect(SizeRules.lineLength(Sample.source("\n\(line)\n")) == [])
  }

  @Test func `a capture has a limit`() {
    #expect(SizeRules.captureSize(path: "captures/a/a.pcap", bytes: 1 << 20 + 1).count == 1)
    #expect(SizeRules.captureSize(path: "captures/a/a.pcap", bytes: 1 << 20) == [])
    #expect(SizeRules.captureSize(path: "specs/a.yaml", bytes: 1 << 21) == [])
  }
}
