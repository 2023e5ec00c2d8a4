import ArgumentParser
import Report
import Suite

/// Counts which rules captures and vectors put to the test: `spec coverage`.
struct CoverageCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "coverage",
    abstract: "Print which rules of the tables are tested by captures and vectors.",
    discussion: """
      The table has one line for each state and one column for each request; a cell shows tested \
      rows / all rows. Below it are the figures for rows, for what devices may do by them, and \
      for the rules on hosts, timing and descriptors. Vectors are run on models.
      """)

  @Argument(
    help: ArgumentHelp(
      "Captures, files of vectors, folders with them, or quoted patterns; - is a capture on "
        + "standard input.", valueName: "CAPTURE|VECTORS"), completion: .file())
  var captures: [String]

  @Option(
    help: ArgumentHelp(
      "A model to run vectors on; may be repeated. Without it, vectors run on every model.",
      valueName: "NAME"), completion: .models())
  var model: [String] = []

  @OptionGroup var source: TableOptions

  func run() throws {
    let judge: Judge
    let benches: [VectorBench]
    do throws(CheckFailure) {
      judge = try Judge(CheckOptions(profile: source.profile, specsDirectory: source.specs))
      benches = try Self.benches(model.isEmpty ? VectorBench.models : model, judge)
    } catch {
      throw Terminal.failure(error)
    }
    let judged = try Inputs.expand(captures, .capturesAndVectors).flatMap { input in
      switch input {
      case .failure(let failure):
        throw Terminal.failure(failure)
      case .file(let path): try Self.check(path, judge, benches)
      }
    }
    try source.print { (specs) throws(CheckFailure) in try specs.coverage(of: judged) }
  }

  private static func benches(
    _ models: [String], _ judge: Judge
  ) throws(CheckFailure) -> [VectorBench] {
    var benches: [VectorBench] = []
    for model in models {
      benches.append(try VectorBench(judge: judge, model: model, config: []))
    }
    return benches
  }

  /// Judges a capture, or runs a file of vectors on each model and judges each run.
  private static func check(
    _ path: String, _ judge: Judge, _ benches: [VectorBench]
  ) throws -> [Report.Capture] {
    do throws(CheckFailure) {
      guard VectorBench.isVectors(path) else { return [try judge.check(path).capture] }
      var captures: [Report.Capture] = []
      for bench in benches { captures.append(try bench.run(path)) }
      return captures
    } catch {
      throw Terminal.failure(error)
    }
  }
}
