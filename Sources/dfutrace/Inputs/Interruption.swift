import Foundation
import Synchronization

/// Whether the operator asked the program to end: Ctrl-C, or SIGTERM.
enum Interruption {
  private static let isAsked = Atomic<Bool>(false)

  /// From now on the first such signal is a request; the second one ends the program at once.
  static func await() {
    _ = isAsked.load(ordering: .relaxed)
    for number in [SIGINT, SIGTERM] {
      signal(number) { number in
        Interruption.isAsked.store(true, ordering: .relaxed)
        signal(number, SIG_DFL)
      }
    }
  }

  /// Whether such a signal has come.
  static var hasCome: Bool { isAsked.load(ordering: .relaxed) }
}
