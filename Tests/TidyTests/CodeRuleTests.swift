import Testing

/// For each rule of code: one text that it rejects, and a similar text that it accepts.
@Suite struct CodeRuleTests {
  @Test func `unsafe is for the C modules`() {
    let code = "let a = unsafe b.pointee\n"
    #expect(CodeRules.unsafety(Sample.source(code)).map(\.line) == [1])
    #expect(CodeRules.unsafety(Sample.source(code, module: "CaptureIO")) == [])
    #expect(CodeRules.unsafety(Sample.source(code, module: "VirtualDevice")).count == 1)
    #expect(CodeRules.unsafety(Sample.source(code, module: "VirtualDevice/VHCI")) == [])
    #expect(CodeRules.unsafety(Sample.source("// unsafe\nlet a = \"unsafe\"\n")) == [])
  }

  @Test(arguments: ["TO" + "DO", "FIX" + "ME"])
  func `a mark of unfinished work is found`(mark: String) {
    #expect(CodeRules.unfinished(Sample.source("let a = 1  // \(mark): more\n")).count == 1)
    #expect(CodeRules.unfinished(Sample.source("let \(mark)LIST = 1\n")) == [])
  }

  @Test(arguments: ["try!" + " a()", "a as!" + " B", "a!" + ".b", "a[0]!" + "", "f()!" + ".c"])
  func `a force is found`(code: String) {
    #expect(CodeRules.force(Sample.source("let x = \(code)\n")).count == 1)
  }

  @Test func `what only looks like a force is not`() {
    let code = "if !a, a != b, a!=b, !c.d {}  // stop!\nlet s = \"stop!\"\nlet f = !(g)\n"
    #expect(CodeRules.force(Sample.source(code)) == [])
  }

  @Test func `a call that crashes is found`() {
    #expect(CodeRules.crash(Sample.source("  fatalError(\"no\")\n")).count == 1)
    #expect(CodeRules.crash(Sample.source("  precondition(a > 0)\n")).count == 1)
    #expect(CodeRules.crash(Sample.source("  // fatalError(\n  transfers.abortAll()\n")) == [])
  }

  @Test func `a state's name in the checker is found`() {
    for code in ["if state == .dfuIDLE {}", "let a = \"dfuDNLOAD-SYNC\"", "case .appDETACH:"] {
      #expect(CodeRules.stateNames(Sample.source(code, module: "Checker")).count == 1)
      #expect(CodeRules.stateNames(Sample.source(code, module: "DFU")) == [])
    }
    #expect(CodeRules.stateNames(Sample.source("/// as dfuIDLE\n", module: "Checker")) == [])
  }

  @Test func `a machine's path is found`() {
    for folder in ["home", "root", "Users", "work"] {
      #expect(CodeRules.machinePaths(Sample.source("see /\(folder)/me/a.pcap\n")).count == 1)
    }
    let other = Sample.source("captures/wo" + "rk/a, /dev/usbmon1, a/ho" + "me/b\n")
    #expect(CodeRules.machinePaths(other) == [])
  }

  @Test func `an empty list of arguments is found`() {
    #expect(CodeRules.emptyArguments(Sample.source("@Test(arguments: [ ])\n")).count == 1)
    #expect(CodeRules.emptyArguments(Sample.source("@Test(arguments: [1])\n")) == [])
  }
}
