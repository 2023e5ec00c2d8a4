import ArgumentParser
import Report
import Suite

struct SpecCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "spec",
    abstract: "Print what the tables say: the rules that captures are judged by.",
    subcommands: [Lint.self, Matrix.self, Explain.self, CoverageCommand.self])

  struct Lint: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Check the tables; print what they hold, and what they leave out and why.")

    @OptionGroup var source: TableOptions

    func run() throws {
      try source.print { (specs) throws(CheckFailure) in try specs.overview() }
    }
  }

  struct Matrix: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "table",
      abstract: "Print the state tables, a line a state; * is right under a reading only.")

    @OptionGroup var source: TableOptions

    func run() throws {
      try source.print { (specs) throws(CheckFailure) in try specs.matrix() }
    }
  }

  struct Explain: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Print all that the tables say of a rule, a group of rules or a reading.")

    @Argument(
      help: ArgumentHelp(
        "A rule's path or the beginning of one, its id, or AMB-nn.", valueName: "RULE"))
    var rule: String

    @OptionGroup var source: TableOptions

    func run() throws {
      try source.print { (specs) throws(CheckFailure) in
        guard let text = try specs.explanation(of: rule) else {
          throw CheckFailure(
            file: rule, status: 64,
            message: "There is no such rule; dfutrace spec explain dfu lists them all.")
        }
        return text
      }
    }
  }
}
