import ArgumentParser
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
      CheckCommand.self, ShowCommand.self, ReplayCommand.self, SpecCommand.self, RunCommand.self,
      ServeCommand.self, ExtractCommand.self, RecordCommand.self, DoctorCommand.self,
    ])
}
