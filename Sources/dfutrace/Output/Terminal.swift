import ArgumentParser
import Foundation
import Report
import Suite

/// When to colour.
enum ColourChoice: String, CaseIterable, ExpressibleByArgument {
  case auto, always, never

  /// Whether standard output is coloured: a terminal only, and not where `NO_COLOR` is set
  /// (no-color.org) or the terminal is dumb.
  var isOn: Bool {
    switch self {
    case .always: return true
    case .never: return false
    case .auto:
      let environment = ProcessInfo.processInfo.environment
      let isRefused = environment["NO_COLOR"]?.isEmpty == false || environment["TERM"] == "dumb"
      return !isRefused && Terminal.isTerminal(.standardOutput)
    }
  }
}

/// What the program says beside its output, on standard error.
enum Terminal {
  static func isTerminal(_ handle: FileHandle) -> Bool { isatty(handle.fileDescriptor) == 1 }

  /// A reader that has read enough, as `head`, is no error: writing then fails with EPIPE, which
  /// ends the output quietly, and the status is still the verdict's.
  static func ignoreClosedPipes() {
    signal(SIGPIPE, SIG_IGN)
  }

  /// Says one line.
  static func complain(_ message: String) {
    say("dfutrace: \(message)\n")
  }

  /// Says `text` as it stands. Where standard error is closed there is nobody to tell.
  static func say(_ text: String) {
    try? FileHandle.standardError.write(contentsOf: Data(text.utf8))
  }

  /// Tells a failure, and gives the exit status that it stands for.
  static func failure(_ failure: CheckFailure) -> ExitCode {
    complain(failure.text)
    return ExitCode(failure.status)
  }
}

extension ExitCode {
  /// The same for ArgumentParser, which ends the program.
  init(_ status: ExitStatus) { self.init(status.rawValue) }
}
