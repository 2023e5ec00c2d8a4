import ArgumentParser
import Files
import Report
import Suite

struct FirmwareCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "firmware",
    abstract: "Put the firmware in a capture together again, and compare it with a file.",
    discussion: """
      Without --output and --compare, all images are listed that were downloaded or uploaded.
      Exit status: 0 every image that is told is complete (and equal to the file), 1 one is not \
      complete or differs, 64 the command line is wrong or names several images, 65 the capture \
      or the file cannot be read, 66 no input, no DFU traffic or no such image, 74 reading or \
      writing failed, 77 permission is missing.
      """)

  @Argument(
    help: ArgumentHelp("A capture file; - is standard input.", valueName: "CAPTURE"),
    completion: .file())
  var capture: String

  @Option(
    name: [.short, .long],
    help: ArgumentHelp(
      "Write the image to this file; - is standard output. A name that ends in .dfu gets a DFU "
        + "file: with a suffix, and for DfuSe with addresses.",
      valueName: "FILE"), completion: .file())
  var output: String?

  @Flag(help: "Take what the device sent by UPLOAD, not what the host sent by DNLOAD.")
  var upload = false

  @Option(
    help: ArgumentHelp("Take the images of this session only, from 1.", valueName: "N"))
  var session: Int?

  @Option(
    help: ArgumentHelp(
      "Take the transfer with this number in its session only, from 1.", valueName: "N"))
  var transfer: Int?

  @Flag(help: "Write an image that is not complete too; FFh stands for what is missing.")
  var partial = false

  @Option(
    help: ArgumentHelp(
      "Say where the image differs from this file; a DFU suffix and the form of DfuSe are known.",
      valueName: "FILE"), completion: .file())
  var compare: String?

  @Option(help: ArgumentHelp("Format of the report: text or json.", valueName: "FORMAT"))
  var format: Format = .text

  @OptionGroup var options: CaptureOptions

  /// The output formats of the report.
  enum Format: String, CaseIterable, ExpressibleByArgument {
    case text, json

    func text(of report: FirmwareReport) -> String {
      switch self {
      case .text: report.text
      case .json: report.json
      }
    }
  }

  func validate() throws {
    if partial, output == nil { throw ValidationError("--partial needs --output.") }
    if let fault = ReadOnce.fault([capture] + [compare].compactMap(\.self)) {
      throw ValidationError(fault)
    }
    for (name, number) in [("--session", session), ("--transfer", transfer)] {
      if let number, number < 1 { throw ValidationError("\(name) counts from 1.") }
    }
  }

  func run() throws {
    Terminal.ignoreClosedPipes()
    let report: FirmwareReport
    do throws(CheckFailure) {
      try OutputFile.refuseStandardOutput(keeping: [capture, compare].compactMap(\.self))
      report = try made()
    } catch {
      throw Terminal.failure(error)
    }
    throw Terminal.status(report.exitStatus) { () throws(CheckFailure) in
      guard place != "-" else { return Terminal.say(format.text(of: report)) }
      var standardOutput = StandardOutput()
      try standardOutput.finish(with: format.text(of: report))
    }
  }

  /// Where the image goes; `-` for standard output, whatever it was called.
  private var place: String? {
    output.map { WholeFile.isStandardOutput($0) ? "-" : $0 }
  }

  /// Whether one image must be meant.
  private var wantsOne: Bool { output != nil || compare != nil }

  private func made() throws(CheckFailure) -> FirmwareReport {
    let judge = try Judge(options.checkOptions)
    var progress = Progress(path: capture)
    defer { progress.finish() }
    let isUpload: Bool? = upload ? true : wantsOne && transfer == nil ? false : nil
    let choice = FirmwareExtraction.Choice(
      isUpload: isUpload, session: session, transfer: transfer)
    var extraction = FirmwareExtraction(choice, keeps: wantsOne)
    try extraction.read(capture, with: judge) { progress.advance(to: $0) }
    progress.finish()
    if let compare { try extraction.compare(with: compare) }
    let inputs = [capture, compare].compactMap(\.self) + judge.tableFiles
    let written = try place.flatMap { path throws(CheckFailure) in
      try write(extraction, to: path, keeping: inputs)
    }
    return extraction.report(written: written)
  }

  /// Writes the image, if it may be written. Returns what was written.
  private func write(
    _ extraction: FirmwareExtraction, to path: String, keeping inputs: [String]
  ) throws(CheckFailure) -> FirmwareReport.Written? {
    guard try extraction.canBeWritten(partially: partial) else {
      Terminal.complain(
        "The image is not complete, so that nothing was written; --partial writes what is there.")
      return nil
    }
    let form = try extraction.form(for: output ?? path)
    if path == "-" {
      try writeToStandardOutput(extraction, form)
    } else {
      try OutputFile.write(to: path, keeping: inputs) { stream throws(SystemError) in
        try extraction.write(form) { piece throws(SystemError) in try stream.write(piece) }
      }
    }
    return FirmwareReport.Written(file: path, isDFUFile: form == .dfu)
  }

  private func writeToStandardOutput(
    _ extraction: FirmwareExtraction, _ form: ImageFile.Form
  ) throws(CheckFailure) {
    var standardOutput = StandardOutput()
    do throws(SystemError) {
      try extraction.write(form) { standardOutput.write($0) }
    } catch {
      throw OutputFile.failure("standard output", error)
    }
    try standardOutput.finish()
  }
}
