import ArgumentParser
import Foundation
import Testing

@testable import dfutrace

/// Command lines of `check` that are read without the parser.
@Suite struct PlainCheckTests {
  @Test(arguments: [
    "a.pcap", "a.pcap b.pcap", "a --format json", "--format=json a -o r.json",
    "a --format json -o r.json --shard 2/7", "--shard=2/7 --balance --format json a",
    "a --format json=r.json --output t.txt --format text", "--output=r=s a", "help --format json",
    "a --format json --shard 100000/100000 -o r.json b",
  ])
  func `what is read is what the parser reads`(line: String) throws {
    let words = line.split(separator: " ").map(String.init)
    let plain = try #require(PlainCheck(["check"] + words))
    let parsed = try #require(CheckCommand.parseAsRoot(words) as? CheckCommand)
    #expect(String(reflecting: plain.asked) == String(reflecting: parsed.asked))
  }

  @Test(arguments: [
    "", "--balance", "a --balance", "a --shard 0/3 --format json", "a --shard 1/3",
    "a --shard 1/3 --format text", "a --shard 1/3 --format json -o /", "a --format",
    "a --format nothing", "a --format json --format json", "a -o", "a -o x -o y", "a -ox", "a -o=x",
    "a -o -", "a --output=", "a --format -o", "a --format json=x -o y", "a --", "- a", "-", "a -v",
    "a --strict", "a --help", "--version", "a --shard 1/3 --shard 1/3 --format json",
    "a --format json=x --format text=x", "a --balance=1 --shard 1/2 --format json",
  ])
  func `all else is left to the parser`(line: String) {
    #expect(PlainCheck(["check"] + line.split(separator: " ").map(String.init)) == nil)
  }

  @Test func `another command is left to the parser`() {
    #expect(PlainCheck(["show", "a"]) == nil)
    #expect(PlainCheck([]) == nil)
  }

  @Test func `a run without the parser writes the same`() throws {
    let capture = "captures/aborted-download/capture.pcap"
    let plain = try Program.run("check", capture, "--format", "json", "--shard", "1/1")
    let parsed = try Program.run(
      "check", capture, "--format", "json", "--shard", "1/1", "--tolerance", "1")
    #expect(plain == parsed)
  }
}
