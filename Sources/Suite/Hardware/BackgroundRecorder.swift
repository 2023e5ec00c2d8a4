import Dispatch
import Glibc
import Report
import Synchronization

/// Records and judges a bus on a separate thread while vectors run on a device of that bus.
final class BackgroundRecorder: Sendable {
  private let isOver = Atomic<Bool>(false)
  private let state = Mutex<State>(.starting)

  private enum State: Sendable {
    case starting, watching
    case ended(Report.Capture)
    case failed(CheckFailure)
  }

  /// How long to wait for the recording to start, and for it to end. At its end everything is
  /// judged that was recorded.
  private static let (patience, patienceAtEnd): (Duration, Duration) = (.seconds(10), .seconds(60))

  /// Starts the recording and waits until the bus is watched. `settings`: how to judge.
  init(_ options: LiveOptions, _ settings: CheckOptions) throws(CheckFailure) {
    DispatchQueue(label: "recorder").async { [self] in watch(options, settings) }
    let now = wait(Self.patience) {
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

  /// Stops the recording and returns what it showed, as a capture with its sessions.
  func end() throws(CheckFailure) -> Report.Capture {
    isOver.store(true, ordering: .relaxed)
    let now = wait(Self.patienceAtEnd) {
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
        file: "usbmon", status: .harness, message: "the recorder does not end within 60 s")
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

  /// Waits until `isSuch` holds for the state, at most so long; returns the last state.
  private func wait(_ patience: Duration, until isSuch: (State) -> Bool) -> State {
    let end = ContinuousClock.now + patience
    while true {
      let now = state.withLock { $0 }
      if isSuch(now) || ContinuousClock.now > end { return now }
      usleep(10_000)
    }
  }
}
