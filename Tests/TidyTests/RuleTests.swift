import Testing

/// For each rule something that it objects to, and something close that it lets pass.
@Suite struct RuleTests {
  static func source(_ text: String, module: String = "USB") -> SourceFile {
    SourceFile(path: "Sources/\(module)/Sample.swift", text: text)
  }

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
    #expect(SizeRules.functionLength(Self.source(long)).map(\.line) == [2])
    let fits = Self.function(lines: 60, head: head)
    #expect(SizeRules.functionLength(Self.source(fits)) == [])
  }

  @Test func `a signature of several lines counts`() {
    let head = "func long(\n    a: Int, b: Int\n  ) -> Int {"
    #expect(SizeRules.functionLength(Self.source(Self.function(lines: 59, head: head))).count == 1)
    #expect(SizeRules.functionLength(Self.source(Self.function(lines: 58, head: head))) == [])
  }

  @Test func `what has no body is no function`() {
    let many = String(repeating: "  func a()\n  var b: Int { get }\n", count: 40)
    #expect(SizeRules.functionLength(Self.source("protocol P {\n\(many)}\n")) == [])
  }

  @Test func `files and lines have a limit`() {
    #expect(SizeRules.fileLength(Self.source(String(repeating: "\n", count: 401))).count == 1)
    #expect(SizeRules.fileLength(Self.source(String(repeating: "\n", count: 400))) == [])
    let line = String(repeating: "x", count: 100)
    #expect(SizeRules.lineLength(Self.source("\n\(line)x\n")).map(\.line) == [2])
    #expect(SizeRules.lineLength(Self.source("\n\(line)\n")) == [])
  }

  @Test func `a capture has a limit`() {
    #expect(SizeRules.captureSize(path: "captures/a/a.pcap", bytes: 1 << 20 + 1).count == 1)
    #expect(SizeRules.captureSize(path: "captures/a/a.pcap", bytes: 1 << 20) == [])
    #expect(SizeRules.captureSize(path: "specs/a.yaml", bytes: 1 << 21) == [])
  }

  @Test func `unsafe is for the C modules`() {
    let code = "let a = unsafe b.pointee\n"
    #expect(CodeRules.unsafety(Self.source(code)).map(\.line) == [1])
    #expect(CodeRules.unsafety(Self.source(code, module: "CaptureIO")) == [])
    #expect(CodeRules.unsafety(Self.source(code, module: "VirtualDevice")).count == 1)
    #expect(CodeRules.unsafety(Self.source(code, module: "VirtualDevice/VHCI")) == [])
    #expect(CodeRules.unsafety(Self.source("// unsafe\nlet a = \"unsafe\"\n")) == [])
  }

  @Test(arguments: ["TO" + "DO", "FIX" + "ME"])
  func `a mark of unfinished work is found`(mark: String) {
    #expect(CodeRules.unfinished(Self.source("let a = 1  // \(mark): more\n")).count == 1)
    #expect(CodeRules.unfinished(Self.source("let \(mark)LIST = 1\n")) == [])
  }

  @Test(arguments: ["try!" + " a()", "a as!" + " B", "a!" + ".b", "a[0]!" + "", "f()!" + ".c"])
  func `a force is found`(code: String) {
    #expect(CodeRules.force(Self.source("let x = \(code)\n")).count == 1)
  }

  @Test func `what only looks like a force is not`() {
    let code = "if !a, a != b, a!=b, !c.d {}  // stop!\nlet s = \"stop!\"\nlet f = !(g)\n"
    #expect(CodeRules.force(Self.source(code)) == [])
  }

  @Test func `a call that crashes is found`() {
    #expect(CodeRules.crash(Self.source("  fatalError(\"no\")\n")).count == 1)
    #expect(CodeRules.crash(Self.source("  precondition(a > 0)\n")).count == 1)
    #expect(CodeRules.crash(Self.source("  // fatalError(\n  transfers.abortAll()\n")) == [])
  }

  @Test func `a state's name in the checker is found`() {
    for code in ["if state == .dfuIDLE {}", "let a = \"dfuDNLOAD-SYNC\"", "case .appDETACH:"] {
      #expect(CodeRules.stateNames(Self.source(code, module: "Checker")).count == 1)
      #expect(CodeRules.stateNames(Self.source(code, module: "DFU")) == [])
    }
    #expect(CodeRules.stateNames(Self.source("/// as dfuIDLE\n", module: "Checker")) == [])
  }

  @Test func `a machine's path is found`() {
    for folder in ["home", "root", "Users", "work"] {
      #expect(CodeRules.machinePaths(Self.source("see /\(folder)/me/a.pcap\n")).count == 1)
    }
    let other = Self.source("captures/wo" + "rk/a, /dev/usbmon1, a/ho" + "me/b\n")
    #expect(CodeRules.machinePaths(other) == [])
  }

  @Test func `an empty list of arguments is found`() {
    #expect(CodeRules.emptyArguments(Self.source("@Test(arguments: [ ])\n")).count == 1)
    #expect(CodeRules.emptyArguments(Self.source("@Test(arguments: [1])\n")) == [])
  }

  @Test func `an import outside the arrows is found`() {
    let rules = ImportRules(
      page: """
        # x
        ## Modules
        | module | purpose | may import |
        | --- | --- | --- |
        | `USB` | the bus | - |
        | `DFU` | the class | `USB`, `Foundation` |
        ## Next
        | `USB` | other | `DFU` |
        """)
    #expect(rules.arrows == ["USB": [], "DFU": ["USB", "Foundation"]])
    #expect(rules.complaints(Self.source("import USB\n", module: "DFU")) == [])
    #expect(rules.complaints(Self.source("// import DFU\n")) == [])
    for code in [
      "import DFU", "package import DFU", "  @preconcurrency import DFU", "import struct DFU.A",
    ] {
      #expect(rules.complaints(Self.source("\n\(code)\n")).map(\.line) == [2])
    }
    #expect(rules.complaints(Self.source("import USB\n", module: "Other")).count == 1)
  }

  @Test func `a citation of a section that does not exist is found`() {
    let rules = CitationRules(csv: "source,section,title\nDFU 1.1,A.2.3,x\nDFU 1.1,Table 3.1,y\n")
    let good = "/// (DFU 1.1, A.2.3 r1, p. 31) (DFU 1.1,\n  /// Table 3.1: all 16) (DFU 1.1 says)\n"
    #expect(rules.complaints(Self.source(good)) == [])
    #expect(rules.complaints(Self.source("// (DFU 1.1, A.2.30)\n")).count == 1)
    #expect(rules.complaints(Self.source("// (DFU 1.1,\n// Table 3.3)\n")).count == 1)
    #expect(rules.complaints(Self.source("// (DFU 1.1, 3.1)\n")).count == 1)
  }

  @Test(arguments: [
    ("A.2.3 r1, p. 31", ["A.2.3"]),
    ("3, Table 3.2", ["3", "Table 3.2"]),
    ("Tables 4.1 and 4.4", ["Table 4.1", "Table 4.4"]),
    ("Table 3.1 against 6.2.1", ["Table 3.1", "6.2.1"]),
    ("A.2; Figure A.1", ["A.2"]),
    ("Appendix B: the last 16 bytes", ["Appendix B"]),
    ("8.7.4 \"babble\"", ["8.7.4"]),
  ])
  func `a citation is read as its sections`(citation: String, sections: [String]) {
    #expect(CitationRules.cited(citation[...]) == sections)
  }
}
