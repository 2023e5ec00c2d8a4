import Files
import Testing

/// Patterns of names as in a shell.
@Suite struct NamePatternTests {
  @Test(arguments: [
    ("will-detach", "will-*"), ("a.pcap", "?.pcap"), ("b1", "[a-c][0-9]"), ("z", "[!a-c]"),
    (".x", ".*"), ("[", "["), ("a[", "[a]["), ("[]", "[]"), ("]", "[]]"),
  ])
  func `a pattern matches a name`(name: String, pattern: String) {
    #expect(NamePattern.matches(name, pattern))
  }

  @Test(arguments: [("will", "will-*"), (".x", "*"), ("ab", "?"), ("d", "[a-c]")])
  func `a pattern does not match`(name: String, pattern: String) {
    #expect(!NamePattern.matches(name, pattern))
  }

  @Test func `a pattern of many brackets that nothing closes matches itself only`() {
    let brackets = String(repeating: "[a-", count: 100_000)
    #expect(NamePattern.matches(brackets, brackets))
    #expect(!NamePattern.matches("a", brackets))
  }

  @Test func `parts of a path are matched where they follow each other`() {
    for pattern in ["a", "b", "c.pcap", "a/b", "b/*.pcap", "a/*/c.pcap", "a/", "b/c.pcap"] {
      #expect(NamePattern.matches(path: "a/b/c.pcap", pattern), "\(pattern)")
    }
    for pattern in ["a/c.pcap", "c", "/a", "a/b/c.pcap/d", "", "/"] {
      #expect(!NamePattern.matches(path: "a/b/c.pcap", pattern), "\(pattern)")
    }
    #expect(NamePattern.matches(path: "/a/b", "/a"))
    #expect(!NamePattern.matches(path: "/a/b", "/b"))
  }
}
