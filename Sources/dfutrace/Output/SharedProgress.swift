import Files
import Report
import Synchronization

/// The progress of all inputs together, which several threads may read at once.
final class SharedProgress: Sendable {
  /// The bytes of all files; nil where one of them has no size that is known.
  let size: Int?
  private let sizes: [String: Int]
  private let count: Int
  private let state: Mutex<State>

  private struct State {
    var line: Progress
    /// By file, how much of it has been read; a file that is done has no entry.
    var underWay: [String: Int] = [:]
    /// The bytes and the number of the files that are done.
    var doneBytes = 0
    var done = 0

    mutating func show() {
      line.advance(to: underWay.values.reduce(doneBytes, +))
    }
  }

  /// Begins with nothing read of `paths`.
  init(paths: [String]) {
    let known = paths.map { ($0, InputFile.size(of: $0) ?? 0) }.filter { $0.1 > 0 }
    sizes = Dictionary(known) { first, _ in first }
    count = paths.count
    let isKnown = !paths.isEmpty && known.count == paths.count
    let name = paths.count == 1 ? paths[0].printable() : "0 of \(paths.count) captures"
    size = isKnown ? known.reduce(0) { $0 + $1.1 } : nil
    state = Mutex(State(line: Progress(name: name, size: size)))
  }

  /// Notes how many bytes of a file have been read so far.
  func advance(_ path: String, to bytes: Int) {
    state.withLock { state in
      state.underWay[path] = bytes
      state.show()
    }
  }

  /// Notes that a file has been read.
  func finish(_ path: String) {
    state.withLock { state in
      let bytes = state.underWay.removeValue(forKey: path)
      state.doneBytes += sizes[path] ?? bytes ?? 0
      state.done += 1
      if count > 1 { state.line.name = "\(state.done) of \(count) captures" }
      if state.done < count { state.show() }
    }
  }

  /// Removes the line and prints something else on standard error.
  func interrupt(_ print: () -> Void) {
    state.withLock { state in
      state.line.finish()
      print()
    }
  }
}
