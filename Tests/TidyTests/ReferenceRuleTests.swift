import Testing

/// For the rules of imports and citations: a text that each rejects, and a similar text that it
/// accepts.
@Suite struct ReferenceRuleTests {
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
    #expect(rules.complaints(Sample.source("import USB\n", module: "DFU")) == [])
    #expect(rules.complaints(Sample.source("// import DFU\n")) == [])
    for code in [
      "import DFU", "package import DFU", "  @preconcurrency import DFU", "import struct DFU.A",
    ] {
      #expect(rules.complaints(Sample.source("\n\(code)\n")).map(\.line) == [2])
    }
    #expect(rules.complaints(Sample.source("import USB\n", module: "Other")).count == 1)
  }

  @Test func `a citation of a section that does not exist is found`() {
    let rules = CitationRules(csv: "source,section,title\nDFU 1.1,A.2.3,x\nDFU 1.1,Table 3.1,y\n")
    let good = "/// (DFU 1.1, A.2.3 r1, p. 31) (DFU 1.1,\n  /// Table 3.1: all 16) (DFU 1.1 says)\n"
    #expect(rules.complaints(Sample.source(good)) == [])
    #expect(rules.complaints(Sample.source("// (DFU 1.1, A.2.30)\n")).count == 1)
    #expect(rules.complaints(Sample.source("// (DFU 1.1,\n// Table 3.3)\n")).count == 1)
    #expect(rules.complaints(Sample.source("// (DFU 1.1, 3.1)\n")).count == 1)
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
