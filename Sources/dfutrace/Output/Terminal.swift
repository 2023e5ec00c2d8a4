import ArgumentParser
import Files
import FoundationEssentials
import Glibc
import Report
import Suite

/// When to colour the output.
enum ColourChoice: String, CaseIterable, ExpressibleByArgument {
  case auto, always, never

  /// Whether to colour standard output. `auto` colours only a terminal. It does not colour if
  /// `NO_COLOR` is set (no-color.org) or if the terminal is dumb.
  var isOn: Bool {
    switch self {
    case .always: return true
    case .never: return false
    case .auto:
      guard OutputStream.standardOutput.isTerminal else { return false }
      let environment = ProcessInfo.processInfo.environment
      return environment["NO_COLOR"]?.isEmpty != false && environment["TERM"] != "dumb"
    }
  }
}

/// Writes messages to standard error, separate from the output.
enum Terminal {
  /// Makes a write to a closed pipe fail with EPIPE instead of ending the program, and one above
  /// the limit of the size of files (`ulimit -f`) with EFBIG.
  ///
  /// A reader that closes the pipe early, as `head` does, is no error. The output then ends without
  /// a message, and the exit status still tells the verdict.
  static func ignoreClosedPipes() {
    signal(SIGPIPE, SIG_IGN)
    signal(SIGXFSZ, SIG_IGN)
  }

  /// Writes one line, with the program's name at the start.
  static func complain(_ message: String) {
    say("dfutrace: \(message.printable(keepsLines: true))\n")
  }

  /// Writes `text` unchanged. Ignores errors: standard error may be closed.
  static func say(_ text: String) {
    try? OutputStream.standardError.write(text)
  }

  /// Prints a failure and returns its exit status.
  static func failure(_ failure: CheckFailure) -> ExitCode {
    complain(failure.text)
    return ExitCode(failure.status)
  }

  /// Writes a report by `write`, and gives the status to end with. A verdict of 1 comes before what
  /// happened in writing, but for a wrong command line: that is found before anything is judged.
  static func status(
    _ verdict: ExitStatus, writing write: () throws(CheckFailure) -> Void
  ) -> ExitCode {
    do throws(CheckFailure) {
      try write()
      return ExitCode(verdict)
    } catch {
      let failed = failure(error)
      return verdict == .violation && error.status != .usage ? ExitCode(verdict) : failed
    }
  }
}

extension ExitCode {
  /// Converts an exit status into the type that ArgumentParser uses to end the program.
  init(_ status: ExitStatus) { self.init(status.rawValue) }
}
