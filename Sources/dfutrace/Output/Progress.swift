import Foundation

/// How far the reading of one file has come, on standard error, once it takes more than a
/// second: on a terminal one line that is redrawn and wiped, elsewhere a line after 1, 2, 4, 8…
/// seconds.
struct Progress {
  private let path: String
  private let size: Int?
  private let isTerminal: Bool
  private let start = ContinuousClock.now
  private var next = Duration.seconds(1)
  private var isDrawn = false

  init(path: String) {
    self.path = path
    let attributes = try? FileManager.default.attributesOfItem(atPath: path)
    size = (attributes?[.size] as? Int).flatMap { $0 > 0 ? $0 : nil }
    isTerminal = Terminal.isTerminal(.standardError)
  }

  /// Takes how many bytes were read so far.
  mutating func advance(to bytes: Int) {
    let elapsed = ContinuousClock.now - start
    guard elapsed >= next else { return }
    let text = "\(path): \(bytes >> 20) MiB\(share(bytes)) in \(elapsed.components.seconds) s"
    if isTerminal {
      Terminal.say("\r\u{1B}[K\(text)")
      next = elapsed + .milliseconds(200)
    } else {
      Terminal.say(text + "\n")
      next *= 2
    }
    isDrawn = true
  }

  private func share(_ bytes: Int) -> String {
    size.map { " of \($0 >> 20) MiB (\(min(100, bytes * 100 / $0)) %)" } ?? ""
  }

  /// Wipes the line that was drawn last.
  func finish() {
    if isDrawn, isTerminal { Terminal.say("\r\u{1B}[K") }
  }
}
