import ArgumentParser
import Report
import Suite

/// The options that select the tables of rules for the commands of `spec`.
struct TableOptions: ParsableArguments {
  @OptionGroup var tables: SpecsOption

  @Option(
    help: ArgumentHelp(
      "Merge this overlay into the base table, for example `dfuse`.",
      valueName: "NAME"), completion: .profiles)
  var profile: String?

  /// The folder of the tables; nil: the built-in ones.
  var specs: String? { tables.specs }

  /// Prints the text that `text` makes from the tables; ends the program on an error.
  func print(_ text: (Specs) throws(CheckFailure) -> String) throws {
    Terminal.ignoreClosedPipes()
    do throws(CheckFailure) {
      var output = StandardOutput()
      try output.finish(with: text(Specs(directory: specs, profile: profile)))
    } catch {
      throw Terminal.failure(error)
    }
  }
}
