import Dispatch
import Foundation
import Synchronization

/// The request that the program end: Ctrl-C or SIGTERM, or a reason within the program.
///
/// The first signal is only a request, so that a command can finish what it writes. A command
/// either asks now and then whether it has come, or waits for it.
enum Interruption {
  /// What a second signal does.
  enum SecondSignal {
    /// It ends the program at once.
    case ends
    /// Nothing: what the command does at its end must not be cut short.
    case isIgnored
  }

  private static let isAsked = Atomic<Bool>(false)
  private static let request = DispatchSemaphore(value: 0)
  private static let sources = Mutex<[any DispatchSourceSignal]>([])

  /// Takes Ctrl-C and SIGTERM as requests from now on.
  static func await(second: SecondSignal = .ends) {
    sources.withLock { sources in
      sources = [SIGINT, SIGTERM].map { number in
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

  /// Asks from within the program, from any thread.
  static func ask() {
    isAsked.store(true, ordering: .relaxed)
    request.signal()
  }

  /// Whether the request has come.
  static var hasCome: Bool { isAsked.load(ordering: .relaxed) }

  /// Waits for the request.
  static func wait() { request.wait() }
}
