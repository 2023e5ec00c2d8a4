import Foundation
import TestSupport
import Testing

/// Words of a command line that would be taken for something else than was meant.
@Suite struct CommandWordsTests {
  private let scratch: Scratch

  init() throws { scratch = try Scratch() }

  private func line(_ text: String) throws -> Program {
    let capture = Program.root.path + "/captures/will-detach/capture.pcap"
    return try Program.line("capture='\(capture)'; \(text)", folder: scratch.url)
  }

  @Test(arguments: [
    "check $capture -o $'r\\xff'", "check $capture --annotate $'r\\xff'",
    "redact $capture $'r\\xff'", "check $'a\\xff.pcap'",
  ])
  func `a name that is not UTF-8 is refused, and no other file is written`(
    _ command: String
  ) throws {
    let run = try line("cp $capture $'a\\xff.pcap'; $dfutrace \(command); echo $?; ls | wc -l")
    #expect(run.output == "64\n1\n")
    #expect(run.complaint.contains("is not UTF-8; rename the file"))
  }

  @Test func `a name may hold the sign that stands for damaged bytes`() throws {
    let run = try line("$dfutrace check $capture -o $'r\\u{FFFD}'; echo $?; ls | wc -l")
    #expect(run.output == "0\n1\n", "\(run.complaint)")
  }

  @Test(arguments: [
    "check $capture -o ''", "check $capture --output=", "check $capture --annotate ''",
    "check $capture --waivers ''", "check $capture --specs ''", "firmware $capture -o ''",
    "extract $capture -o ''", "serve --model xmos --usbredir ''", "serve --model xmos --flash ''",
    "redact $capture ''",
  ])
  func `an empty value is a wrong command line`(_ command: String) throws {
    let run = try line("$dfutrace \(command)")
    #expect(run.status == 64 && run.output.isEmpty)
    #expect(run.complaint.contains("empty"))
  }

  @Test(arguments: [
    "-o a -o b", "-o a --output=b", "--annotate a --annotate b", "--waivers a --waivers=b",
    "--baseline a --baseline b",
  ])
  func `an option that takes one file is not given twice`(_ options: String) throws {
    let run = try line("$dfutrace check $capture \(options); echo $?; ls")
    #expect(run.output == "64\n")
    #expect(run.complaint.contains(" is there twice, and takes one file."))
  }

  @Test(arguments: [
    "check p --waivers p", "diff p p", "firmware p --compare ./p",
    "compare p ./p", "run p p --model xmos", "cat $capture | $dfutrace check - /dev/stdin",
    "cat $capture | $dfutrace diff /dev/stdin -",
  ])
  func `a pipe that is named twice is no reason to wait`(_ command: String) throws {
    // The shell holds both ends, so that nothing but reading waits.
    let called = command.hasPrefix("cat") ? command : "timeout -s KILL 15 $dfutrace \(command)"
    let run = try line("mkfifo p; exec 9<>p; \(called)")
    #expect(run.status == 64, "\(run.complaint)")
    #expect(run.complaint.contains("once only"))
  }

  @Test(arguments: ["check", "show"])
  func `a pipe that comes again among captures is told, and the first is judged`(
    _ command: String
  ) throws {
    let run = try line(
      "mkfifo p; cat $capture >p & timeout -s KILL 15 $dfutrace \(command) p ./p; echo $?")
    #expect(run.output.hasSuffix("64\n"))
    #expect(run.complaint.contains("dfutrace: ./p: is a pipe that is read already, "))
  }

  @Test func `no rules are all rules`() throws {
    #expect(try line("$dfutrace check $capture -Y ''").status == 0)
  }

  @Test func `a name that begins with a dash is no request for help`() throws {
    let run = try line("cp $capture ./-dash.pcap; $dfutrace check -dash.pcap")
    #expect(run.status == 64 && run.output.isEmpty)
    #expect(run.complaint.contains("write ./-dash.pcap"))
    #expect(try line("cp $capture ./-dash.pcap; $dfutrace check -- -dash.pcap").status == 0)
    #expect(try line("$dfutrace check -help").output.contains("USAGE: dfutrace check"))
  }

  @Test(arguments: ["4/3", "0/0", "1/100001", "1", "a/b"])
  func `a part that is none is told with what it takes`(_ part: String) throws {
    let run = try line("$dfutrace check $capture --format json --shard \(part)")
    #expect(run.status == 64 && run.output.isEmpty)
    #expect(run.complaint.contains("two numbers: which part, from 1, and of how many, to 100000"))
  }

  @Test(arguments: ["nothing", "captures/x"])
  func `a file that is not there is told so, whatever it should be`(_ name: String) throws {
    let gate = "$dfutrace check $capture --waivers \(name); $dfutrace check $capture --baseline"
    let run = try line(
      "touch captures; \(gate) \(name); $dfutrace run \(name) --model dfu-1.1; echo $?")
    #expect(run.output == "66\n")
    let lines = run.complaint.split(separator: "\n")
    #expect(lines.count == 3)
    #expect(lines.allSatisfy { $0.hasSuffix("is not there; check the name.") })
  }

  /// The names of all options, as the parser tells them.
  private struct Help: Decodable {
    struct Name: Decodable {
      let kind: String
      let name: String
      var word: String { (kind == "short" ? "-" : "--") + name }
    }
    struct Argument: Decodable {
      let kind: String
      let names: [Name]?
      let valueName: String?
      let isRepeating: Bool
    }
    struct Command: Decodable {
      let commandName: String
      let subcommands: [Command]?
      let arguments: [Argument]?
      var all: [Argument] { (arguments ?? []) + (subcommands ?? []).flatMap(\.all) }
    }
    let command: Command

    static func read() throws -> [Argument] {
      let dump = try Program.run("--experimental-dump-help").output
      return try JSONDecoder().decode(Help.self, from: Data(dump.utf8)).command.all
    }
  }

  @Test func `every option that takes one file is refused when it comes twice`() throws {
    let options = try Help.read().filter {
      $0.kind == "option" && !$0.isRepeating && $0.valueName?.hasPrefix("FILE") == true
    }
    let words = Set(options.flatMap { ($0.names ?? []).map(\.word) })
    #expect(words.count >= 10)
    for word in words {
      let run = try Program.run("check", "none.pcap", word, "a", word, "b")
      #expect(run.status == 64)
      #expect(run.complaint.contains("is there twice, and takes one file"), "\(word)")
    }
  }

  @Test func `every letter of an option may stand beside another one`() throws {
    let names = try Help.read().flatMap { $0.names ?? [] }
    let letters = Set(names.filter { $0.kind == "short" }.map(\.name))
    #expect(letters.count > 5)
    for letter in letters {
      let run = try Program.run("check", "-\(letter)hh")
      #expect(!run.complaint.contains("begins with a dash"), "\(letter)")
    }
  }
}
