import ArgumentParser
import Report
import Suite

struct DoctorCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "doctor",
    abstract: "Check what live capture and runs on hardware need of this machine.",
    discussion: """
      Every check is a line, and what to do about it the next one.
      Exit status: 0 all is well, 69 something is not there, 77 permission is missing, 70 libusb \
      does not work, 74 a bus cannot be opened.
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
