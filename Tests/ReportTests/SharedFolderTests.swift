import Report
import TestSupport
import Testing

@Suite struct SharedFolderTests {
  @Test func `names are the parts below the shared folder, however paths are written`() {
    let pieces = ["a", "b", "ab", "ä", ".", "/", "/", "//"]
    var random = SeededRandom(1)
    for _ in 0..<5_000 {
      let paths = (0..<Int.random(in: 1...4, using: &random)).map { _ in
        (0..<Int.random(in: 0...8, using: &random)).map { _ in random.pick(pieces) ?? "" }.joined()
      }
      let joined = paths.partsBelowSharedFolder.map { $0.joined(separator: "/") }
      #expect(paths.namesBelowSharedFolder == joined, "\(paths)")
    }
  }

  @Test func `plain paths lose their shared folder`() {
    #expect(["/c/a/x.pcap", "/c/ab/y.pcap"].namesBelowSharedFolder == ["a/x.pcap", "ab/y.pcap"])
    #expect(["c/x.pcap"].namesBelowSharedFolder == ["x.pcap"])
    #expect(["/a/x.pcap", "a/y.pcap"].namesBelowSharedFolder == ["x.pcap", "y.pcap"])
  }
}
