import Dispatch
import Foundation

/// The end of a program that runs until it is told to stop.
struct Ending {
  private let told = DispatchSemaphore(value: 0)
  private let sources: [any DispatchSourceSignal]

  /// Takes Ctrl-C and SIGTERM from now on.
  init() {
    let told = told
    sources = [SIGINT, SIGTERM].map { number in
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
      source.setEventHandler { told.signal() }
      source.resume()
      return source
    }
  }

  /// Ends the wait from within, from any thread.
  var end: @Sendable () -> Void {
    let told = told
    return { told.signal() }
  }

  /// Waits for the end.
  func wait() { told.wait() }
}
