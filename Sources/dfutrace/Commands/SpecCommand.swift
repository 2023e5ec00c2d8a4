import ArgumentParser
import Report
import Suite

struct SpecCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "spec",
    abstract: "Print the tables: the rules by which captures are judged.",
    subcommands: [Lint.self, Matrix.self, Explain.self, CoverageCommand.self])

  struct Lint: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "lint",
      abstract: "Check the tables; print what they contain, what they leave out, and why.")

    @OptionGroup var source: TableOptions

    func run() throws {
      try source.print { (specs) throws(CheckFailure) in try specs.overview() }
    }
  }

  struct Matrix: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "table",
      abstract:
        "Print the state tables, one line for each state; * marks what only one reading allows.")

    @OptionGroup var source: TableOptions

    func run() throws {
      try source.print { (specs) throws(CheckFailure) in try specs.matrix() }
    }
  }

  struct Explain: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "explain",
      abstract: "Print everything that the tables say about a rule, a group of rules or a reading.")

    @Argument(
      help: ArgumentHelp(
        "The path of a rule or its beginning, the id of a rule, or a reading (AMB-nn).",
        valueName: "RULE"))
    var rule: String

    @OptionGroup var source: TableOptions

    func run() throws {
      try source.print { (specs) throws(CheckFailure) in
        guard let text = try specs.explanation(of: rule) else {
          throw CheckFailure(
            file: rule, status: .usage,
            message: "There is no such rule; dfutrace spec explain dfu lists them all.")
        }
        return text
      }
    }
  }
}
