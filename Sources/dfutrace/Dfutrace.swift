import ArgumentParser
import Glibc
import Report

/// The command line. Read this first.
///
/// The folders: `Commands` has one file for each command. `Options` has the options that several
/// commands share. `Inputs` finds the files that the arguments mean, and handles signals that ask
/// the program to end. `Output` writes reports, progress and error messages. The program does not
/// judge: it calls `Suite` and prints the text that `Report` makes.
@main
struct Dfutrace: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: Report.Tool().name,
    abstract: "Judge USB DFU traffic against DFU 1.1, and name the side that is wrong.",
    version: Report.Tool().version,
    subcommands: [
      CheckCommand.self, ShowCommand.self, ReplayCommand.self, DiffCommand.self,
      CompareCommand.self, MergeCommand.self, FirmwareCommand.self, RedactCommand.self,
      SpecCommand.self, RunCommand.self, ServeCommand.self, ExtractCommand.self, RecordCommand.self,
      DoctorCommand.self,
    ])
}

extension Dfutrace {
  /// Parses the command line and runs the command.
  ///
  /// To look at the options of all commands takes longer than to judge a small capture. So `check`
  /// with few options is read without the parser (`PlainCheck`), and else only the options of the
  /// command that the first argument names are parsed. For help, subcommands and mistakes the
  /// command line is parsed from the root, which words the messages.
  static func main() {
    // Swift reads the command line from /proc.
    guard !CommandLine.arguments.isEmpty else {
      Terminal.complain("The command line cannot be read: mount /proc.")
      Glibc.exit(ExitStatus.harness.rawValue)
    }
    let arguments = Array(CommandLine.arguments.dropFirst())
    do {
      if let fault = CommandWords.fault(arguments) { throw ValidationError(fault) }
      if let check = PlainCheck(arguments) { try check.asked.run() }
      guard let type = namedType(arguments) else { return try runFromRoot(arguments) }
      let names = ManyNames(arguments, of: type)
      guard var command = parsed(names.words, as: type) else {
        return try runFromRoot(names.words)
      }
      names.restore(&command)
      try command.run()
    } catch let status as ExitCode {
      Glibc.exit(status.rawValue)
    } catch {
      fail(error)
    }
  }

  private static func runFromRoot(_ arguments: [String]) throws {
    if let fault = CommandName.fault(arguments, below: self) { throw ValidationError(fault) }
    var command = try parseAsRoot(arguments)
    try command.run()
  }

  /// Ends with the parser's message, which repeats what was typed: nothing in it steers a terminal.
  private static func fail(_ error: any Error) -> Never {
    let code = exitCode(for: error)
    let message = fullMessage(for: error)
    // Help and the version come as errors too.
    guard code != .success else { answer(message) }
    Terminal.say(message.printable(keepsLines: true) + "\n")
    Glibc.exit(code.rawValue)
  }

  /// Prints what was asked for: help, the version or a completion script.
  private static func answer(_ text: String) -> Never {
    Terminal.ignoreClosedPipes()
    var output = StandardOutput()
    output.writeLine(text)
    do throws(CheckFailure) {
      try output.finish()
      Glibc.exit(ExitStatus.conformant.rawValue)
    } catch {
      Glibc.exit(Terminal.failure(error).rawValue)
    }
  }

  /// The command that the first argument names; nil for none.
  private static func namedType(_ arguments: [String]) -> (any ParsableCommand.Type)? {
    guard let name = arguments.first else { return nil }
    return configuration.subcommands.first { $0.configuration.commandName == name }
  }

  /// The command with its options; nil where more is to be parsed.
  private static func parsed(
    _ words: [String], as type: any ParsableCommand.Type
  ) -> (any ParsableCommand)? {
    guard let command = try? type.parseAsRoot(Array(words.dropFirst())),
      Swift.type(of: command) == type
    else { return nil }
    return command
  }
}
