import ArgumentParser
import Report
import Suite

extension SpecCommand {
  struct Coverage: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Print which rules of the tables captures put to the test.",
      discussion: """
        A line a state, a column a request: exercised rows / rows. Then figures for rows, host, \
        timing and descriptor rules.
        """)

    @Argument(
      help: ArgumentHelp(
        "Capture files, folders of captures, quoted patterns; - is standard input.",
        valueName: "CAPTURE"))
    var captures: [String]

    @OptionGroup var source: Source

    func run() throws {
      let judge: Judge
      do throws(CheckFailure) {
        judge = try Judge(CheckOptions(profile: source.profile, specsDirectory: source.specs))
      } catch {
        throw Terminal.failure(error)
      }
      let judged = try Inputs.expand(captures).map { input in
        switch input {
        case .failure(let failure):
          throw Terminal.failure(
            CheckFailure(file: failure.file, status: failure.status, message: failure.message))
        case .file(let path): try Self.check(path, judge)
        }
      }
      try source.print { (specs) throws(CheckFailure) in try specs.coverage(of: judged) }
    }

    private static func check(_ path: String, _ judge: Judge) throws -> Report.Capture {
      do throws(CheckFailure) {
        return try judge.check(path).capture
      } catch {
        throw Terminal.failure(error)
      }
    }
  }
}
