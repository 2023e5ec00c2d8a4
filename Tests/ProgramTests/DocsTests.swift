import Foundation
import Testing

/// The examples and options of the documentation, held against the program.
@Suite struct DocsTests {
  /// An example: a command after `$`, and the output that stands below it.
  struct Example: Sendable, CustomTestStringConvertible {
    var page: String
    var command: String
    var output: String

    var testDescription: String { "\(page): \(command)" }
  }

  private static let pages = ["README.md"] + pages(in: "docs") + ["specs/vectors/README.md"]

  private static func pages(in folder: String) -> [String] {
    let path = Program.root.appending(path: folder).path
    let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
    return names.filter { $0.hasSuffix(".md") }.sorted().map { folder + "/" + $0 }
  }

  /// The examples of a page: fenced blocks that begin with `$ dfutrace`.
  static func examples(_ page: String, _ text: String) -> [Example] {
    let blocks = text.components(separatedBy: "\n```")
    return blocks.enumerated().compactMap { index, block in
      let prompt = "\n$ dfutrace "
      guard index % 2 == 1, block.hasPrefix(prompt) else { return nil }
      let lines = block.dropFirst(prompt.count).split(
        separator: "\n", maxSplits: 1, omittingEmptySubsequences: false)
      return Example(
        page: page, command: String(lines[0]), output: lines.count > 1 ? lines[1] + "\n" : "")
    }
  }

  private static let all: [Example] = pages.flatMap { page in
    let text = try? String(contentsOf: Program.root.appending(path: page), encoding: .utf8)
    return examples(page, text ?? "")
  }

  /// Whether `output` is what an example shows. A line `[…]` stands for lines that were left out,
  /// at least one; empty lines at the end do not count.
  static func shows(_ example: String, _ output: String) -> Bool {
    let parts = lines(example).split(omittingEmptySubsequences: false) {
      $0.trimmingCharacters(in: .whitespaces) == "[…]"
    }
    var rest = lines(output)[...]
    guard let first = parts.first, let last = parts.last, parts.count > 1 else {
      return rest.elementsEqual(lines(example))
    }
    guard rest.starts(with: first) else { return false }
    rest = rest.dropFirst(first.count)
    for part in parts.dropFirst().dropLast() {
      guard let found = rest.dropFirst().firstRange(of: part) else { return false }
      rest = rest[found.upperBound...]
    }
    return rest.count > last.count && rest.suffix(last.count).elementsEqual(last)
  }

  private static func lines(_ text: String) -> [Substring] {
    text.trimmingCharacters(in: .newlines)
      .split(separator: "\n", omittingEmptySubsequences: false).map(Substring.init)
  }

  @Test func `there are examples, the overview's among them`() {
    #expect(Self.all.contains { $0.page == "README.md" && $0.output.contains("violation") })
    #expect(Self.all.count >= 4)
  }

  @Test(arguments: all)
  func `an example prints what stands below it`(_ example: Example) throws {
    let run = try Program.line("$dfutrace \(example.command)")
    #expect(Self.shows(example.output, run.output), "\(run.output)")
  }

  @Test(arguments: [
    ("a\nb\n", true), ("a\n[…]\n", true), ("[…]\nb\n", true), ("a\n", false), ("b\n", false),
    ("a\n[…]\nb\n", false), ("a\nb\n[…]\n", false), ("a\nc\n", false), ("  […]\nb\n", true),
  ])
  func `an example is compared with all of the output`(_ example: String, _ isRight: Bool) {
    #expect(Self.shows(example, "a\nb\n") == isRight)
  }

  // MARK: - Options

  /// The sections of docs/commands.md, by the command that each is about.
  private static let sections: [(command: String, text: String)] = {
    let page = Program.root.appending(path: "docs/commands.md")
    let text = (try? String(contentsOf: page, encoding: .utf8)) ?? ""
    return text.components(separatedBy: "\n## ").dropFirst().map { section in
      (String(section.prefix { $0 != "\n" }), section)
    }
  }()

  @Test func `every command has its section`() throws {
    let help = try Program.run("help").output + Program.run("help", "spec").output
    let commands = help.matches(of: /\n\ {2}([a-z]+)\ {2}/).map { String($0.1) }
      .filter { $0 != "spec" }
    let described = Self.sections.map { $0.command.replacing("spec ", with: "") }
    #expect(commands.count >= 12)
    #expect(Set(commands) == Set(described))
  }

  @Test(arguments: sections)
  func `a section names options that its command has`(_ command: String, _ text: String) throws {
    let help = try Program.line("$dfutrace help \(command)").output
    let words = Set(help.split { !$0.isLetter && $0 != "-" })
    for option in Set(text.matches(of: /[\s\x60](--?[A-Za-z][a-z-]*)/).map(\.1)) {
      #expect(words.contains(option))
    }
  }

  // MARK: - Exit status

  @Test func `every status that a help text names has its row, and the other way round`() throws {
    let page = try String(
      contentsOf: Program.root.appending(path: "docs/exit-status.md"), encoding: .utf8)
    let rows = page.matches(of: /\n\| ([0-9]+) \|/).map { String($0.1) }
    let help = try Self.sections.map { try Program.line("$dfutrace help \($0.command)").output }
    let named = help.joined().matches(of: /\b(6[4-9]|7[0-8])\b/).map { String($0.1) }
    #expect(Set(rows) == Set(named + ["0", "1", "2"]))
  }
}
