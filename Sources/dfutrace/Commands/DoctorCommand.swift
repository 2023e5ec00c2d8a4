import ArgumentParser
import Report
import Suite

struct DoctorCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "doctor",
    abstract: "Check that this machine can record USB buses and run vectors on hardware.",
    discussion: """
      Prints one line for each check; where it fails, the next line says what to do.
      Exit status: 0 every check passed, 69 something is not there, 70 libusb does not work, 74 a \
      bus cannot be opened, 77 permission is missing.
      """)

  func run() throws {
    Terminal.ignoreClosedPipes()
    var output = StandardOutput()
    let checks = Doctor.checks()
    for check in checks { output.writeLine(check.text) }
    do throws(CheckFailure) {
      try output.finish()
    } catch {
      throw Terminal.failure(error)
    }
    throw ExitCode(checks.map(\.status).first { $0 != .conformant } ?? .conformant)
  }
}
