import ArgumentParser
import Files
import Report
import Suite

struct RedactCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "redact",
    abstract: "Copy a capture without the firmware in it, so that it can be shared.",
    discussion: """
      Images, serial numbers and the content of other devices are replaced; the copy gives the \
      same verdicts at the same frames.
      Exit status: 0 the copy was written, 64 the command line is wrong, or the capture cannot be \
      copied so, 65 the capture cannot be read, 66 no input or no DFU traffic, 74 reading or \
      writing failed, 77 permission is missing.
      """)

  @Argument(
    help: ArgumentHelp("The capture, pcap or pcapng.", valueName: "IN"), completion: .file())
  var input: String

  @Argument(
    help: ArgumentHelp("The copy, in the form of the capture.", valueName: "OUT"),
    completion: .file())
  var output: String

  @Option(
    help: ArgumentHelp(
      "Take the device at this address for the DFU device, also without its descriptors.",
      valueName: "BUS.ADDR"))
  var address: String?

  @Option(
    help: ArgumentHelp("Read the capture in this dialect, as check does.", valueName: "NAME"),
    completion: .dialects)
  var dialect: String?

  func run() throws {
    Terminal.ignoreClosedPipes()
    do throws(CheckFailure) {
      try copy()
    } catch {
      throw Terminal.failure(error)
    }
  }

  private func copy() throws(CheckFailure) {
    let source = CopySource(path: input, by: "redact")
    try source.refuseUnreadableTwice()
    try source.refuseOutput(output)
    try source.refuseText("nothing knows where a line has content")
    let reading = try ReadingOptions(address: address, dialect: dialect)
    var progress = Progress(path: input)
    var redacted = try reading.redact(input) { progress.advance(to: $0) }
    progress.finish()
    try source.writeCopy(to: output) { file throws(SystemError) in
      try file.write(pieces: { redacted.next() })
    }
    for line in redacted.account { Terminal.complain("\(output.printable()): \(line)") }
  }
}
