import Foundation
import Report
import Synchronization

/// Records and judges a bus on a thread of its own while a run is made on it.
final class BackgroundRecorder: Sendable {
  private let isOver = Atomic<Bool>(false)
  private let state = Mutex<State>(.starting)

  private enum State: Sendable {
    case starting, watching
    case ended(Report.Capture)
    case failed(CheckFailure)
  }

  /// How long the beginning and the end may take.
  private static let patience: Duration = .seconds(10)

  /// Begins to watch, and waits until it does. `settings` are those of the judgement.
  init(_ options: LiveOptions, _ settings: CheckOptions) throws(CheckFailure) {
    Thread { [self] in watch(options, settings) }.start()
    let now = wait {
      switch $0 {
      case .starting: false
      case .watching, .ended, .failed: true
      }
    }
    switch now {
    case .watching, .ended: return
    case .failed(let failure): throw failure
    case .starting:
      throw CheckFailure(
        file: options.interface, status: .harness,
        message: "the bus was not watched within 10 s")
    }
  }

  /// Ends the watching; gives the bus with what it showed.
  func end() throws(CheckFailure) -> Report.Capture {
    isOver.store(true, ordering: .relaxed)
    let now = wait {
      switch $0 {
      case .starting, .watching: false
      case .ended, .failed: true
      }
    }
    switch now {
    case .ended(let capture): return capture
    case .failed(let failure): throw failure
    case .starting, .watching:
      throw CheckFailure(
        file: "usbmon", status: .harness, message: "the recorder does not end")
    }
  }

  private func watch(_ options: LiveOptions, _ settings: CheckOptions) {
    do throws(CheckFailure) {
      let result = try Judge(settings).checkLive(
        options, until: { isOver.load(ordering: .relaxed) },
        began: { state.withLock { $0 = .watching } }, tell: { _ in })
      state.withLock { $0 = .ended(result.capture) }
    } catch {
      state.withLock { $0 = .failed(error) }
    }
  }

  /// Waits until the state is such, with an end; gives the state.
  private func wait(until isSuch: (State) -> Bool) -> State {
    let end = ContinuousClock.now + Self.patience
    while true {
      let now = state.withLock { $0 }
      if isSuch(now) || ContinuousClock.now > end { return now }
      Thread.sleep(forTimeInterval: 0.01)
    }
  }
}
