import Dispatch
import Glibc
import Synchronization

/// The request to end the program: by Ctrl-C, by SIGTERM, by SIGHUP (the terminal has gone), or by
/// the program itself.
///
/// The first signal does not end the program, so that a command can finish its output. A command
/// either tests from time to time whether the request has come, or waits for the request.
enum Interruption {
  /// The effect of a second signal.
  enum SecondSignal {
    /// The second signal ends the program at once.
    case ends
    /// The second signal is ignored, because the command must finish its last actions.
    case isIgnored
  }

  private static let isAsked = Atomic<Bool>(false)
  private static let request = DispatchSemaphore(value: 0)
  private static let sources = Mutex<[any DispatchSourceSignal]>([])

  /// From now on, handles Ctrl-C, SIGTERM and SIGHUP as requests.
  static func await(second: SecondSignal = .ends) {
    sources.withLock { sources in
      sources = [SIGINT, SIGTERM, SIGHUP].map { number in
        signal(number, SIG_IGN)
        let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
        source.setEventHandler {
          switch second {
          case .ends: signal(number, SIG_DFL)
          case .isIgnored: break
          }
          ask()
        }
        source.resume()
        return source
      }
    }
  }

  /// Makes the request from inside the program; any thread may call this.
  static func ask() {
    isAsked.store(true, ordering: .relaxed)
    request.signal()
  }

  /// Whether the request has come.
  static var hasCome: Bool { isAsked.load(ordering: .relaxed) }

  /// Blocks until the request has come.
  static func wait() { request.wait() }
}
