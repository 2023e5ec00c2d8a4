import ArgumentParser
import Report

/// The command line. Read this first: `Commands` has a file for each command, `Options` the options
/// that several commands share, `Inputs` turns arguments into files and signals into requests to
/// end, `Output` writes reports, progress and complaints.
///
/// The program judges nothing itself: it asks `Suite` and prints what `Report` writes.
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
