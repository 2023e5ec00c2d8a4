import ArgumentParser
import DeviceModel
import Foundation
import Report
import Suite

struct RunCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run",
    abstract: "Run vectors on a model of a device.",
    discussion: """
      With --trace the model is a scriptable device: a vector of JSON a line, an outcome for \
      each of its steps on the line that is printed for it (specs/vectors/README.md).
      Exit status: 0 every vector was run, 65 a line cannot be read or run, 66 a file cannot be \
      opened, 74 reading or writing failed. 64 the command line is wrong.
      """)

  @Argument(help: ArgumentHelp("Files of vectors; - is standard input.", valueName: "VECTORS"))
  var vectors: [String]

  @Option(help: ArgumentHelp("The device, as `dfu-1.1` or `xmos/lib_xua-5`.", valueName: "NAME"))
  var model: String

  @Flag(help: "Print what the device does in each step, as JSON lines.")
  var trace = false

  func validate() throws {
    guard trace else { throw ValidationError("Vectors are run with --trace.") }
    do throws(ModelError) {
      _ = try TraceRun(model: model)
    } catch {
      throw ValidationError(error.message)
    }
  }

  func run() throws {
    Terminal.ignoreClosedPipes()
    var status = ExitStatus.conformant
    for path in vectors {
      let failed = try trace(path)
      if status == ExitStatus.conformant { status = failed }
    }
    throw ExitCode(status)
  }

  /// Runs the vectors of one file; gives the exit status that it stands for.
  private func trace(_ path: String) throws -> Int32 {
    guard let input = path == "-" ? FileHandle.standardInput : FileHandle(forReadingAtPath: path)
    else {
      Terminal.complain("\(path): the file cannot be opened")
      return ExitStatus.noInput
    }
    var run = try TraceRun(model: model)
    let name = path == "-" ? "standard input" : path
    var told = 0
    var output = StandardOutput()
    func tell() {
      for failure in run.failures.dropFirst(told) { Terminal.complain("\(name): \(failure)") }
      told = run.failures.count
    }
    do {
      while output.isOpen, let piece = try input.read(upToCount: 1 << 16), !piece.isEmpty {
        output.write(run.take(piece))
        tell()
      }
      try output.finish(with: String(decoding: run.finish(), as: UTF8.self))
      tell()
    } catch let failure as CheckFailure {
      return Terminal.failure(failure).rawValue
    } catch {
      Terminal.complain("\(name): \(error.localizedDescription)")
      return ExitStatus.inputOutput
    }
    return run.failures.isEmpty ? ExitStatus.conformant : ExitStatus.unreadable
  }
}
