import ArgumentParser

/// The option that names the folder of the tables of rules.
struct SpecsOption: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Read the tables of rules from this folder, not the built-in ones.", valueName: "DIR"),
    completion: .directory)
  var specs: String?
}
