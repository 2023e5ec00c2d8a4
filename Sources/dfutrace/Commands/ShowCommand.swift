import ArgumentParser
import Report
import Suite

struct ShowCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract:
      "Print the DFU conversation: one line for each transfer, with the state of the device.")

  @Argument(
    help: ArgumentHelp(
      "Capture files, folders with captures, or quoted patterns; - is standard input.",
      valueName: "CAPTURE"), completion: .file())
  var captures: [String]

  @Flag(help: "Print every poll; without it, polls with the same answer become one line.")
  var all = false

  @Flag(
    help: ArgumentHelp(
      "Print the descriptors of the DFU devices instead; with --address, of that device."))
  var descriptors = false

  @OptionGroup var options: CaptureOptions

  func run() throws {
    Terminal.ignoreClosedPipes()
    var output = StandardOutput()
    var status = ExitStatus.conformant
    do throws(CheckFailure) {
      var asked = options.checkOptions
      asked.wantsDescriptors = descriptors
      let judge = try Judge(asked)
      let inputs = Inputs.expand(captures)
      try OutputFile.refuseStandardOutput(keeping: inputs.compactMap(\.file))
      for (index, input) in inputs.enumerated() {
        do throws(CheckFailure) {
          let path = try input.get()
          if inputs.count > 1 {
            output.writeLine((index == 0 ? "" : "\n") + "==> \(path.printable()) <==")
          }
          if descriptors {
            try showDescriptors(path, judge, on: &output)
          } else {
            try show(path, judge, on: &output)
          }
        } catch {
          _ = Terminal.failure(error)
          if status == ExitStatus.conformant { status = error.status }
        }
      }
      try output.finish()
    } catch {
      throw Terminal.failure(error)
    }
    throw ExitCode(status)
  }

  private func show(
    _ capture: String, _ judge: Judge, on output: inout StandardOutput
  ) throws(CheckFailure) {
    var conversation = Conversation(showsAll: all)
    try judge.show(capture) { line in
      if let text = conversation.add(line) { output.writeLine(text) }
    }
    if let text = conversation.finish() { output.writeLine(text) }
  }

  private func showDescriptors(
    _ capture: String, _ judge: Judge, on output: inout StandardOutput
  ) throws(CheckFailure) {
    let (judged, hint) = try judge.check(capture)
    let shown = judged.descriptors
    guard !shown.sets.isEmpty else {
      let silent = options.address.map { "Device \($0) shows no descriptors in this capture." }
      throw CheckFailure(
        file: capture, status: .noInput,
        message: silent ?? hint
          ?? "There is no whole descriptor set of a DFU device in this capture; --address shows "
          + "what is there of any device.")
    }
    output.write(Array(shown.text.utf8))
  }
}
