import ArgumentParser
import Report

@main
struct Dfutrace: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: Report.Tool().name,
    abstract: "Judges USB DFU traffic in captures against DFU 1.1, and names who is wrong.",
    version: Report.Tool().version,
    subcommands: [
      CheckCommand.self, ShowCommand.self, ReplayCommand.self, SpecCommand.self, RunCommand.self,
      ServeCommand.self, ExtractCommand.self, RecordCommand.self, DoctorCommand.self,
    ])
}
