import ArgumentParser
import Foundation
import Testing

@testable import dfutrace

/// Long lists of names on a command line, as a shell's pattern gives them.
@Suite struct ManyNamesTests {
  private let names = (0..<300).map { "none/\($0).pcap" }

  @Test func `the parser gets a few words, and the command all names in their order`() throws {
    let arguments =
      ["check"] + names[..<120] + ["--jobs", "2"] + names[120..<290] + ["-v", "--"] + names[290...]
    let many = ManyNames(arguments, of: CheckCommand.self)
    #expect(many.words.count == 17)
    var command: any ParsableCommand = try CheckCommand.parse(Array(many.words.dropFirst()))
    many.restore(&command)
    let check = try #require(command as? CheckCommand)
    #expect(check.captures == names)
    #expect(check.jobs == 2)
    #expect(check.verbose)
  }

  @Test func `a value of an option stays one, and standard input is seen`() throws {
    let arguments = ["check", "--profile"] + names + ["-"]
    let words = ManyNames(arguments, of: CheckCommand.self).words
    #expect(Array(words[..<3]) == Array(arguments[..<3]))
    #expect(words.count == 5)
    #expect(words.last == "-")
  }

  @Test func `a short line, and a command with one name, are parsed as they are`() {
    let short = ["check"] + names[..<90] + ["--strict"]
    #expect(ManyNames(short, of: CheckCommand.self).words == short)
    let one = ["replay"] + names
    #expect(ManyNames(one, of: ReplayCommand.self).words == one)
  }

  @Test(arguments: ["check", "show", "extract", "merge"])
  func `an option among many names changes nothing else`(_ command: String) throws {
    let scratch = try Scratch()
    let output = scratch.url.appending(path: "output").path
    let option = command == "show" ? ["--all"] : ["-o", output]
    let plain = try Program.run([command] + names + option)
    #expect(plain.status == 66)
    #expect(plain.complaint.contains("none/0.pcap"))
    let mixed = try Program.run([command] + names[..<150] + option + names[150...])
    #expect(mixed.complaint == plain.complaint)
    #expect(mixed.status == plain.status)
    let wrong = try Program.run([command] + names + ["--unknown"])
    #expect(wrong.status == 64)
    #expect(wrong.complaint.contains("--unknown"))
  }
}
