import ArgumentParser
import Report
import Suite

struct ShowCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract:
      "Print the DFU conversation: one line for each transfer, with the state of the device.")

  @Argument(help: ArgumentHelp("A capture file; - is standard input.", valueName: "CAPTURE"))
  var capture: String

  @Flag(help: "Print every poll; without it, polls with the same answer become one line.")
  var all = false

  @OptionGroup var options: CaptureOptions

  func run() throws {
    Terminal.ignoreClosedPipes()
    var conversation = Conversation(showsAll: all)
    var output = StandardOutput()
    var isEmpty = true
    let checkOptions = CheckOptions(
      specsDirectory: options.specs, address: options.address)
    do throws(CheckFailure) {
      try Judge(checkOptions).show(capture) { line in
        isEmpty = false
        if let text = conversation.add(line) { output.writeLine(text) }
      }
      if let text = conversation.finish() { output.writeLine(text) }
      try output.finish()
      guard !isEmpty else {
        throw CheckFailure(
          file: capture, status: .noInput,
          message: "There is no DFU traffic in this capture.")
      }
    } catch {
      try? output.finish()
      throw Terminal.failure(error)
    }
  }
}
